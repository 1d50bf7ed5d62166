import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { temperatureAlertUpdated } from '../events.js';
import { AcknowledgeExcursionPayload, type AcknowledgeExcursionInput } from './temperature-excursion.inputs.js';
import { TemperatureExcursion } from './temperature-excursion.js';
import { TemperatureExcursionStatus } from './temperature-terms.js';
import { TemperatureWatch } from './temperature-watch.js';
import { tell } from './telling.js';

const permission = 'temperatures:acknowledge';
const nothing = { excursion: null };

/** One that grows after it was read is at another version: nobody acknowledges what they have not seen. */
export function acknowledgeExcursion(context: Context, input: AcknowledgeExcursionInput): Promise<AcknowledgeExcursionPayload> {
  return context.db.command(AcknowledgeExcursionPayload, { name: 'acknowledgeExcursion', permission }, async (transaction) => {
    const excursion = await transaction.lock(TemperatureExcursion, input.id);
    const field = ['input', 'id'];
    if (!excursion) return refuse('NOT_FOUND', 'There is no such excursion at the branches where you may do this.', field, nothing);
    const stale = staleVersion(excursion, input.expectedVersion, 'excursion', nothing);
    if (stale) return stale;
    const comment = input.comment.trim();
    if (!comment) return refuse('REQUIRED', 'Say what was done: a comment is needed.', ['input', 'comment'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { comment });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (excursion.withdrawnAt) return refuse('WRONG_STATE', 'Readings that came later showed that it never was.', field, nothing);
    if (excursion.status === TemperatureExcursionStatus.ACKNOWLEDGED)
      return refuse('WRONG_STATE', 'It is acknowledged already.', field, nothing);
    Object.assign(excursion, {
      status: TemperatureExcursionStatus.ACKNOWLEDGED,
      acknowledgedAt: new Date(),
      acknowledgedBy: transaction.context.actor.id,
      comment,
    });
    await transaction.save(excursion);
    const watch = await transaction.first(TemperatureWatch, sql`where id = ${toUuid('temperaturewatch', excursion.watchId)}`);
    if (watch && excursion.alertedAt) await tell(transaction, temperatureAlertUpdated, watch, [excursion]);
    return { excursion };
  });
}
