import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob, on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { noticeGiven } from '../events.js';
import type { PlatformServices } from '../services.js';
import { Notice } from './notice.js';

interface NoticeWanted {
  /** Codes of teams. */
  readonly teams: readonly string[];
  /** Who is in a team by a role holds it at one of these. */
  readonly branchIds: readonly string[];
  readonly title: string;
  readonly text: string;
  readonly about: string;
}

const noticeRequested = defineEvent<NoticeWanted>('notice.requested', 1, 'Teams are to be told something; other subgraphs tell it.');

export const giveNotices = on(noticeRequested, 'give-notice', give);

/** Everybody who is in one of the teams now, once. */
async function give(_context: Context, { data }: EventRecord<NoticeWanted>, transaction: Transaction): Promise<void> {
  const { teams, title, text, about } = data;
  const branches = data.branchIds.map((id) => toUuid('branch', id));
  await tell(
    transaction,
    { title, text, about, teams: [...teams] },
    sql`exists (
      select from teams team where team.active and team.code = any (${teams}::text[]) and (
        exists (select from team_members member where member.team_id = team.id and member.staff_id = person.id)
        or exists (select from staff_grants held where held.staff_id = person.id and held.role = any (team.roles)
          and (held.branch_id is null or held.branch_id = any (${branches}::uuid[])))))`,
  );
}

/** Whoever answers for the tenant as a whole: its owners and administrators. */
export async function tellAdministrators(transaction: Transaction, notice: Pick<Notice, 'title' | 'text' | 'about'>): Promise<void> {
  await tell(
    transaction,
    { ...notice, teams: [] },
    sql`exists (select from staff_grants held
      where held.staff_id = person.id and held.role in ('OWNER', 'ADMIN') and held.branch_id is null)`,
  );
}

async function tell(transaction: Transaction, said: Pick<Notice, 'title' | 'text' | 'about' | 'teams'>, whom: Sql): Promise<void> {
  const notice = Object.assign(new Notice(), { id: newId('notice'), ...said });
  await transaction.insert(notice);
  const receipts = await transaction.rows<{ id: string; staff_id: string }>(sql`insert into notice_receipts (notice_id, staff_id)
    select ${toUuid('notice', notice.id)}, person.id from staff person
    where person.status = 'ACTIVE' and ${whom}
    returning id, staff_id`);
  for (const { id } of receipts) await transaction.schedule(mailNotice, { receiptId: toTypeId('noticereceipt', id) });
  await transaction.publishAll(
    noticeGiven,
    receipts.map((row) => ({ subject: toTypeId('noticereceipt', row.id), data: { staffId: toTypeId('staff', row.staff_id) } })),
  );
}

/** Sends the notice beside, by e-mail, where that is set up; the message's key lets the receiver's side know a repetition. */
export const mailNotice = defineJob<{ readonly receiptId: string }>('mail-notice', async (context, { receiptId }, transaction) => {
  const { notifications } = (context as Context<PlatformServices>).services;
  if (!notifications?.channels.has('EMAIL')) return;
  const [row] = await transaction.rows<{ email: string; title: string; text: string }>(sql`select person.email, notice.title, notice.text
    from notice_receipts receipt join notices notice on notice.id = receipt.notice_id
    join staff person on person.id = receipt.staff_id and person.status = 'ACTIVE'
    where receipt.id = ${toUuid('noticereceipt', receiptId)} and receipt.mail_status is null for update of receipt`);
  if (!row) return;
  const { email: to, title: subject, text } = row;
  const outcome = await notifications.deliver({ channel: 'EMAIL', to, subject, text, locale: null, idempotencyKey: receiptId });
  await transaction.rows(sql`update notice_receipts set mail_status = ${outcome.status}, mail_reason = ${outcome.status === 'SENT' ? null : outcome.reason}
    where id = ${toUuid('noticereceipt', receiptId)}`);
});
