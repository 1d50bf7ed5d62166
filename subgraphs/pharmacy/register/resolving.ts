import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { ComplianceEvent } from './compliance-event.js';
import { onlyPeople, personActing } from './person.js';
import { RegisterCountLine } from './register-count.js';
import { CountOutcome } from './register-terms.js';
import { ResolveComplianceEventPayload, type ResolveComplianceEventInput } from './register.inputs.js';

/** Says what came of a compliance event; a discrepancy is settled before. */
export async function resolveComplianceEvent(context: Context, input: ResolveComplianceEventInput): Promise<ResolveComplianceEventPayload> {
  const nothing = { event: null };
  const options = { name: 'resolveComplianceEvent', permission: 'compliance:resolve' };
  return context.db.command(ResolveComplianceEventPayload, options, async (transaction) => {
    const person = personActing(transaction.context);
    if (person === null) return onlyPeople(nothing);
    const resolution = input.resolution.trim();
    if (!resolution) return refuse('REQUIRED', 'Say what came of it.', ['input', 'resolution'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { resolution });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    const event = await transaction.lock(ComplianceEvent, input.id);
    if (!event) return refuse('NOT_FOUND', 'There is no such event at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(event, input.expectedVersion, 'event', nothing);
    if (stale) return stale;
    if (event.resolvedAt !== null) return refuse('WRONG_STATE', 'The event was resolved already.', ['input', 'id'], nothing);
    const line = event.countLineId ? await transaction.lock(RegisterCountLine, event.countLineId) : null;
    if (line?.outcome === CountOutcome.DISCREPANT) {
      const ways = 'count the lot again (recountRegisterLine), or have the stock corrected by two people (requestControlledAdjustment)';
      return refuse('WRONG_STATE', `The difference is not settled yet: ${ways}.`, ['input', 'id'], nothing);
    }
    event.resolve(person, resolution);
    return { event: await transaction.save(event) };
  });
}
