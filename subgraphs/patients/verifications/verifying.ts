import { permits } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toTypeId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { cron, defineErrand } from '#kernel/jobs/job.js';
import type { NotificationPort } from '#kernel/notifications/notification-port.js';
import type { Context } from '#kernel/subgraph/context.js';
import { ConsentMethod } from '../consents/consent.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { giveConsent } from '../consents/record-consent.js';
import { Patient } from '../patients/patient.js';
import type { PatientsServices } from '../services.js';
import { isCode, newCode } from './one-time-code.js';
import { PatientVerification } from './patient-verification.js';
import { verificationText } from './verification-text.js';
import {
  ConfirmPatientVerificationPayload,
  RequestPatientVerificationPayload,
  VerificationChannel,
  type ConfirmPatientVerificationInput,
  type RequestPatientVerificationInput,
} from './verification.inputs.js';

const permission = 'consents:request';
const minuteMs = 60_000;
const yearMs = 366 * 24 * 60 * minuteMs;

const limits = {
  /** How long a code is good for, and how often it can be entered. */
  minutes: 10,
  attempts: 5,
  /** How often a client may have a code sent to a number, and all clients together. */
  perClientInTenMinutes: 3,
  perDay: 10,
  /** A family may share a number; one that more have is the front desk's, and shows nothing. */
  patients: 5,
} as const;

/** Has a code sent to the number if it is a patient's. Nothing that the client sees, and no time that it takes, says whether it is. */
export async function requestPatientVerification(
  context: Context<PatientsServices>,
  input: RequestPatientVerificationInput,
): Promise<RequestPatientVerificationPayload> {
  const { actor } = context.request;
  const nothing = { verificationId: null, expiresAt: null, channel: null };
  return context.db.command(RequestPatientVerificationPayload, { name: 'requestPatientVerification', permission }, async (transaction) => {
    if (actor.kind !== 'client' || actor.id === null)
      return refuse('NOT_ALLOWED', 'Only a client asks for this; staff use recordConsent.', ['input'], nothing);
    const purpose = input.purpose ?? PurposeOfUse[actor.purpose as keyof typeof PurposeOfUse] ?? null;
    const wrong = inputErrors(context, input, purpose);
    if (wrong.length > 0 || purpose === null) return new Refusal(wrong, nothing);
    if (await isThrottled(transaction, input.phone, actor.id)) {
      return refuse(
        'TOO_MANY_ATTEMPTS',
        'Too many codes were asked for this number: wait for ten minutes, or for a day after ten codes.',
        ['input', 'phone'],
        nothing,
      );
    }
    const verification = await transaction.insert(
      Object.assign(new PatientVerification(), {
        id: newId('verification'),
        clientId: actor.id,
        phone: input.phone,
        patientIds: await patientsOf(transaction, input.phone),
        purpose,
        scopes: [...new Set(input.scopes)].sort(),
        consentEndsAt: input.endsAt ?? new Date(Date.now() + yearMs),
        codeSalt: null,
        codeHash: null,
        expiresAt: new Date(Date.now() + limits.minutes * minuteMs),
        attempts: 0,
        confirmedAt: null,
      }),
    );
    await transaction.schedule(sendVerificationCode, { verificationId: verification.id });
    return { verificationId: verification.id, expiresAt: verification.expiresAt, channel: channelOf(context.services.notifications) };
  });
}

/**
 * Makes a code and sends it; nothing happens for a number that no patient has. The code is made here, so that it lies in no queue: what
 * is tried again sends another one, and the last one counts.
 */
export const sendVerificationCode = defineErrand<{ verificationId: string }>(
  'send-verification-code',
  async (context, { verificationId }, transact) => {
    const { notifications } = (context as Context<PatientsServices>).services;
    const made = await newCode();
    const found = await transact(async (transaction) => {
      const verification = await transaction.lock(PatientVerification, verificationId);
      if (!verification || verification.confirmedAt || verification.expiresAt <= new Date()) return null;
      const [first] = await stillTheirs(transaction, verification);
      if (first === undefined) return null;
      await transaction.save(Object.assign(verification, { codeSalt: made.salt, codeHash: made.hash }));
      return { verification, patient: await transaction.lock(Patient, first) };
    });
    if (!found) return;
    const { verification, patient } = found;
    const { subject, text } = verificationText(
      { code: made.code, minutes: limits.minutes, consentEndsAt: verification.consentEndsAt },
      patient?.language ?? null,
    );
    await notifications.deliver({
      channel: channelOf(notifications),
      to: verification.phone,
      subject,
      text,
      locale: patient?.language ?? null,
      idempotencyKey: `verification:${verification.id}:${made.salt.toString('hex')}`,
      template: { name: 'verification_code', parameters: [made.code] },
    });
  },
);

/** Numbers are kept for no longer than it takes to count how often they were asked for. */
export const forgetVerifications = cron('forget-patient-verifications', '41 2 * * *', async (database) => {
  await database.acrossTenants().pool.query(`delete from patient_verifications where created_at < now() - interval '2 days'`);
});

