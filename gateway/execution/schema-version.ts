import { operationFromDocument, Supergraph } from '@apollo/federation-internals';
import { QueryPlanner } from '@apollo/query-planner';
import { isAbstractType, isInterfaceType, isObjectType, parse, type DocumentNode, type GraphQLSchema } from 'graphql';
import { LRUCache } from 'lru-cache';
import { readAccessRules, type AccessRules } from '#kernel/graph/access.js';
import { beginTrace } from '#kernel/telemetry/tracing.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { readPublicCoordinates } from '../public/public-schema/public-coordinates.js';
import { publicScopesIn } from '../public/public-schema/public-scopes.js';
import { EntityQuestions } from '../node/entity-questions.js';
import { PreparedOperation } from './prepared-operation.js';

export interface ExecutionObserver {
  /** An operation was planned and compiled, in so many seconds. */
  planned(seconds: number): void;
  /** It had been before. */
  reused(): void;
}

export interface SchemaVersionOptions {
  readonly supergraphSdl: string;
  readonly channels: ReadonlyMap<string, SubgraphChannel>;
  readonly generate: boolean;
  readonly timeoutMs: number;
  readonly observer?: ExecutionObserver | undefined;
}

/** How many operations stay prepared, and how many characters their texts have in all. */
const most = { operations: 2_000, characters: 8_000_000 };

/**
 * Everything that follows from one supergraph: its planner, its access rules and the operations prepared for it. A new
 * supergraph makes a new one; whoever holds the old one finishes with it.
 */
export class SchemaVersion {
  readonly rules: AccessRules;
  /** The types whose things third parties can find by `node(id)`. */
  readonly publicNodes: ReadonlySet<string>;
  /** The permissions that something public takes. */
  readonly publicScopes: ReadonlySet<string>;
  private readonly planner: QueryPlanner;
  private readonly supergraph: Supergraph;
  private readonly supergraphSchema: GraphQLSchema;
  private readonly fieldNames: ReadonlySet<string>;
  private readonly abstract: ReadonlySet<string>;
  private readonly questions = new Map<string, EntityQuestions>();
  private readonly prepared = new LRUCache<string, PreparedOperation>({ max: most.operations, maxSize: most.characters });

  /** Throws when the supergraph cannot be read, or names a subgraph to which there is no way. */
  constructor(private readonly options: SchemaVersionOptions) {
    this.supergraph = Supergraph.build(options.supergraphSdl);
    for (const { name } of this.supergraph.subgraphsMetadata()) {
      if (!options.channels.has(name)) throw new Error(`The supergraph names the subgraph ${name}, and there is no way to it.`);
    }
    const document = parse(options.supergraphSdl, { noLocation: true });
    this.rules = readAccessRules(document);
    this.publicScopes = publicScopesIn(document);
    this.publicNodes = readPublicCoordinates(document).membersOf('Node');
    this.planner = new QueryPlanner(this.supergraph, {});
    this.supergraphSchema = this.supergraph.schema.toGraphQLJSSchema();
    this.fieldNames = namesIn(this.supergraphSchema);
    this.abstract = new Set(Object.values(this.supergraphSchema.getTypeMap()).flatMap((type) => (isAbstractType(type) ? [type.name] : [])));
  }

  get supergraphSdl(): string {
    return this.options.supergraphSdl;
  }

  get subgraphNames(): readonly string[] {
    return this.supergraph.subgraphsMetadata().map(({ name }) => name);
  }

  /** What a subgraph can be asked of its entities. */
  questionsTo(name: string): EntityQuestions {
    let questions = this.questions.get(name);
    if (!questions) {
      const subgraph = this.supergraph.subgraphs().get(name);
      if (!subgraph) throw new Error(`The supergraph knows no subgraph ${name}.`);
      this.questions.set(name, (questions = new EntityQuestions(subgraph)));
    }
    return questions;
  }

  /** The operation, prepared once per key: its text and name, and `api`, the schema against which the document was validated. */
  prepare(key: string, api: GraphQLSchema, document: DocumentNode, operationName: string | undefined, traceparent: string | null = null): PreparedOperation {
    const known = this.prepared.get(key);
    if (known) {
      this.options.observer?.reused();
      return known;
    }
    const began = performance.now();
    const trace = beginTrace('plan', traceparent);
    const { channels, generate, timeoutMs, observer } = this.options;
    const prepared = PreparedOperation.prepare(document, operationName, {
      api,
      supergraph: this.supergraphSchema,
      fieldNames: this.fieldNames,
      abstract: this.abstract,
      channels,
      generate,
      timeoutMs,
      plan: (safe, name) => this.planner.buildQueryPlan(operationFromDocument(this.supergraph.apiSchema(), safe, { ...(name === undefined ? {} : { operationName: name }), validate: false })),
    });
    trace.end();
    this.prepared.set(key, prepared, { size: Math.max(1, document.loc?.end ?? 1_000) });
    observer?.planned((performance.now() - began) / 1000);
    return prepared;
  }
}

function namesIn(schema: GraphQLSchema): ReadonlySet<string> {
  const types = Object.values(schema.getTypeMap()).filter((type) => isObjectType(type) || isInterfaceType(type));
  return new Set(types.flatMap((type) => Object.keys(type.getFields())));
}
