import { randomUUID } from 'node:crypto';
import { sql } from '#kernel/database/sql.js';
import type { EventRecord } from '#kernel/events/event.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { newId } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { eventually } from '#kernel/testing/eventually.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { orders } from '../index.js';
import type { Ordering } from './ordering.js';

/** The other subgraphs, as orders hears of them, and what orders tells them. */
export class Elsewhere {
  private constructor(
    private readonly subgraph: TestSubgraph,
    private readonly transport: InProcessTransport,
    private readonly background: Background,
  ) {}

  static async open(subgraph: TestSubgraph): Promise<Elsewhere> {
    const transport = new InProcessTransport();
    return new Elsewhere(subgraph, transport, await startBackground(orders, subgraph.resources, transport));
  }

  close(): Promise<void> {
    return this.background.stop();
  }

  /** Something that another subgraph tells; it can be told again. */
  event(people: Ordering, type: string, subject: string, data: object, occurredAt = new Date()): EventRecord {
    const { tenant } = people.desk;
    const record = { id: randomUUID(), type, version: 1, tenant: { id: tenant.id }, subject, branch: null, data: { ...data } };
    return { ...record, actorId: null, requestId: null, occurredAt: occurredAt.toISOString() };
  }

  tell(...events: readonly EventRecord[]): Promise<void> {
    return this.transport.publish(events);
  }

  /** Has platform tell of a team, until it is known. */
  async team(people: Ordering, code: string, staffIds: readonly (string | null)[]): Promise<void> {
    const told = this.event(people, 'team.updated', newId('team'), { code, name: code, staffIds, roles: [], active: true });
    await this.tell(told);
    await this.handled(people, [told]);
  }

  /** What orders has told of an order so far, of one type. */
  async told<Data>(people: Ordering, type: string, subject: string): Promise<Data[]> {
    const rows = await this.subgraph.database
      .forContext(people.context)
      .rows<{ data: Data }>(sql`select data from outbox where type = ${type} and subject = ${subject} order by position`, null);
    return rows.map(({ data }) => data);
  }

  /** Until all reactions to these events have done their work. */
  async handled(people: Ordering, events: readonly EventRecord[]): Promise<void> {
    const once = new Map(events.map((event) => [event.id, event]));
    const reactions = [...once.values()].flatMap(({ type }) => orders.reactions?.filter(({ types }) => types(null).includes(type)) ?? []);
    await eventually(
      () =>
        this.subgraph.database
          .forContext(people.context)
          .rows<{ count: number }>(sql`select count(*)::int as count from inbox where event_id = any (${[...once.keys()]}::uuid[])`, null),
      ([row]) => row?.count === reactions.length,
    );
  }
}
