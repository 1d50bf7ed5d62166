import type pg from 'pg';
import type { EventRecord } from '../events/event.js';
import { toUuid } from '../graph/type-id.js';
import { topicName, type Feed, type LiveMessage } from './feed.js';

/** Numbers events within their topics and writes them down, in the relay's transaction. Answers what is to be told when it is committed. */
export async function recordLive(client: pg.PoolClient, feeds: readonly Feed[], events: readonly EventRecord[]): Promise<readonly LiveMessage[]> {
  const heard = events.flatMap((event) => feeds.filter(({ types }) => types.has(event.type)).flatMap((feed) => feed.topicsOf(event).map((topic) => ({ event, topic: topicName(feed, topic) }))));
  if (heard.length === 0) return [];
  const { rows } = await client.query<{ position: string; sequence: string }>(record, [
    heard.map(({ event }) => toUuid('tenant', event.tenant.id)),
    heard.map(({ topic }) => topic),
    heard.map(({ event }) => event.subject),
    heard.map(({ event }) => event.type),
    heard.map(({ event }) => JSON.stringify(event.data)),
    heard.map(({ event }) => event.occurredAt),
  ]);
  const sequences = new Map(rows.map(({ position, sequence }) => [Number(position), Number(sequence)]));
  return heard.map(({ event, topic }, index) => ({
    tenant: event.tenant.id,
    topic,
    sequence: sequences.get(index + 1) ?? 0,
    subject: event.subject,
    type: event.type,
    data: event.data,
    occurredAt: event.occurredAt,
  }));
}

const record = `
  with heard as (
    select *, row_number() over same as place, count(*) over (partition by tenant_id, topic) as total
    from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::jsonb[], $6::timestamptz[])
      with ordinality as heard (tenant_id, topic, subject, type, data, occurred_at, position)
    window same as (partition by tenant_id, topic order by position)
  ), heads as (
    insert into live_heads (tenant_id, topic, sequence)
    select tenant_id, topic, count(*) from heard group by tenant_id, topic order by tenant_id, topic
    on conflict (tenant_id, topic) do update set sequence = live_heads.sequence + excluded.sequence
    returning tenant_id, topic, sequence
  ), numbered as (
    select heard.*, heads.sequence - heard.total + heard.place as sequence from heard join heads using (tenant_id, topic)
  ), written as (
    insert into live_messages (tenant_id, topic, sequence, subject, type, data, occurred_at)
    select tenant_id, topic, sequence, subject, type, data, occurred_at from numbered
  )
  select position, sequence from numbered`;
