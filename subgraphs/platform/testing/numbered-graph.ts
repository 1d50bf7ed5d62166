import { GraphQLError, parse, type ExecutionResult } from 'graphql';
import type { PublicCaller, PublicGraph, PublicOperation } from '#kernel/subgraph/public-graph.js';

/** A public graph with one list, `readings`, of as many objects as are wanted, each known by its number. */
export class NumberedGraph implements PublicGraph {
  readonly asked: { caller: PublicCaller; operation: PublicOperation; size: number; after: string | null }[] = [];
  /** Called before each page; what it answers is answered in place of it, what it throws is thrown. */
  before: (size: number, after: string | null) => Promise<ExecutionResult<never> | undefined> | ExecutionResult<never> | undefined = () =>
    undefined;
  /** Asking for a million would be much to remember. */
  remembers = true;

  constructor(
    public count: number,
    /** What each object has of text beside. */
    public padding = '',
  ) {}

  async execute<Data>(caller: PublicCaller, operation: PublicOperation): Promise<ExecutionResult<Data>> {
    const { variables = {}, query } = operation;
    const size = variables['exportFirst'] as number;
    const after = variables['exportAfter'] as string | null;
    if (this.remembers) {
      parse(query);
      this.asked.push({ caller, operation, size, after });
    }
    const instead = await this.before(size, after);
    if (instead) return instead;
    const from = after === null ? 0 : Number(after);
    const until = Math.min(from + size, this.count);
    const nodes = Array.from({ length: until - from }, (_, index) => ({ number: from + index, note: this.padding }));
    const pageInfo = { hasNextPage: until < this.count, endCursor: String(until) };
    return { data: { readings: { nodes, pageInfo } } as Data };
  }
}

export function refusal(
  code: string,
  message: string,
  extensions: Record<string, unknown> = {},
  path?: (string | number)[],
): ExecutionResult<never> {
  return { data: null, errors: [new GraphQLError(message, { extensions: { code, ...extensions }, ...(path ? { path } : {}) })] };
}
