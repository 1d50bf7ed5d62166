import { buildSubgraphSchema } from '@apollo/subgraph';
import type { GraphQLError} from 'graphql';
import { parse, validate, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import type { SubgraphSdl } from '../../composition/compose.js';
import { CommonAnswers } from './common-answers.js';
import { EntityIdentities, type KnownSubgraph } from './entity-identities.js';
import { randomError, type FaultRates } from './faults.js';
import { answerOf } from './random-answer.js';
import { hashOf, SeededRandom } from './seeded-random.js';

export interface SubgraphRequest {
  readonly subgraph: string;
  readonly operation: SubgraphOperation;
  readonly answer: ExecutionResult;
}

/** The state of things that all subgraphs tell of: a seed, and how much goes wrong. */
export class World {
  /** The mutations that were made, in their order. */
  readonly mutations: string[] = [];
  /** Every request that came, for whoever looks for the cause of a difference. */
  readonly requests: SubgraphRequest[] = [];

  /** The texts of all errors that a subgraph told: any other is the executor's own. */
  readonly errors = new Set<string>();
  /** Of these, the ones about entities. */
  readonly entityErrors = new Set<string>();
  /** Whether a subgraph lied in a way that the stock executor does not always notice: something else for an object, or another type's name. */
  unnoticedLie = false;

  constructor(
    readonly seed: number,
    readonly rates: FaultRates,
  ) {}

  /** Random numbers that belong to a place in the world, and to nothing else: neither to the order nor to the number of questions. */
  at(...place: readonly (string | number)[]): SeededRandom {
    return new SeededRandom(hashOf(`${this.seed}|${place.join('|')}`));
  }
}

/** Subgraphs whose answers follow from a world alone: from entity, field and arguments, the same in every subgraph. */
export class RandomSubgraphs {
  readonly identities: EntityIdentities;
  readonly common: CommonAnswers;
  private readonly subgraphs: readonly KnownSubgraph[];

  constructor(sdls: readonly SubgraphSdl[], api: GraphQLSchema) {
    this.subgraphs = sdls.map(({ name, sdl }) => {
      const document = parse(sdl);
      return { name, document, schema: buildSubgraphSchema({ typeDefs: document }), requiring: requiringFields(document) };
    });
    this.identities = new EntityIdentities(this.subgraphs);
    this.common = new CommonAnswers(this.subgraphs, api);
  }

  /** Channels to them; which world they tell of is the request's affair. */
  channels(worldOf: (context: RequestContext) => World): ReadonlyMap<string, SubgraphChannel> {
    return new Map(this.subgraphs.map((subgraph) => [subgraph.name, new RandomChannel(this, subgraph, worldOf)]));
  }
}

class RandomChannel implements SubgraphChannel {
  readonly name: string;
  private readonly documents = new Map<string, DocumentNode | readonly GraphQLError[]>();

  constructor(
    private readonly world: RandomSubgraphs,
    private readonly subgraph: KnownSubgraph,
    private readonly worldOf: (context: RequestContext) => World,
  ) {
    this.name = subgraph.name;
  }

  async execute(operation: SubgraphOperation, context: RequestContext): Promise<ExecutionResult> {
    const world = this.worldOf(context);
    const document = this.documentOf(operation.query);
    const answer: ExecutionResult = !('kind' in document) ? { errors: document } : this.failure(world, operation.query) ?? answerOf({ world, subgraph: this.subgraph, identities: this.world.identities, common: this.world.common, document, operation });
    // The executors may change what they are answered.
    world.requests.push({ subgraph: this.name, operation, answer: structuredClone({ data: answer.data ?? null }) });
    for (const { message, path } of answer.errors ?? []) {
      world.errors.add(message);
      if (path?.[0] === '_entities') world.entityErrors.add(message);
    }
    // Answers that come at different times show what depends on their order. Aliases are not the same for both executors.
    for (let turns = world.at('turns', this.name, operation.query.replace(/\w+:/g, '')).below(4); turns > 0; turns--) await new Promise((resolve) => setImmediate(resolve));
    return answer;
  }

  private documentOf(query: string): DocumentNode | readonly GraphQLError[] {
    let document = this.documents.get(query);
    if (!document) {
      const parsed = parse(query);
      const problems = validate(this.subgraph.schema, parsed);
      this.documents.set(query, (document = problems.length > 0 ? problems : parsed));
    }
    return document;
  }

  private failure(world: World, query: string): ExecutionResult | null {
    const random = world.at('failure', this.name, query.includes('_entities') ? 'entities' : 'fields');
    if (!random.chance(world.rates.failedSubgraph)) return null;
    const error = randomError(random, `${this.name} is down`);
    return random.pick<ExecutionResult>([{ errors: [error] }, { data: null, errors: [error, randomError(random, `${this.name} is down for two reasons`)] }, { data: null, errors: [error] }]);
  }
}

function requiringFields(document: DocumentNode): ReadonlySet<string> {
  const found = new Set<string>();
  for (const definition of document.definitions) {
    if (!('fields' in definition)) continue;
    for (const { name, directives = [] } of definition.fields ?? []) {
      if (directives.some((directive) => directive.name.value === 'requires')) found.add(`${definition.name.value}.${name.value}`);
    }
  }
  return found;
}
