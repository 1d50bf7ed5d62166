import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { permits } from '#kernel/context/request-context.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { OrderDirection, PageArgs, type Page } from '#kernel/graph/connection.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { page } from '#kernel/subgraph/list.js';
import type { PlatformContext } from '../services.js';
import { cancelExport } from './cancelling.js';
import { CancelExportInput, CancelExportPayload, StartExportInput, StartExportPayload } from './export.inputs.js';
import {
  Export,
  exportById,
  ExportConnection,
  exportList,
  ExportOrderField,
  ExportProgress,
  progressOfExport,
  visibleExports,
} from './export.js';
import { startExport } from './starting.js';

const newestFirst = { field: ExportOrderField.CREATED_AT, direction: OrderDirection.DESC };

@Resolver(() => Export)
export class ExportResolver {
  @Query(() => Export, { nullable: true, description: 'One export: of the client that asks, or with `clients:read` of any.' })
  @Access('signed-in')
  export(@Ctx() context: PlatformContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Export | null> {
    mayRead(context);
    return context.load(exportById, id);
  }

  @Query(() => ExportConnection, { description: 'Exports, the newest first: of the client that asks, or with `clients:read` of all.' })
  @Access('signed-in')
  exports(@Ctx() context: PlatformContext, @Args(() => PageArgs) args: PageArgs): Promise<Page<Export>> {
    mayRead(context);
    return page(context, exportList, args, newestFirst, visibleExports(context.request));
  }

  @Mutation(() => StartExportPayload, {
    description:
      'Starts to write the whole list of a query to a file, with the rights of the client as they are at each page. For API clients.',
  })
  @Access('exports:run')
  startExport(
    @Ctx() context: PlatformContext,
    @Arg('input', () => StartExportInput, { description: 'The query.' }) input: StartExportInput,
  ): Promise<StartExportPayload> {
    return startExport(context, input);
  }

  @Mutation(() => CancelExportPayload, { description: 'Cancels an export; what was written of it is deleted.' })
  @Access('exports:run')
  cancelExport(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CancelExportInput, { description: 'Which.' }) input: CancelExportInput,
  ): Promise<CancelExportPayload> {
    return cancelExport(context, input);
  }

  @FieldResolver(() => ExportProgress, { description: 'How much of it is written.' })
  async progress(@Root() { id }: Export, @Ctx() context: PlatformContext): Promise<ExportProgress> {
    return (await context.load(progressOfExport, id)) ?? { objects: 0, bytes: 0n, pages: 0 };
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where the client fetches the file, with its own token or key; null while there is none.',
  })
  url(@Root() found: Export, @Ctx() { services }: PlatformContext): string | null {
    return found.hasFile(new Date()) ? `${services.publicUrl}/public/exports/${found.id}` : null;
  }
}

/** A client needs what it runs them by, everybody else what shows the tenant's clients. */
function mayRead({ request }: PlatformContext): void {
  const permission = request.actor.kind === 'client' ? 'exports:run' : 'clients:read';
  if (permits(request, permission)) return;
  throw new GraphError('FORBIDDEN', `Reading exports takes the permission "${permission}", which you do not hold here.`, {
    extensions: { permission },
  });
}
