import { branchesFor } from '#kernel/context/request-context.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { logisticsAlertAcknowledged } from '../events.js';
import { factsOf } from './alert-facts.js';
import { LogisticsAlertStatus } from './alert-terms.js';
import { AcknowledgeLogisticsAlertPayload, type AcknowledgeLogisticsAlertInput } from './logistics-alert.inputs.js';
import { LogisticsAlert } from './logistics-alert.js';

const permission = 'alerts:acknowledge';
const nothing = { alert: null };

/** Without a version: an alert that was escalated meanwhile is the same to who looks after it. */
export function acknowledgeLogisticsAlert(
  context: Context,
  input: AcknowledgeLogisticsAlertInput,
): Promise<AcknowledgeLogisticsAlertPayload> {
  return context.db.command(AcknowledgeLogisticsAlertPayload, { name: 'acknowledgeLogisticsAlert', permission }, async (transaction) => {
    const alert = await transaction.lock(LogisticsAlert, input.id);
    const field = ['input', 'id'];
    if (!alert) return refuse('NOT_FOUND', 'There is no such alert at the branches where you may do this.', field, nothing);
    const mine = branchesFor(context.request, permission);
    if (mine !== 'all' && !mine.includes(alert.branchId))
      return refuse('NOT_ALLOWED', 'Only the branch that sends the courier does this: ask its people.', field, nothing);
    const comment = input.comment.trim();
    if (!comment) return refuse('REQUIRED', 'Say what is done about it: a comment is needed.', ['input', 'comment'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { comment });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (alert.status === LogisticsAlertStatus.RESOLVED)
      return refuse('WRONG_STATE', 'It is wrong no more: there is nothing to look after.', field, nothing);
    if (alert.status === LogisticsAlertStatus.ACKNOWLEDGED)
      return refuse('WRONG_STATE', 'Somebody looks after it already.', field, nothing);
    Object.assign(alert, {
      status: LogisticsAlertStatus.ACKNOWLEDGED,
      nextAt: null,
      acknowledgedAt: new Date(),
      acknowledgedBy: transaction.context.actor.id,
      comment,
    });
    await transaction.save(alert);
    await transaction.publish(logisticsAlertAcknowledged, { subject: alert.id, branch: alert.branchId, data: factsOf(alert) });
    return { alert };
  });
}
