import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Conversation } from '../conversations/conversation.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { Trouble } from '../dialogue/step.js';
import { callbackRequested, callbackUpdated } from '../events.js';
import { CallbackReason, CallbackRequest, CallbackStatus } from './callback-request.js';

export interface Concern {
  readonly reason: Trouble;
  /** Where the talk was, when one was going on. */
  readonly talk?: Pick<Dialogue, 'step' | 'facts'>;
}

/** Has a person of the staff call somebody. Who waits to be called already is not written down twice: more may be known of them now. */
export async function requestCallback(transaction: Transaction, conversationId: string, { reason, talk }: Concern): Promise<void> {
  const conversation = await transaction.lock(Conversation, conversationId);
  if (!conversation) return;
  const known = { branchId: talk?.facts.clinic?.id ?? null, patientId: talk?.facts.patientId ?? null, step: talk?.step ?? null };
  const thread = toUuid('conversation', conversationId);
  const waiting = await transaction.first(CallbackRequest, sql`where conversation_id = ${thread} and status <> 'RESOLVED' for update`);
  if (waiting) return fillIn(transaction, waiting, known);
  const callback = Object.assign(new CallbackRequest(), {
    ...known,
    id: newId('callback'),
    conversationId,
    talkBeganAt: conversation.talkBeganAt,
    phone: conversation.contact,
    contactName: conversation.contactName,
    language: talk?.facts.language ?? conversation.language ?? 'en',
    reason: CallbackReason[reason],
    status: CallbackStatus.OPEN,
    claimedBy: null,
    claimedAt: null,
    resolvedBy: null,
    resolvedAt: null,
    resolution: null,
  });
  await transaction.insert(callback);
  await transaction.publish(callbackRequested, { subject: callback.id, branch: known.branchId, data: { status: callback.status, reason } });
}

/** What was not known of somebody who waits; what was, stays. */
async function fillIn(
  transaction: Transaction,
  callback: CallbackRequest,
  known: Pick<CallbackRequest, 'branchId' | 'patientId' | 'step'>,
): Promise<void> {
  const { id, branchId, patientId, step, status, reason } = callback;
  const filled = { branchId: branchId ?? known.branchId, patientId: patientId ?? known.patientId, step: step ?? known.step };
  if (filled.branchId === branchId && filled.patientId === patientId && filled.step === step) return;
  await transaction.save(Object.assign(callback, filled));
  const told = { subject: id, data: { status, reason } };
  await transaction.publish(callbackUpdated, { ...told, branch: filled.branchId });
  if (filled.branchId === branchId) return;
  // It leaves one board and comes to another, and its notes go along.
  await transaction.publish(callbackUpdated, { ...told, branch: branchId });
  await transaction.rows(
    sql`update callback_comments set branch_id = ${toUuid('branch', filled.branchId ?? '')} where callback_id = ${toUuid('callback', id)}`,
  );
}
