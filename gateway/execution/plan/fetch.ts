import type { FetchNode } from '@apollo/query-planner';
import { GraphQLError, Kind, parse, type ExecutionResult, type FragmentDefinitionNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { generateMerge, interpretMerge, mergeProgram, type Merge } from './merge.js';
import { placesOf, type PlanPath, type ResponsePath } from './path.js';
import type { PlanSettings } from './plan.js';
import { askedBy } from './repeated-fetches.js';
import { generateRepresentations, interpretRepresentations, type Representations } from './representation.js';
import { compileRewrites, type Rewrite } from './rewrites.js';
import { isEntity, type Entity, type Run, type Step } from './run.js';

/** A fetch, compiled: what it sends and what becomes of the answer. */
export function compileFetch(node: FetchNode, path: PlanPath, settings: PlanSettings): Step {
  if (node.contextRewrites?.length) throw new Error('The plan sets contexts, which this gateway does not know: leave @context out of the subgraphs.');
  const fetch = new Fetch(node, path, settings);
  if (!node.requires) return compileRootFetch(fetch);
  const ask = compileEntityFetch(fetch, node.requires, settings);
  const asked = askedBy(node);
  return asked !== null && fetch.bringsPlainValues && settings.repeated.has(asked) ? gathered(asked, path, ask) : (run, targets) => ask(run, targets, [path]);
}

/** Asks about entities that stand at these paths. */
type AskEntities = (run: Run, targets: readonly Entity[], paths: readonly PlanPath[]) => Promise<void> | undefined;

/** Waits until every part of the plan that is about to ask the same has come, and asks once for all of them. */
function gathered(asked: string, path: PlanPath, ask: AskEntities): Step {
  return (run, targets) => {
    const under = run.gathering.get(asked);
    if (under) {
      for (const target of targets) under.targets.push(target);
      under.paths.push(path);
      return under.done;
    }
    const all = [...targets];
    const paths = [path];
    const done = Promise.resolve().then(() => {
      run.gathering.delete(asked);
      return ask(run, all, paths);
    });
    run.gathering.set(asked, { targets: all, paths, done });
    return done;
  };
}

/** Asks for root fields, and merges the answer into every target: one, but for queries below other fields. */
function compileRootFetch(fetch: Fetch): Step {
  return (run, targets) => fetch.send(run, fetch.variablesOf(run.sent), (result) => receiveRoot(fetch, run, targets, result));
}

function receiveRoot(fetch: Fetch, run: Run, targets: readonly Entity[], { data, errors }: ExecutionResult): void {
  if (errors) fetch.report(run, errors, (path) => [fetch.path.length === 0 ? path : [...placeOf(run, fetch.path, targets[0]), ...path]]);
  if (!isEntity(data)) return;
  fetch.rewriteAnswer?.(data);
  for (const target of targets) fetch.merge(target, data);
}

/** What a subscription hears of: where to subscribe, and how an event becomes the beginning of an answer. */
export interface EventSource {
  readonly subgraph: string;
  readonly channel: SubgraphChannel;
  operation(sent: Run['sent']): SubgraphOperation;
  receive(run: Run, event: ExecutionResult): void;
}

export function compileSource(node: FetchNode, settings: PlanSettings): EventSource {
  const fetch = new Fetch(node, [], settings);
  return {
    subgraph: fetch.subgraph,
    channel: fetch.channel,
    operation: (sent) => ({ ...fetch.operation, variables: fetch.variablesOf(sent) }),
    receive: (run, event) => receiveRoot(fetch, run, [run.data], event),
  };
}

/** Asks for entities by their representations, each once, and merges every answer into all that stand for it. */
function compileEntityFetch(fetch: Fetch, requires: NonNullable<FetchNode['requires']>, { supergraph, generate }: PlanSettings): AskEntities {
  const { of, keyOf } = generate ? generateRepresentations(supergraph, requires) : interpretRepresentations(supergraph, requires);
  return (run, targets, paths) => {
    const { representations, members } = distinct(targets, of, keyOf);
    if (representations.length === 0) return undefined;
    if (fetch.rewriteRepresentation) representations.forEach(fetch.rewriteRepresentation);
    const variables = fetch.variablesOf(run.sent);
    variables['representations'] = representations;
    return fetch.send(run, variables, ({ data, errors }) => {
      if (errors) fetch.report(run, errors, entityPlaces(run, paths, members));
      if (!isEntity(data)) return;
      const entities = data['_entities'];
      if (!Array.isArray(entities) || entities.length !== representations.length) {
        fetch.fail(run, new Error(`${fetch.subgraph} was asked for ${representations.length} entities and answered ${Array.isArray(entities) ? entities.length : 'none'}`));
        return;
      }
      entities.forEach((entity, index) => {
        if (!isEntity(entity)) return;
        fetch.rewriteAnswer?.(entity);
        for (const member of members[index] ?? []) fetch.merge(member, entity);
      });
    });
  };
}

interface Distinct {
  readonly representations: Entity[];
  /** For each representation, the objects of the answer that it stands for. */
  readonly members: Entity[][];
}

function distinct(targets: readonly Entity[], of: Representations['of'], keyOf: Representations['keyOf']): Distinct {
  const representations: Entity[] = [];
  const members: Entity[][] = [];
  const known = new Map<unknown, Entity[]>();
  for (const target of targets) {
    let representation: Entity | null = null;
    let key: unknown;
    if (keyOf) key = keyOf(target);
    else {
      representation = of(target);
      key = representation && JSON.stringify(representation);
    }
    if (key === null) continue;
    const same = known.get(key);
    if (same) {
      same.push(target);
      continue;
    }
    representation ??= of(target);
    if (!representation) continue;
    const first = [target];
    known.set(key, first);
    representations.push(representation);
    members.push(first);
  }
  return { representations, members };
}

/** Where an error about the n-th entity belongs: at every place where that entity stands. */
function entityPlaces(run: Run, plans: readonly PlanPath[], members: readonly Entity[][]): Places {
  const places = plans.map((plan) => placesOf(run.data, plan));
  return (path) => {
    const [field, index, ...below] = path;
    if (field !== '_entities' || typeof index !== 'number') return [null];
    const found = [...new Set(members[index] ?? [])].flatMap((member) => places.flatMap((some) => some.get(member) ?? []));
    return found.length > 0 ? found.map((place) => [...place, ...below]) : [null];
  };
}

function placeOf(run: Run, plan: PlanPath, target: Entity | undefined): ResponsePath {
  return (target && placesOf(run.data, plan).get(target)?.[0]) ?? [];
}

/** The places in the client's answer that a path in a subgraph's answer stands for; null where it stands for none. */
type Places = (path: ResponsePath) => readonly (ResponsePath | null)[];

/** What all fetches have in common: the operation, the way to its subgraph, and what errors look like. */
class Fetch {
  readonly subgraph: string;
  readonly merge: Merge;
  /** Nothing that it brings holds anything else. */
  readonly bringsPlainValues: boolean;
  readonly rewriteAnswer: Rewrite | null;
  readonly rewriteRepresentation: Rewrite | null;
  readonly operation: Pick<SubgraphOperation, 'query' | 'operationName' | 'repeatable'>;
  readonly channel: SubgraphChannel;
  private readonly used: readonly string[];
  private readonly names: ReadonlyMap<string, string>;
  private readonly timeoutMs: number;

  constructor(
    node: FetchNode,
    readonly path: PlanPath,
    settings: PlanSettings,
  ) {
    const { supergraph, channels, generate, renamed, timeoutMs } = settings;
    const channel = channels.get(node.serviceName);
    if (!channel) throw new Error(`The supergraph names the subgraph ${node.serviceName}, and there is no way to it.`);
    this.subgraph = node.serviceName;
    this.channel = channel;
    this.operation = { query: node.operation, operationName: node.operationName, repeatable: String(node.operationKind) === 'query' };
    this.used = node.variableUsages ?? [];
    this.timeoutMs = timeoutMs;
    this.names = new Map([...renamed, ...renamesOf(node)]);
    const program = programOf(node);
    this.bringsPlainValues = [...program.values()].every((below) => below === null);
    this.merge = generate ? generateMerge(program, settings.abstract) : interpretMerge(program, settings.abstract);
    this.rewriteAnswer = compileRewrites(supergraph, node.outputRewrites);
    this.rewriteRepresentation = compileRewrites(supergraph, node.inputRewrites);
  }

  variablesOf(sent: Run['sent']): Record<string, unknown> {
    const variables: Record<string, unknown> = {};
    for (const name of this.used) if (Object.hasOwn(sent, name)) variables[name] = sent[name];
    return variables;
  }

  /** Sends, and hands over the answer in time; whatever goes wrong becomes an error of the run. */
  send(run: Run, variables: Record<string, unknown>, receive: (result: ExecutionResult) => void): Promise<void> | undefined {
    const { signal } = run;
    if (signal?.aborted) return undefined;
    return new Promise((resolve) => {
      let waiting = true;
      const end = (then: () => void): void => {
        if (!waiting) return;
        waiting = false;
        clearTimeout(timer);
        signal?.removeEventListener('abort', abandon);
        try {
          then();
        } catch (error) {
          this.fail(run, error);
        }
        resolve();
      };
      const abandon = (): void => end(() => undefined);
      const late = (): void => end(() => this.fail(run, new GraphError('UNAVAILABLE', `The part of the graph called "${this.subgraph}" did not answer in time: try again in a moment.`)));
      const timer = setTimeout(late, this.timeoutMs);
      signal?.addEventListener('abort', abandon, { once: true });
      this.channel.execute({ ...this.operation, variables }, run.caller, signal).then(
        (result) => end(() => receive(result)),
        (error: unknown) => end(() => this.fail(run, error)),
      );
    });
  }

  /** Errors of a subgraph, at their places in the client's answer. */
  report(run: Run, errors: readonly GraphQLError[], places: Places): void {
    for (const error of errors) {
      const paths = error.path ? places(error.path) : [null];
      for (const path of paths) run.errors.push(this.errorOf(error, path && path.map((key) => (typeof key === 'string' ? (this.names.get(key) ?? key) : key))));
    }
  }

  /** The fetch as a whole went wrong. */
  fail(run: Run, cause: unknown): void {
    run.errors.push(this.errorOf(cause instanceof GraphQLError ? cause : new GraphQLError(String(cause), { originalError: cause instanceof Error ? cause : null }), null));
  }

  private errorOf(error: GraphQLError, path: ResponsePath | null): GraphQLError {
    const extensions = { ...error.extensions, serviceName: this.subgraph };
    return new GraphQLError(error.message || `The subgraph ${this.subgraph} failed`, { path, originalError: error.originalError ?? error, extensions });
  }
}

/** Keys that the planner invented to keep fields apart, and what the client called them. */
function renamesOf({ outputRewrites = [] }: FetchNode): [string, string][] {
  return outputRewrites.flatMap((rewrite) => (rewrite.kind === 'KeyRenamer' ? [[rewrite.path.at(-1) ?? '', rewrite.renameKeyTo] as [string, string]] : []));
}

function programOf(node: FetchNode): ReturnType<typeof mergeProgram> {
  const { definitions } = parse(node.operation, { noLocation: true });
  const operation = definitions.find((definition): definition is OperationDefinitionNode => definition.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(definitions.flatMap((definition): [string, FragmentDefinitionNode][] => (definition.kind === Kind.FRAGMENT_DEFINITION ? [[definition.name.value, definition]] : [])));
  return mergeProgram(selectionsOf(node, operation?.selectionSet), fragments, node.outputRewrites);
}

/** Of an entity fetch, what it selects of the entities. */
function selectionsOf(node: FetchNode, root: SelectionSetNode | undefined): SelectionSetNode {
  const [entities] = root?.selections ?? [];
  const selections = node.requires && entities?.kind === Kind.FIELD ? entities.selectionSet : root;
  if (!selections) throw new Error(`The plan has a fetch from ${node.serviceName} that selects nothing`);
  return selections;
}
