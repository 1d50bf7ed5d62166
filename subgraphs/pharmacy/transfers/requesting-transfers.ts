import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch } from '#kernel/branches/at-branch.js';
import { nextNumber } from '#kernel/branches/document-number.js';
import { transferUpdated } from '../events.js';
import { transferPermission } from './at-end.js';
import { TransferStatus } from './transfer-status.js';
import { RequestTransferPayload, type RequestTransferInput } from './transfer.inputs.js';
import { Transfer } from './transfer.js';

const mostLines = 500;

/** Asks another branch for goods. */
export async function requestTransfer(context: Context, input: RequestTransferInput): Promise<RequestTransferPayload> {
  const nothing = { transfer: null };
  const isBranch = await context.exists('Branch', input.fromBranchId);
  const options = { name: 'requestTransfer', permission: transferPermission, branchId: input.branchId, nothing };
  return atBranch(context, RequestTransferPayload, options, async (transaction, branch) => {
    if (!isBranch) return refuse('NOT_FOUND', 'There is no such branch to send the goods.', ['input', 'fromBranchId'], nothing);
    if (input.fromBranchId === branch.id)
      return refuse('INVALID', 'A branch does not send goods to itself: use moveStockToLocation.', ['input', 'fromBranchId'], nothing);
    const { lines } = input;
    if (lines.length === 0 || lines.length > mostLines)
      return refuse('INVALID', `A transfer has 1 to ${mostLines} lines, not ${lines.length}.`, ['input', 'lines'], nothing);
    if (lines.some(({ quantity }) => quantity < 1)) return refuse('INVALID', 'A quantity is 1 or more.', ['input', 'lines'], nothing);
    const products = [...new Set(lines.map(({ productId }) => toUuid('product', productId)))];
    if (products.length < lines.length) return refuse('INVALID', 'A transfer has each product once.', ['input', 'lines'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { note: input.note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const [row] = await transaction.rows<{ found: number }>(
      sql`select count(*)::int as found from products where id = any (${products}::uuid[])`,
    );
    if (row?.found !== products.length) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'lines', 'productId'], nothing);
    const transfer = Object.assign(new Transfer(), {
      id: newId('transfer'),
      number: await nextNumber(transaction, branch, 'TR'),
      fromBranchId: input.fromBranchId,
      toBranchId: branch.id,
      status: TransferStatus.REQUESTED,
      note: input.note?.trim() || null,
      requestedBy: transaction.context.actor.id,
    });
    await transaction.insert(transfer);
    const rows = lines.map((line) => ({
      id: toUuid('transferline', newId('transferline')),
      product_id: toUuid('product', line.productId),
      requested: line.quantity,
    }));
    await transaction.rows(sql`insert into transfer_lines (id, transfer_id, from_branch_id, to_branch_id, product_id, requested)
      select line.id, ${toUuid('transfer', transfer.id)}, ${toUuid('branch', transfer.fromBranchId)}, ${toUuid('branch', branch.id)}, line.product_id, line.requested
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (id uuid, product_id uuid, requested integer)`);
    await transaction.publish(transferUpdated, { subject: transfer.id, branch: transfer.fromBranchId, data: { status: transfer.status } });
    return { transfer };
  });
}
