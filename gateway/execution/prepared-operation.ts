import type { QueryPlan } from '@apollo/query-planner';
import { getOperationAST, getVariableValues, GraphQLError, Kind, type DocumentNode, type ExecutionResult, type FragmentDefinitionNode, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { introspect, withoutIntrospection } from './introspection.js';
import { compileSource, type EventSource } from './plan/fetch.js';
import { repeatedFetches } from './plan/repeated-fetches.js';
import { compilePlan, type PlanSettings } from './plan/plan.js';
import type { Run, Step } from './plan/run.js';
import { safeAliases } from './safe-aliases.js';
import { placeWithin } from './shape/place-within.js';
import { shapeOf, type ObjectShape } from './shape/program.js';
import { compileShape, type Shaped, type ShapeInput } from './shape/shape.js';

export type Variables = Readonly<Record<string, unknown>>;

export interface Caller {
  readonly caller: RequestContext;
  readonly signal?: AbortSignal | undefined;
}

export interface PrepareOptions extends Omit<PlanSettings, 'renamed' | 'repeated'> {
  /** What clients see. */
  readonly api: GraphQLSchema;
  /** Every field's name, of which a client's alias can be none. */
  readonly fieldNames: ReadonlySet<string>;
  readonly plan: (document: DocumentNode, operationName: string | undefined) => QueryPlan;
}

/** An operation, planned and compiled once for its text; run as often as it is sent. Immutable, and without a caller's data. */
export class PreparedOperation {
  private constructor(
    /** What a subscription hears of; null for queries and mutations. */
    readonly source: EventSource | null,
    private readonly step: Step,
    private readonly program: ObjectShape,
    private readonly shape: (input: ShapeInput) => Shaped,
    private readonly coerce: (sent: Variables) => Coerced,
    private readonly introspect: (field: Parameters<ShapeInput['introspect']>[0], variables: Variables) => unknown,
  ) {}

  /** Throws a `GraphQLError` that tells the client what cannot be planned. */
  static prepare(sent: DocumentNode, operationName: string | undefined, options: PrepareOptions): PreparedOperation {
    const { document, renamed } = safeAliases(sent, options.fieldNames);
    const operation = getOperationAST(document, operationName);
    if (!operation) throw new GraphError('BAD_USER_INPUT', 'Say which operation of the document to run: send operationName.', { httpStatus: 400 });
    const { node } = options.plan(withoutIntrospection(document), operationName);
    const fragments = new Map(document.definitions.flatMap((definition): [string, FragmentDefinitionNode][] => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));
    const settings: PlanSettings = { ...options, renamed, repeated: new Set() };
    const rest = node?.kind === 'Subscription' ? node.rest : node;
    const definitions = operation.variableDefinitions ?? [];
    const program = shapeOf(options.api, operation, fragments, renamed);
    return new PreparedOperation(
      node?.kind === 'Subscription' ? compileSource(node.primary, settings) : null,
      compilePlan(rest, { ...settings, repeated: repeatedFetches(rest) }),
      program,
      compileShape(program, options.generate),
      definitions.length === 0 ? () => ({ coerced: {} }) : (variables) => getVariableValues(options.api, definitions, variables, { maxErrors: 50 }),
      (field, variables) => introspect(options.api, operation, fragments, field, variables),
    );
  }

  /** What is wrong with variables, before anything is done with them. */
  variableErrors(sent: Variables): readonly GraphQLError[] {
    return this.coerce(sent).errors ?? [];
  }

  /** Runs the plan and shapes the answer; of a subscription, for one event. Never rejects. */
  async execute(sent: Variables, { caller, signal }: Caller, event?: ExecutionResult): Promise<ExecutionResult> {
    const variables = this.coerce(sent);
    if (variables.errors) return { errors: variables.errors };
    const run: Run = { caller, sent, variables: variables.coerced, data: {}, errors: [], gathering: new Map(), signal };
    try {
      if (event) this.source?.receive(run, event);
      const pending = this.step(run, [run.data]);
      if (pending) await pending;
      return this.answer(run);
    } catch (error) {
      return { errors: [error instanceof GraphQLError ? error : new GraphQLError(String(error), { originalError: error instanceof Error ? error : null })] };
    }
  }

  private answer(run: Run): ExecutionResult {
    const { variables, errors } = run;
    const { data, broken } = this.shape({ data: run.data, variables, introspect: (field) => this.introspect(field, variables) });
    // An error of a subgraph explains the nulls that it caused; without one, a missing value is an error of its own.
    const told = errors.length > 0 ? errors.map((error) => this.placed(error, run)) : broken.map((path) => new GraphError('INTERNAL', 'This part of the answer is missing: what the schema promises was not there.', { path }));
    return told.length > 0 ? { errors: told, data } : { data };
  }

  private placed(error: GraphQLError, run: Run): GraphQLError {
    const { path } = error;
    const place = path && placeWithin(this.program, path, run);
    return place === path || !place ? error : new GraphQLError(error.message, { path: place, originalError: error.originalError ?? error, extensions: error.extensions });
  }
}

type Coerced = { readonly errors?: undefined; readonly coerced: Variables } | { readonly errors: readonly GraphQLError[]; readonly coerced?: undefined };
