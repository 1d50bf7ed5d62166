import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { sql } from '../database/sql.js';
import { defineEvent, type EventRecord } from '../events/event.js';
import { Access } from '../graph/access-decorator.js';
import { defineFeed } from '../live/feed.js';
import { MutationPayload } from '../graph/user-error.js';
import { defineJob, on, type Reaction } from '../jobs/job.js';
import type { Transaction } from '../database/transaction.js';
import { defineSubgraph, type SubgraphDefinition } from '../subgraph/definition.js';

@Resolver()
class CounterResolver {
  @Query(() => String, { description: 'Nothing of interest.' })
  @Access('anyone')
  counters(): string {
    return 'counted in the database';
  }
}

@ObjectType({ description: 'Counted, or why not.' })
export class CountPayload extends MutationPayload {
  @Field(() => String, { nullable: true, description: 'What was counted.' })
  name: string | null;
}

export const counted = defineEvent<{ name: string; step: number }>('counter.counted', 1, 'Something was counted.');

/** By the counter's name. */
export const counts = defineFeed('counts', [counted], ({ data }) => [data['name'] as string]);

/** Adds to a counter, and notes the step, so that tests see how often and in which order effects happened. */
export async function addTo(transaction: Transaction, name: string, step: string): Promise<void> {
  await transaction.rows(sql`insert into counters (name, total, log) values (${name}, 1, array[${step}]::text[])
    on conflict (tenant_id, name) do update set total = counters.total + 1, log = counters.log || ${step}::text`);
}

export const remind = defineJob<{ name: string }>('remind', (_context, { name }, transaction) => addTo(transaction, name, 'reminded'));

/** A subgraph that only counts, for the tests of what every subgraph stands on. */
export function counterSubgraph(
  name: string,
  react: (event: EventRecord<{ name: string; step: number }>, transaction: Transaction) => Promise<void> = (event, transaction) =>
    addTo(transaction, event.data.name, String(event.data.step)),
): SubgraphDefinition {
  const reaction: Reaction = on(counted, 'count', (_context, event, transaction) => react(event, transaction));
  return defineSubgraph({
    name,
    entities: [],
    resolvers: [CounterResolver],
    migrations: new URL('./counters/', import.meta.url),
    references: [],
    permissions: {},
    publishes: [counted],
    feeds: [counts],
    reactions: [reaction],
    jobs: [remind],
  });
}
