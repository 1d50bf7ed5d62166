import { Arg, Args, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { ApiClient, clientReference } from '../clients/api-client.js';
import { AccessDenial, AccessDenialConnection, denialList } from './access-denial.js';

@Resolver(() => AccessDenial)
export class AccessDenialResolver {
  @Query(() => AccessDenialConnection, {
    description: "What clients asked for without the patient's consent, in all of the graph, the newest first.",
  })
  @Access('audit:read')
  accessDenials(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('clientId', () => ID, { nullable: true, description: 'What this client asked for.' }) clientId: string | null,
  ): Promise<Page<AccessDenial>> {
    const asked = clientId ? sql`client_id = ${toUuid('client', clientId)}` : sql`true`;
    return page(context, denialList, args, { field: 'DENIED_AT', direction: OrderDirection.DESC }, asked);
  }

  @FieldResolver(() => ApiClient, { description: 'The client.' })
  client(@Root() denial: AccessDenial): ApiClient {
    return clientReference(denial.clientId);
  }
}
