import { sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { PlatformContext } from '../services.js';
import { StartExportPayload, type StartExportInput } from './export.inputs.js';
import { Export, ExportStatus } from './export.js';
import { ExportedQuery, UnfitQuery } from './exported-query.js';
import { lockExports, runNext } from './running.js';

const nothing = { export: null };
const mostUnderWay = 20;
const mostLetters = 50_000;

/** Takes a query in, to be run as soon as fewer than two of the tenant's are. */
export async function startExport(context: PlatformContext, input: StartExportInput): Promise<StartExportPayload> {
  const { actor, branch, grants } = context.request;
  if (actor.kind !== 'client' || actor.id === null)
    throw new GraphError(
      'FORBIDDEN',
      'Exports are run for API clients, with their rights: make a client, and start the export with its token.',
    );
  const clientId = actor.id;
  const { query, operationName = null, variables = {} } = input;
  return context.db.command(StartExportPayload, { name: 'startExport', permission: 'exports:run' }, async (transaction) => {
    if (!isObject(variables)) return refuse('INVALID', 'Variables are a JSON object, by their names.', ['input', 'variables'], nothing);
    const letters = query.length + JSON.stringify(variables).length;
    if (letters > mostLetters)
      return refuse(
        'INVALID',
        `A query and its variables have at most ${mostLetters} characters, these have ${letters}.`,
        ['input', 'query'],
        nothing,
      );
    const read = ExportedQuery.read({ query, operationName, variables });
    if (read instanceof UnfitQuery) return refuse('INVALID', read.message, ['input', 'query'], nothing);
    await lockExports(transaction);
    const [underWay] = await transaction.rows<{ count: number }>(
      sql`select count(*)::int as count from exports where status in ('QUEUED', 'RUNNING') and client_id = ${toUuid('client', clientId)}`,
    );
    if ((underWay?.count ?? 0) >= mostUnderWay)
      return refuse(
        'LIMIT_REACHED',
        `A client has at most ${mostUnderWay} exports under way: wait for one, or cancel one.`,
        ['input'],
        nothing,
      );

    const started = Object.assign(new Export(), {
      id: newId('export'),
      clientId,
      scope: [...new Set(grants.flatMap(({ permissions }) => permissions))],
      branchId: branch,
      status: ExportStatus.QUEUED,
      query,
      operationName,
      variables: variables ?? {},
      error: null,
      waitsUntil: null,
      startedAt: null,
      endedAt: null,
      expiresAt: null,
    });
    await transaction.insert(started);
    await transaction.rows(sql`insert into export_progress (export_id) values (${toUuid('export', started.id)})`);
    await runNext(transaction);
    return { export: (await transaction.first(Export, sql`where id = ${toUuid('export', started.id)}`)) ?? started };
  });
}

function isObject(value: unknown): value is Record<string, unknown> | null | undefined {
  return value == null || (typeof value === 'object' && !Array.isArray(value));
}
