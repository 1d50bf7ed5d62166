import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { ConversationMessage, MessageDirection } from './callback.inputs.js';

/** Of a talk, staff see the latest. */
const mostMessages = 50;

interface MessageRow {
  readonly callback_id: string;
  readonly direction: string;
  readonly text: string | null;
  readonly at: Date;
  readonly status: string | null;
}

/**
 * The latest messages that are of callbacks, oldest first. A thread goes on for years and is agreed upon with whichever branch: of it,
 * the callback of one shows its own talk, and what followed until it was resolved.
 */
export const messagesOfCallback = defineLoader<string, ConversationMessage[]>('messages of callback', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('callback', id));
  const rows = await db.rows<MessageRow>(
    sql`with callback as (
        select id, conversation_id, coalesce(talk_began_at, created_at - interval '30 minutes') as began_at,
          coalesce(resolved_at, 'infinity') as ended_at
        from callback_requests where id = any (${uuids}::uuid[]))
      select callback.id as callback_id, message.direction, message.text, message.at, message.status
      from callback cross join lateral (
        (select 'INBOUND' as direction, text, sent_at as at, null as status, id from inbound_messages
          where conversation_id = callback.conversation_id and created_at <= callback.ended_at
            and coalesce(answered_at, 'infinity') >= callback.began_at
          order by sent_at desc, id desc limit ${mostMessages})
        union all (select 'OUTBOUND', coalesce(content ->> 'text', content ->> 'template'), coalesce(sent_at, created_at), status, id
          from outgoing_messages
          where conversation_id = callback.conversation_id and created_at between callback.began_at and callback.ended_at
          order by created_at desc, id desc limit ${mostMessages})
        order by at desc, id desc limit ${mostMessages}) message
      order by message.at, message.id`,
    'messaging:answer',
  );
  const messages = Map.groupBy(rows, (row) => toTypeId('callback', row.callback_id));
  return new Map(
    [...messages].map(([id, found]) => [
      id,
      found.map(({ direction, text, at, status }) =>
        Object.assign(new ConversationMessage(), { direction: MessageDirection[direction as MessageDirection], text, at, status }),
      ),
    ]),
  );
});
