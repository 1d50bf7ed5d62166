import { sql } from '#kernel/database/sql.js';
import { Refusal, refuse, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { OrderStatus } from '../orders/order-terms.js';
import { heldAsTakenAt } from './on-the-way.js';
import { changeSpecimens, lockScanned, type ScannedSpecimens } from './scanned-specimens.js';
import { SpecimenStatus } from './specimen-terms.js';
import { CollectSpecimensPayload, type CollectSpecimensInput } from './specimen.inputs.js';

const nothing = { specimens: [] };

/** Specimens were taken, by whoever scans their labels: at the branch that ordered, or where the patient goes to the laboratory. */
export async function collectSpecimens(context: Context, input: CollectSpecimensInput): Promise<CollectSpecimensPayload> {
  const options = { name: 'collectSpecimens', permission: 'specimens:collect' };
  return context.db.command(CollectSpecimensPayload, options, async (transaction) => {
    const now = new Date();
    const collectedAt = input.collectedAt ?? now;
    if (collectedAt > now)
      return refuse(
        'INVALID',
        'It cannot have been collected in the future: look at the clock of your device.',
        ['input', 'collectedAt'],
        nothing,
      );
    const found = await lockScanned(transaction, input.accessionNumbers, nothing);
    if (found instanceof Refusal) return found;
    const errors = [
      ...heldBack(found),
      ...found.scanned.flatMap(({ specimen, field }) => specimen.moveTo(SpecimenStatus.COLLECTED, field) ?? []),
    ];
    if (errors.length > 0) return new Refusal(errors, nothing);
    const specimens = await changeSpecimens(
      transaction,
      found.scanned.map(({ specimen }) => specimen),
      sql`status = ${SpecimenStatus.COLLECTED}, collected_at = ${collectedAt}, collected_by = ${context.request.actor.id},
        ${heldAsTakenAt(collectedAt)}`,
    );
    return { specimens };
  });
}

/** Nobody is to be bled for an order that waits. */
function heldBack({ scanned, orders }: ScannedSpecimens) {
  return scanned.flatMap(({ specimen, field }) => {
    const order = orders.get(specimen.orderId);
    if (order?.status !== OrderStatus.ON_HOLD) return [];
    const message = `The order ${order.number} of the specimen ${specimen.accessionNumber} is on hold: have it resumed before you collect for it.`;
    return [userError('WRONG_STATE', message, field)];
  });
}