/** Records the consent of the patients whose number it is, when the code is right. */
export async function confirmPatientVerification(
  context: Context<PatientsServices>,
  input: ConfirmPatientVerificationInput,
): Promise<ConfirmPatientVerificationPayload> {
  const nothing = { patientIds: [] };
  return context.db.command(ConfirmPatientVerificationPayload, { name: 'confirmPatientVerification', permission }, async (transaction) => {
    const verification = await transaction.lock(PatientVerification, input.verificationId);
    if (!verification || verification.clientId !== context.request.actor.id) {
      return refuse('NOT_FOUND', 'There is no such verification: request one.', ['input', 'verificationId'], nothing);
    }
    if (verification.confirmedAt)
      return refuse('WRONG_STATE', 'The code was entered already: request another one.', ['input', 'verificationId'], nothing);
    if (verification.expiresAt <= new Date())
      return refuse('WRONG_STATE', 'The code has expired: request another one.', ['input', 'code'], nothing);
    if (verification.attempts >= limits.attempts) {
      return refuse('TOO_MANY_ATTEMPTS', 'A wrong code was entered too often: request another one.', ['input', 'code'], nothing);
    }
    verification.attempts += 1;
    if (!(await isCode(input.code, verification.code))) {
      await transaction.save(verification);
      // Not a refusal: the attempt counts.
      return {
        ...nothing,
        userErrors: [userError('WRONG_CREDENTIALS', 'This is not the code: look again at the last message that came.', ['input', 'code'])],
      };
    }
    verification.confirmedAt = new Date();
    await transaction.save(verification);
    return { patientIds: await consentOf(transaction, verification) };
  });
}

/** Of those patients who still have the number. Before they have consented, the client sees none of them. */
function consentOf(transaction: Transaction, verification: PatientVerification): Promise<string[]> {
  const { clientId, purpose, scopes, consentEndsAt: endsAt } = verification;
  return transaction.beyondConsents(async () => {
    // Locked before they are looked for, so that nobody takes the number from one of them meanwhile.
    for (const patientId of [...verification.patientIds].sort()) await transaction.lock(Patient, patientId);
    const given = await stillTheirs(transaction, verification);
    for (const patientId of given) {
      const note = `By the code sent to ${verification.phone}.`;
      await giveConsent(transaction, {
        ...{ patientId, clientId, purposes: [purpose], scopes, startsAt: new Date(), endsAt },
        ...{ method: ConsentMethod.PATIENT_VERIFIED, documentReference: verification.id, note },
      });
    }
    return given;
  });
}

/** A number may have been corrected since it was asked for: whoever has it then speaks for none of those who had it by mistake. */
async function stillTheirs(transaction: Transaction, { phone, patientIds }: PatientVerification): Promise<string[]> {
  return (await patientsOf(transaction, phone)).filter((id) => patientIds.includes(id));
}

async function patientsOf(transaction: Transaction, phone: string): Promise<string[]> {
  const rows = await transaction.beyondConsents(() =>
    transaction.rows<{ id: string }>(
      sql`select id from patients where deleted_at is null and not deceased
        and id in (select patient_id from patient_search_keys where kind = 'PHONE' and key = ${phone}) order by id limit ${limits.patients + 1}`,
    ),
  );
  return rows.length > limits.patients ? [] : rows.map((row) => toTypeId('patient', row.id));
}

/** Requests for the same number wait for each other here, so that of two at once the second sees the first. */
async function isThrottled(transaction: Transaction, phone: string, clientId: string): Promise<boolean> {
  await transaction.rows(
    sql`select pg_advisory_xact_lock(hashtextextended(${`verification ${phone}`}, hashtextextended(tenant_id()::text, 0)))`,
  );
  const recent = await transaction.all(
    PatientVerification,
    sql`where phone = ${phone} and created_at > now() - interval '1 day' order by created_at desc limit ${limits.perDay}`,
  );
  const since = Date.now() - 10 * minuteMs;
  const mine = recent.filter((each) => each.clientId === clientId && each.createdAt.getTime() > since);
  return recent.length >= limits.perDay || mine.length >= limits.perClientInTenMinutes;
}

function inputErrors(
  { request }: Context<PatientsServices>,
  { scopes, endsAt }: RequestPatientVerificationInput,
  purpose: PurposeOfUse | null,
): UserError[] {
  const errors: UserError[] = [];
  if (purpose === null) errors.push(userError('REQUIRED', 'Say for what the data may be used.', ['input', 'purpose']));
  if (scopes.length === 0) errors.push(userError('REQUIRED', 'Say what the patient is to consent to, by scopes.', ['input', 'scopes']));
  scopes.forEach((scope, index) => {
    if (!permits(request, scope))
      errors.push(userError('NOT_ALLOWED', `"${scope.slice(0, 60)}" is none of this client's scopes.`, ['input', 'scopes', String(index)]));
  });
  if (endsAt && (endsAt.getTime() <= Date.now() || endsAt.getTime() > Date.now() + yearMs)) {
    errors.push(userError('INVALID', 'The consent ends in the future, within a year.', ['input', 'endsAt']));
  }
  return errors;
}

/** The first way there is to a telephone. */
function channelOf({ channels }: NotificationPort): VerificationChannel {
  return [VerificationChannel.WHATSAPP, VerificationChannel.SMS].find((channel) => channels.has(channel)) ?? VerificationChannel.LOG;
}
