import { createHash } from 'node:crypto';
import {
  getOperationAST,
  Kind,
  NoSchemaIntrospectionCustomRule,
  OperationTypeNode,
  parse,
  specifiedRules,
  validate,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';
import { LRUCache } from 'lru-cache';
import { accessNeeds, signedIn, type AccessNeed, type AccessRules } from '#kernel/graph/access.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { Executor } from '../execution/executor.js';
import type { PreparedOperation, Variables } from '../execution/prepared-operation.js';
import type { SchemaVersion } from '../execution/schema-version.js';
import type { Limits } from '../limits.js';
import { checkLimits } from '../limits/check-limits.js';

/** What a client asks for in a `subscribe` message. */
export interface Asked {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Variables | null | undefined;
}

/** A subscription that is valid and within limits. Whether a caller may have it is another question. */
export interface LiveOperation {
  readonly prepared: PreparedOperation;
  readonly needs: readonly AccessNeed[];
  /** Whether it is about the person who follows, so that nobody else may share it. */
  readonly isPersonal: boolean;
  readonly variables: Variables;
  readonly version: SchemaVersion;
  /** The same for the same operation with the same variables. */
  readonly key: string;
}

interface Read {
  readonly version: SchemaVersion;
  readonly document: DocumentNode;
  readonly hash: string;
  readonly isPersonal: boolean;
}

/** Reads subscriptions by the same rules as operations over HTTP. */
export class LiveOperations {
  private readonly read = new LRUCache<string, Read>({ max: 1_000, maxSize: 4_000_000 });

  constructor(
    private readonly executor: Executor,
    private readonly limits: Limits,
    private readonly introspection: boolean,
  ) {}

  /** Which operation is asked for. Throws a `GraphQLError` about a text that is none. */
  operationOf(asked: Asked): OperationDefinitionNode {
    const operation = getOperationAST(this.document(asked.query).document, asked.operationName);
    if (!operation) throw new GraphError('BAD_USER_INPUT', 'Say which operation to run: send operationName.');
    return operation;
  }

  /** A subscription, planned. Throws the first thing that is wrong with it as a `GraphQLError`. */
  prepare(asked: Asked): LiveOperation {
    const { version, document, hash, isPersonal } = this.document(asked.query);
    const { api } = this.executor.current;
    const operation = this.operationOf(asked);
    if (operation.operation !== OperationTypeNode.SUBSCRIPTION) throw new GraphError('BAD_USER_INPUT', 'This operation is no subscription.');
    const variables = asked.variables ?? {};
    checkLimits(this.limits, api, document, operation, variables);
    const name = operation.name?.value;
    const prepared = version.prepare(`${hash}${asked.operationName ?? ''}`, api, document, name);
    const [wrong] = prepared.variableErrors(variables);
    if (wrong) throw new GraphError('BAD_USER_INPUT', wrong.message, { nodes: wrong.nodes ?? null });
    return { prepared, needs: accessNeeds(version.rules, api, document), isPersonal, variables, version, key: `${hash}${asked.operationName ?? ''} ${JSON.stringify(sorted(variables))}` };
  }

  private document(query: string): Read {
    const { api, version } = this.executor.current;
    const known = this.read.get(query);
    if (known?.version === version) return known;
    const document = this.parsed(query);
    requireUnconditional(document);
    const rules = this.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule];
    const [wrong] = validate(api, document, rules);
    if (wrong) throw new GraphError('BAD_USER_INPUT', wrong.message, { nodes: wrong.nodes ?? null });
    const read = { version, document, hash: createHash('sha256').update(query).digest('hex'), isPersonal: isPersonal(version.rules, api, document) };
    this.read.set(query, read, { size: Math.max(1, query.length) });
    return read;
  }

  private parsed(query: string): DocumentNode {
    try {
      return parse(query, { maxTokens: this.limits.tokens });
    } catch (error) {
      throw new GraphError('BAD_USER_INPUT', (error as Error).message);
    }
  }
}

/** Neither graphql's rules nor the planner know a subscription whose field may be left out. */
function requireUnconditional({ definitions }: DocumentNode): void {
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION || definition.operation !== OperationTypeNode.SUBSCRIPTION) continue;
    if (definition.selectionSet.selections.some(({ directives }) => directives && directives.length > 0)) {
      throw new GraphError('BAD_USER_INPUT', 'The field of a subscription cannot be skipped: leave @skip and @include out there.');
    }
  }
}

/** A subscription that takes no right but being somebody is about that somebody. What it selects can take the same, and is about anybody. */
function isPersonal(rules: AccessRules, api: GraphQLSchema, document: DocumentNode): boolean {
  const personal = new Map([...rules].filter(([coordinate, needs]) => needs === signedIn && coordinate.startsWith('Subscription.')));
  return accessNeeds(personal, api, document).length > 0;
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, item]) => [key, sorted(item)]));
}
