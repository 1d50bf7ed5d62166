import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { branchesFor } from '#kernel/context/request-context.js';
import type { Context } from '#kernel/subgraph/context.js';
import { transferUpdated } from '../events.js';
import { atEnd, transferPermission } from './at-end.js';
import { TransferStatus } from './transfer-status.js';
import {
  ApproveTransferPayload,
  CancelTransferPayload,
  RejectTransferPayload,
  type ApproveTransferInput,
  type CancelTransferInput,
  type RejectTransferInput,
} from './transfer.inputs.js';
import { transferById, TransferLine, type Transfer } from './transfer.js';

const nothing = { transfer: null };

/** The sending branch agrees, to all or to less. */
export async function approveTransfer(context: Context, input: ApproveTransferInput): Promise<ApproveTransferPayload> {
  return atEnd(
    context,
    ApproveTransferPayload,
    { name: 'approveTransfer', ...input, end: 'fromBranchId', nothing },
    async (transaction, transfer) => {
      const refused = transfer.moveTo(TransferStatus.APPROVED, nothing);
      if (refused) return refused;
      const lines = await transaction.all(TransferLine, sql`where transfer_id = ${toUuid('transfer', transfer.id)} order by id`);
      if (new Set(input.lines.map(({ lineId }) => lineId)).size < input.lines.length)
        return refuse('INVALID', 'Each line is approved once.', ['input', 'lines'], nothing);
      const less = new Map(input.lines.map((line) => [line.lineId, line.quantity]));
      const known = new Map(lines.map((line) => [line.id, line]));
      for (const [lineId, quantity] of less) {
        const line = known.get(lineId);
        if (!line) return refuse('NOT_FOUND', 'There is no such line of this transfer.', ['input', 'lines', 'lineId'], nothing);
        if (quantity < 0 || quantity > line.requested)
          return refuse(
            'INVALID',
            `${line.requested} were asked for: approve 0 to ${line.requested}, not ${quantity}.`,
            ['input', 'lines', 'quantity'],
            nothing,
          );
      }
      if (lines.every((line) => less.get(line.id) === 0))
        return refuse('INVALID', 'Nothing would be sent: reject the transfer instead.', ['input', 'lines'], nothing);
      const rows = [...less].map(([lineId, quantity]) => ({ id: toUuid('transferline', lineId), approved: quantity }));
      await transaction.rows(sql`update transfer_lines line set approved = coalesce(less.approved, line.requested)
      from transfer_lines same left join jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as less (id uuid, approved integer) on less.id = same.id
      where same.tenant_id = line.tenant_id and same.id = line.id and line.transfer_id = ${toUuid('transfer', transfer.id)}`);
      transfer.approvedBy = transaction.context.actor.id;
      return { transfer: await tell(transaction, transfer, transfer.toBranchId) };
    },
  );
}

/** The sending branch declines. */
export async function rejectTransfer(context: Context, input: RejectTransferInput): Promise<RejectTransferPayload> {
  const options = { name: 'rejectTransfer', ...input, end: 'fromBranchId', nothing } as const;
  return atEnd(context, RejectTransferPayload, options, (transaction, transfer) =>
    end(transaction, transfer, TransferStatus.REJECTED, input.reason, transfer.toBranchId),
  );
}

/** Either branch calls it off before anything has left. */
export async function cancelTransfer(context: Context, input: CancelTransferInput): Promise<CancelTransferPayload> {
  const seen = await context.load(transferById, input.id);
  const mine = branchesFor(context.request, transferPermission);
  const isReceiver = seen !== null && (mine === 'all' || mine.includes(seen.toBranchId));
  const options = { name: 'cancelTransfer', ...input, end: isReceiver ? 'toBranchId' : 'fromBranchId', nothing } as const;
  return atEnd(context, CancelTransferPayload, options, (transaction, transfer) =>
    end(transaction, transfer, TransferStatus.CANCELLED, input.reason, isReceiver ? transfer.fromBranchId : transfer.toBranchId),
  );
}

async function end(
  transaction: Transaction,
  transfer: Transfer,
  status: TransferStatus.REJECTED | TransferStatus.CANCELLED,
  why: string,
  toTell: string,
): Promise<{ transfer: Transfer } | Refusal> {
  const reason = why.trim();
  if (!reason) return refuse('REQUIRED', 'Say why, for the other branch to read.', ['input', 'reason'], nothing);
  const tooLong = lengthErrors(mostLetters.text, { reason });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  const refused = transfer.moveTo(status, nothing);
  if (refused) return refused;
  transfer.statusReason = reason;
  return { transfer: await tell(transaction, transfer, toTell) };
}

async function tell(transaction: Transaction, transfer: Transfer, toTell: string): Promise<Transfer> {
  await transaction.publish(transferUpdated, { subject: transfer.id, branch: toTell, data: { status: transfer.status } });
  return transaction.save(transfer);
}
