import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionResult, GraphQLError } from 'graphql';
import type { PublicCaller, PublicGraph } from '#kernel/subgraph/public-graph.js';
import type { ExportedPage, ExportedQuery } from './exported-query.js';

/** Why an export cannot be gone on with, for whoever started it. */
export class ExportFailure extends Error {
  override name = 'ExportFailure';
}

/** The graph does not answer for now. */
export class GraphAway extends Error {
  override name = 'GraphAway';
}

/** The client has used up what it may use in a day. */
export class QuotaUsedUp extends Error {
  override name = 'QuotaUsedUp';
}

/** The largest page that lists give. */
const mostNodes = 100;
/** How often a page is asked for in a row before the worker lets it rest. */
const tries = 4;
const passing = new Set(['UNAVAILABLE', 'INTERNAL']);

type PageError = Pick<GraphQLError, 'message' | 'path' | 'extensions'>;

/**
 * Reads a list page by page in a client's name, in pages as large as its cost allows. What may pass is tried again, in smaller
 * pages, for an answer can be too large or too slow; then it rejects. What passes with the day is a `QuotaUsedUp`, for no other limit
 * of rates holds for it, and what cannot pass an `ExportFailure`.
 */
export class ExportPages {
  private size = mostNodes;

  constructor(
    private readonly graph: PublicGraph,
    private readonly caller: PublicCaller,
    private readonly query: ExportedQuery,
    private readonly operationName: string | null,
    private readonly restMs = 500,
  ) {}

  async read(after: string | null): Promise<ExportedPage> {
    for (let attempt = 1; ;) {
      const { data, errors = [] } = await this.ask(after, attempt);
      const [error] = errors;
      if (!error) return this.pageOf(data, after);
      const code = codeOf(error);
      if (code === 'COST_EXCEEDED' && this.size > 1) this.size = affordable(this.size, error);
      else if (passing.has(code) && attempt < tries) {
        await this.rest(attempt);
        attempt += 1;
      } else if (passing.has(code)) throw new GraphAway(`The graph does not answer: ${error.message}`);
      else if (code === 'RATE_LIMITED') throw new QuotaUsedUp(`The client has used up what it may use in a day: ${error.message}`);
      else throw new ExportFailure(told(error, code));
    }
  }

  private async ask(after: string | null, attempt: number): Promise<ExecutionResult<Record<string, unknown>>> {
    const { query, caller } = this;
    const named = this.operationName === null ? {} : { operationName: this.operationName };
    try {
      return await this.graph.execute(caller, { query: query.text, ...named, variables: query.variables(this.size, after) });
    } catch (error) {
      if (attempt >= tries) throw new GraphAway('The graph cannot be reached.', { cause: error });
      await this.rest(attempt);
      return this.ask(after, attempt + 1);
    }
  }

  private pageOf(data: Record<string, unknown> | null | undefined, after: string | null): ExportedPage {
    const page = this.query.pageOf(data);
    if (!page) throw new ExportFailure('The query gave no list: select a list that this client can see, then start the export again.');
    if (page.more && (page.next === null || page.next === after))
      throw new ExportFailure(`The list does not go on after ${page.nodes.length} more objects: tell support, with the id of this export.`);
    return page;
  }

  private async rest(attempt: number): Promise<void> {
    this.size = Math.max(1, Math.floor(this.size / 2));
    await delay(this.restMs * 2 ** (attempt - 1) * (1 + Math.random()));
  }
}

/** The page that the limit should bear, where the error tells both; otherwise half of this one. */
function affordable(size: number, { extensions }: PageError): number {
  const { cost, limit } = extensions as { readonly cost?: unknown; readonly limit?: unknown };
  const fitting = typeof cost === 'number' && typeof limit === 'number' && cost > limit ? (size * limit) / cost : size / 2;
  return Math.max(1, Math.min(size - 1, Math.floor(fitting)));
}

function codeOf({ extensions }: PageError): string {
  const code = (extensions as Readonly<Record<string, unknown>> | undefined)?.['code'];
  return typeof code === 'string' ? code : 'INTERNAL';
}

function told(error: PageError, code: string): string {
  const place = error.path && error.path.length > 1 ? ` (at ${error.path.join('.')})` : '';
  const message = `${error.message.replace(/[.:]?\s*$/, '')}${place}.`;
  switch (code) {
    case 'FORBIDDEN':
    case 'UNAUTHENTICATED':
      return `The client may not read this, or no longer: ${message} Have it allowed, then start the export again.`;
    case 'COST_EXCEEDED':
      return `Even one object a page costs too much: ${message} Select less within the nodes, or smaller lists, then start the export again.`;
    case 'BAD_USER_INPUT':
      return `The query does not fit the graph: ${message} Correct it, then start the export again.`;
    default:
      return `The graph answered with an error: ${message} Correct what it names, then start the export again.`;
  }
}
