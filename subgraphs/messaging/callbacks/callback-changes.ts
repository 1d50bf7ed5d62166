import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { callbackUpdated } from '../events.js';
import {
  ClaimCallbackPayload,
  CommentOnCallbackPayload,
  ResolveCallbackPayload,
  UnclaimCallbackPayload,
  type ClaimCallbackInput,
  type CommentOnCallbackInput,
  type ResolveCallbackInput,
  type UnclaimCallbackInput,
} from './callback.inputs.js';
import { CallbackComment, CallbackRequest, CallbackStatus } from './callback-request.js';

const permission = 'messaging:answer';
const nothing = { callback: null };

export function claimCallback(context: Context, { id, expectedVersion }: ClaimCallbackInput): Promise<ClaimCallbackPayload> {
  return context.db.command(ClaimCallbackPayload, { name: 'claimCallback', permission }, async (transaction) => {
    const staffId = staffOf(context);
    if (staffId === null) return onlyStaff(nothing);
    const callback = await locked(transaction, id, expectedVersion);
    if (callback instanceof Refusal) return callback;
    if (callback.status !== CallbackStatus.OPEN) {
      const message = callback.status === CallbackStatus.RESOLVED ? 'It is done already.' : 'Somebody has taken it already.';
      return refuse('WRONG_STATE', message, ['input', 'id'], nothing);
    }
    Object.assign(callback, { status: CallbackStatus.CLAIMED, claimedBy: staffId, claimedAt: new Date() });
    return { callback: await changed(transaction, callback) };
  });
}

export function unclaimCallback(context: Context, { id, expectedVersion }: UnclaimCallbackInput): Promise<UnclaimCallbackPayload> {
  return context.db.command(UnclaimCallbackPayload, { name: 'unclaimCallback', permission }, async (transaction) => {
    const callback = await locked(transaction, id, expectedVersion);
    if (callback instanceof Refusal) return callback;
    if (callback.status !== CallbackStatus.CLAIMED)
      return refuse('WRONG_STATE', `The callback is ${callback.status}: only one that is CLAIMED is given back.`, ['input', 'id'], nothing);
    Object.assign(callback, { status: CallbackStatus.OPEN, claimedBy: null, claimedAt: null });
    return { callback: await changed(transaction, callback) };
  });
}

export function resolveCallback(
  context: Context,
  { id, expectedVersion, resolution }: ResolveCallbackInput,
): Promise<ResolveCallbackPayload> {
  return context.db.command(ResolveCallbackPayload, { name: 'resolveCallback', permission }, async (transaction) => {
    const staffId = staffOf(context);
    if (staffId === null) return onlyStaff(nothing);
    const callback = await locked(transaction, id, expectedVersion);
    if (callback instanceof Refusal) return callback;
    if (callback.status === CallbackStatus.RESOLVED) return refuse('WRONG_STATE', 'It is done already.', ['input', 'id'], nothing);
    if (!resolution.trim()) return refuse('REQUIRED', 'Say what came of it.', ['input', 'resolution'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { resolution });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    Object.assign(callback, {
      status: CallbackStatus.RESOLVED,
      resolvedBy: staffId,
      resolvedAt: new Date(),
      resolution: resolution.trim(),
    });
    return { callback: await changed(transaction, callback) };
  });
}

export function commentOnCallback(context: Context, { id, text }: CommentOnCallbackInput): Promise<CommentOnCallbackPayload> {
  const none = { comment: null };
  return context.db.command(CommentOnCallbackPayload, { name: 'commentOnCallback', permission }, async (transaction) => {
    const authorId = staffOf(context);
    if (authorId === null) return onlyStaff(none);
    const callback = await transaction.lock(CallbackRequest, id);
    if (!callback) return refuse(...notThere, none);
    if (!text.trim()) return refuse('REQUIRED', 'Write what is to be noted.', ['input', 'text'], none);
    const tooLong = lengthErrors(mostLetters.text, { text });
    if (tooLong.length > 0) return new Refusal(tooLong, none);
    const comment = Object.assign(new CallbackComment(), {
      id: newId('callbackcomment'),
      branchId: callback.branchId,
      callbackId: callback.id,
      authorId,
      text: text.trim(),
    });
    return { comment: await transaction.insert(comment) };
  });
}

const notThere = ['NOT_FOUND', 'There is no such callback at the branches where you may do this.', ['input', 'id']] as const;

async function locked(transaction: Transaction, id: string, expectedVersion: number): Promise<CallbackRequest | Refusal> {
  const callback = await transaction.lock(CallbackRequest, id);
  if (!callback) return refuse(...notThere, nothing);
  return staleVersion(callback, expectedVersion, 'callback', nothing) ?? callback;
}

async function changed(transaction: Transaction, callback: CallbackRequest): Promise<CallbackRequest> {
  const saved = await transaction.save(callback);
  const { id, branchId, status, reason } = saved;
  await transaction.publish(callbackUpdated, { subject: id, branch: branchId, data: { status, reason } });
  return saved;
}

function staffOf({ request }: Context): string | null {
  return request.actor.kind === 'staff' ? request.actor.id : null;
}

function onlyStaff(payload: Readonly<Record<string, unknown>>): Refusal {
  return refuse('NOT_ALLOWED', 'Only a person of the staff can do this.', ['input'], payload);
}
