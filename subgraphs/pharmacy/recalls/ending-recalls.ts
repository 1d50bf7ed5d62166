import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { stockConstraints } from '../stock/stock-constraints.js';
import { KeptStatus, MovementKind } from '../stock/stock-terms.js';
import { lockEverywhere, moveEverywhere, onlyEverywhere, recallPermission as permission } from './everywhere.js';
import { RecallStatus } from './recall-terms.js';
import { EndRecallPayload, type EndRecallInput } from './recall.inputs.js';
import { Recall } from './recall.js';

/** Lifts a recall. What lay apart goes into quarantine, and is given out again only when somebody has looked at it. */
export async function endRecall(context: Context, input: EndRecallInput): Promise<EndRecallPayload> {
  const nothing = { recall: null };
  return context.db.command(EndRecallPayload, { name: 'endRecall', permission, constraints: stockConstraints }, async (transaction) => {
    const wrong = onlyEverywhere(context, nothing);
    if (wrong) return wrong;
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why it is lifted.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const recall = await transaction.lock(Recall, input.id);
    if (!recall) return refuse('NOT_FOUND', 'There is no such recall.', ['input', 'id'], nothing);
    const stale = staleVersion(recall, input.expectedVersion, 'recall', nothing);
    if (stale) return stale;
    if (recall.status === RecallStatus.ENDED) return refuse('WRONG_STATE', 'The recall was lifted already.', ['input', 'id'], nothing);
    await lockEverywhere(transaction, recall.productId);
    const lots = await transaction.rows<{ id: string }>(
      sql`update lots set recall_id = null where recall_id = ${toUuid('recall', recall.id)} returning id`,
    );
    const uuids = lots.map(({ id }) => id);
    const { RECALLED, QUARANTINED } = KeptStatus;
    await moveEverywhere(transaction, uuids, { recall, kind: MovementKind.QUARANTINE, from: [RECALLED], to: QUARANTINED, reason });
    Object.assign(recall, { status: RecallStatus.ENDED, endedAt: new Date(), endedBy: transaction.context.actor.id, endReason: reason });
    return { recall: await transaction.save(recall) };
  });
}
