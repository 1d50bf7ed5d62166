import { didYouMean } from 'graphql/jsutils/didYouMean.js';
import { suggestionList } from 'graphql/jsutils/suggestionList.js';
import { consentRecorded, consentWithdrawn, keepConsent } from '#kernel/consents/known-consents.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../patients/patient.js';
import type { PatientsServices } from '../services.js';
import { RecordConsentPayload, WithdrawConsentPayload, type RecordConsentInput, type WithdrawConsentInput } from './consent.inputs.js';
import { Consent, ConsentMethod, ConsentStatus } from './consent.js';
import type { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';

const permission = 'consents:manage';
const nothing = { consent: null };

/** So many permissions are all that there are, and room for more. */
const mostScopes = 300;

export async function recordConsent(context: Context<PatientsServices>, input: RecordConsentInput): Promise<RecordConsentPayload> {
  const client = (await context.exists('ApiClient', input.clientId))
    ? null
    : userError('NOT_FOUND', 'There is no such client.', ['input', 'clientId']);
  return context.db.command(RecordConsentPayload, { name: 'recordConsent', permission }, async (transaction) => {
    if (context.request.actor.kind === 'client') {
      return refuse(
        'NOT_ALLOWED',
        'A client does not record consents to itself: use requestPatientVerification, by which the patient consents.',
        ['input'],
        nothing,
      );
    }
    const wrong = [...(client ? [client] : []), ...inputErrors(input), ...scopeErrors(context.services, input.scopes)];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const patient = await transaction.lock(Patient, input.patientId);
    if (!patient || patient.deletedAt) return refuse('NOT_FOUND', 'There is no such patient.', ['input', 'patientId'], nothing);
    const startsAt = input.startsAt ?? new Date();
    const consent = await giveConsent(transaction, {
      patientId: patient.id,
      clientId: input.clientId,
      purposes: input.purposes,
      scopes: input.scopes,
      startsAt,
      endsAt: input.endsAt ?? null,
      method: ConsentMethod.STAFF_RECORDED,
      documentReference: input.documentReference?.trim() || null,
      note: input.note?.trim() || null,
    });
    return { consent };
  });
}

export async function withdrawConsent(context: Context, input: WithdrawConsentInput): Promise<WithdrawConsentPayload> {
  return context.db.command(WithdrawConsentPayload, { name: 'withdrawConsent', permission }, async (transaction) => {
    const consent = await transaction.lock(Consent, input.id);
    if (!consent) return refuse('NOT_FOUND', 'There is no such consent.', ['input', 'id'], nothing);
    const stale = staleVersion(consent, input.expectedVersion, 'consent', nothing);
    if (stale) return stale;
    if (consent.status !== ConsentStatus.ACTIVE) {
      return refuse('WRONG_STATE', `The consent is ${consent.status} already.`, ['input', 'id'], nothing);
    }
    const reason = input.reason.trim();
    if (!reason || reason.length > mostLetters.text) {
      return refuse('REQUIRED', `Say why it is withdrawn, in at most ${mostLetters.text} characters.`, ['input', 'reason'], nothing);
    }
    consent.status = input.enteredInError ? ConsentStatus.ENTERED_IN_ERROR : ConsentStatus.INACTIVE;
    consent.withdrawnAt = new Date();
    consent.withdrawalReason = reason;
    await transaction.save(consent);
    await keepConsent(transaction, consent.id, consent.facts, false);
    await transaction.publish(consentWithdrawn, { subject: consent.id, data: consent.facts });
    return { consent };
  });
}

export type GivenConsent = Pick<Consent, 'patientId' | 'clientId' | 'startsAt' | 'endsAt' | 'method' | 'documentReference' | 'note'> & {
  readonly purposes: readonly PurposeOfUse[];
  readonly scopes: readonly string[];
};

/**
 * Puts a consent on record and into force, at once here and by its event elsewhere. Given again, for the same purposes and scopes and a
 * period that meets the other, it is the same consent for longer; of other scopes it is another one, for each has a period of its own.
 * Lock the patient first.
 */
export async function giveConsent(transaction: Transaction, given: GivenConsent): Promise<Consent> {
  const purposes = [...new Set(given.purposes)].sort();
  const scopes = [...new Set(given.scopes)].sort();
  const same = await transaction.all(
    Consent,
    sql`where patient_id = ${toUuid('patient', given.patientId)} and client_id = ${toUuid('client', given.clientId)} and status = ${ConsentStatus.ACTIVE}
      and purposes = ${purposes}::text[] and scopes = ${scopes}::text[] order by starts_at, id for update`,
  );
  const longer = same.find((each) => each.extendTo(given.startsAt, given.endsAt));
  const { documentReference, note, method } = given;
  const consent = longer
    ? await transaction.save(
        Object.assign(longer, { method, documentReference: documentReference ?? longer.documentReference, note: note ?? longer.note }),
      )
    : await transaction.insert(
        Object.assign(new Consent(), {
          ...given,
          id: newId('consent'),
          status: ConsentStatus.ACTIVE,
          purposes,
          scopes,
          withdrawnAt: null,
          withdrawalReason: null,
        }),
      );
  await keepConsent(transaction, consent.id, consent.facts, true);
  await transaction.publish(consentRecorded, { subject: consent.id, data: consent.facts });
  return consent;
}

function inputErrors(input: RecordConsentInput): UserError[] {
  const errors = lengthErrors(mostLetters.text, { note: input.note, documentReference: input.documentReference });
  if (input.purposes.length === 0) errors.push(userError('REQUIRED', 'Say for what the data may be used.', ['input', 'purposes']));
  if (!input.note?.trim() && !input.documentReference?.trim()) {
    errors.push(userError('REQUIRED', 'Say how the patient consented: by a note, or by where the form is kept.', ['input', 'note']));
  }
  const startsAt = input.startsAt ?? new Date();
  if (input.endsAt && (input.endsAt <= startsAt || input.endsAt <= new Date())) {
    errors.push(userError('INVALID', 'A consent ends after it begins, and not in the past.', ['input', 'endsAt']));
  }
  return errors;
}

/** A scope that nothing asks for would be on record, and show the client nothing. */
function scopeErrors({ publicScopes }: PatientsServices, scopes: readonly string[]): UserError[] {
  const field = ['input', 'scopes'];
  if (scopes.length === 0 || scopes.length > mostScopes)
    return [userError('REQUIRED', `Say what the client may do, by 1 to ${mostScopes} scopes.`, field)];
  return scopes.flatMap((scope, index) => {
    if (publicScopes.has(scope)) return [];
    const named = scope.slice(0, 60);
    const instead = didYouMean(suggestionList(named, [...publicScopes]));
    const message = `"${named}" is no permission that the public graph asks for.${instead} \`publicScopes\` lists those that there are.`;
    return [userError('INVALID', message, [...field, String(index)])];
  });
}
