import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { ListSize } from '#kernel/graph/cost-decorator.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { ApiClient } from '../clients/api-client.js';
import type { PlatformContext } from '../services.js';
import { ClientOperation, operationsOfClient } from './client-operation.js';
import { lockClientToOperations } from './locking.js';
import {
  LockClientToOperationsInput,
  LockClientToOperationsPayload,
  operationLimits,
  PublishOperationsInput,
  PublishOperationsPayload,
  RemoveOperationsInput,
  RemoveOperationsPayload,
} from './operation.inputs.js';
import { publishOperations, removeOperations } from './publishing.js';

@Resolver(() => ApiClient)
export class OperationResolver {
  @Mutation(() => PublishOperationsPayload, {
    description: 'Publishes documents for a client, which it can then run by their ids. It can within two seconds.',
  })
  @Access('clients:manage')
  publishOperations(
    @Ctx() context: PlatformContext,
    @Arg('input', () => PublishOperationsInput, { description: 'The documents.' }) input: PublishOperationsInput,
  ): Promise<PublishOperationsPayload> {
    return publishOperations(context, input);
  }

  @Mutation(() => RemoveOperationsPayload, {
    description: "Takes documents out of a client's manifest. Within two seconds it can run them no more by their ids.",
  })
  @Access('clients:manage')
  removeOperations(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RemoveOperationsInput, { description: 'Which.' }) input: RemoveOperationsInput,
  ): Promise<RemoveOperationsPayload> {
    return removeOperations(context, input);
  }

  @Mutation(() => LockClientToOperationsPayload, {
    description: 'Locks a client to its published operations, so that whoever steals its credentials can ask nothing else; or unlocks it.',
  })
  @Access('clients:manage')
  lockClientToOperations(
    @Ctx() context: PlatformContext,
    @Arg('input', () => LockClientToOperationsInput, { description: 'Whether.' }) input: LockClientToOperationsInput,
  ): Promise<LockClientToOperationsPayload> {
    return lockClientToOperations(context, input);
  }

  @FieldResolver(() => [ClientOperation], {
    description: `Documents that it can run by their ids, the oldest first; at most ${operationLimits.ofClient}.`,
  })
  @Access('clients:read')
  @ListSize(100)
  async operations(@Root() { id }: ApiClient, @Ctx() context: PlatformContext): Promise<ClientOperation[]> {
    return (await context.load(operationsOfClient, id)) ?? [];
  }

  @Query(() => String, { nullable: true, description: "For the gateway: a document of a client's manifest." })
  @Directive('@inaccessible')
  @Access('anyone')
  async clientOperation(
    @Ctx() context: PlatformContext,
    @Arg('tenant', () => ID, { description: "The client's tenant." }) tenant: string,
    @Arg('client', () => ID, { description: 'The client.' }) client: string,
    @Arg('hash', () => String, { description: 'SHA-256 of the document, in hex.' }) hash: string,
  ): Promise<string | null> {
    const rows = await context
      .asSystemOf({ id: tenant, subdomain: '' }, 'operations')
      .rows<{ document: string }>(
        sql`select document from client_operations where client_id = ${toUuid('client', client)} and hash = ${hash}`,
        null,
      );
    return rows[0]?.document ?? null;
  }
}
