import { isTimeZone } from '#kernel/graph/scalars/index.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { defineJob } from '#kernel/jobs/job.js';
import type { NotificationPort } from '#kernel/notifications/notification-port.js';
import type { Context } from '#kernel/subgraph/context.js';
import { AppointmentStatus } from '../appointments/appointment-status.js';
import { Appointment } from '../appointments/appointment.js';
import { HealthcareService } from '../services/healthcare-service.js';
import { Notification, NotificationStatus } from './notification.js';
import { endOfQuiet } from './quiet-hours.js';
import { reminderText } from './reminder-text.js';
import { ReminderChannel, settingsOf, type Settings } from './scheduling-settings.js';

const minuteMs = 60_000;

/** A reminder that would come later than this before the visit is not sent any more. */
const latestMs = 5 * minuteMs;

/** What the reminding job needs of the process that it runs in. */
export interface ReminderServices {
  readonly notifications: NotificationPort;
}

/** Whom to write to, as patients tells it. */
interface Addressee {
  readonly name: string;
  readonly language: string | null;
  readonly timeZone: string | null;
  readonly telecom: readonly { readonly system: string; readonly value: string }[];
  readonly deceased: boolean;
  readonly deletedAt: string | null;
}

/** Plans the next reminder of a firm appointment, in place of the one that was planned. */
export async function remind(transaction: Transaction, appointment: Appointment): Promise<void> {
  const { reminderLeadMinutes } = await settingsOf(transaction);
  const next = nextLead(reminderLeadMinutes, appointment.startsAt.getTime() - Date.now());
  if (next === null) await forgetReminders(transaction, appointment.id);
  else await plan(transaction, appointment, next, appointment.startsAt.getTime() - next * minuteMs);
}

/** Takes back what is planned for an appointment. */
export async function forgetReminders(transaction: Transaction, appointmentId: string): Promise<void> {
  await transaction.unschedule(reminderKey(appointmentId));
}

interface Reminder {
  readonly appointmentId: string;
  readonly leadMinutes: number;
  /** For which time: one that was moved since has a reminder of its own. */
  readonly startsAt: string;
}

/** Sends one reminder and plans the next. Delivery is at least once; the message's key lets the receiver's side know it again. */
export const sendReminder = defineJob<Reminder>('send-reminder', async (context, { appointmentId, leadMinutes, startsAt }, transaction) => {
  const appointment = await transaction.first(Appointment, sql`where id = ${toUuid('appointment', appointmentId)}`);
  if (appointment?.status !== AppointmentStatus.BOOKED || appointment.startsAt.toISOString() !== startsAt) return;
  const settings = await settingsOf(transaction);
  const planNext = async (): Promise<void> => {
    const next = nextLead(
      settings.reminderLeadMinutes.filter((lead) => lead < leadMinutes),
      appointment.startsAt.getTime() - Date.now(),
    );
    if (next !== null) await plan(transaction, appointment, next, appointment.startsAt.getTime() - next * minuteMs);
  };
  // Sent already, before the visit was moved away and back again.
  if (await isKept(transaction, messageKey(appointment, leadMinutes))) return planNext();
  const patient = (
    await context.read<Addressee>('Patient', [appointment.patientId], 'name language timeZone telecom { system value } deceased deletedAt')
  ).get(appointment.patientId);
  const zone = patient?.timeZone && isTimeZone(patient.timeZone) ? patient.timeZone : appointment.timeZone;
  const quietUntil = endOfQuiet(Date.now(), zone, settings);
  const isTooLate = (quietUntil ?? Date.now()) > appointment.startsAt.getTime() - latestMs;
  if (quietUntil !== null && !isTooLate) {
    await plan(transaction, appointment, leadMinutes, quietUntil);
    return;
  }
  if (isTooLate)
    await keep(transaction, appointment, leadMinutes, {
      status: NotificationStatus.SKIPPED,
      reason: 'Quiet hours, or an outage, lasted until just before the visit.',
    });
  else await deliver(context as Context<ReminderServices>, transaction, appointment, leadMinutes, patient, settings);
  await planNext();
});

async function deliver(
  { services, request }: Context<ReminderServices>,
  transaction: Transaction,
  appointment: Appointment,
  leadMinutes: number,
  patient: Addressee | undefined,
  { reminderChannels }: Settings,
): Promise<void> {
  const skip = (reason: string): Promise<void> =>
    keep(transaction, appointment, leadMinutes, { status: NotificationStatus.SKIPPED, reason });
  if (!patient || patient.deletedAt) return skip("The patient's record was deleted.");
  // Nobody is to be told that their dead are expected.
  if (patient.deceased) return skip('The patient has died.');
  const way = wayTo(patient, reminderChannels, services.notifications);
  if (!way) return skip('The patient has no address for any channel that is set up.');
  const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', appointment.serviceId)}`);
  const { subject, text } = reminderText({
    patient: patient.name,
    service: service?.name ?? '',
    startsAt: appointment.startsAt,
    timeZone: appointment.timeZone,
    language: patient.language,
  });
  const outcome = await services.notifications.deliver({
    channel: way.channel,
    to: way.recipient,
    subject,
    text,
    locale: patient.language ?? request.locale,
    idempotencyKey: messageKey(appointment, leadMinutes),
    template: { name: 'appointment_reminder', parameters: [patient.name, text] },
  });
  const providerId = outcome.status === 'SENT' ? outcome.providerId : null;
  const reason = outcome.status === 'SENT' ? null : outcome.reason;
  await keep(transaction, appointment, leadMinutes, { ...way, text, status: NotificationStatus[outcome.status], providerId, reason });
}

/** The first of the tenant's channels that is set up and for which the patient has an address. */
function wayTo(
  { telecom }: Addressee,
  channels: readonly ReminderChannel[],
  { channels: ready }: NotificationPort,
): { channel: ReminderChannel; recipient: string } | null {
  for (const channel of channels) {
    if (!ready.has(channel)) continue;
    if (channel === ReminderChannel.LOG) return { channel, recipient: 'log' };
    const system = channel === ReminderChannel.EMAIL ? 'EMAIL' : 'PHONE';
    const found = telecom.find((contact) => contact.system === system);
    if (found) return { channel, recipient: found.value };
  }
  return null;
}

async function keep(
  transaction: Transaction,
  appointment: Appointment,
  leadMinutes: number,
  outcome: Partial<Notification>,
): Promise<void> {
  const key = messageKey(appointment, leadMinutes);
  const { branchId, id: appointmentId, patientId } = appointment;
  const blank = { channel: null, recipient: null, text: null, reason: null, providerId: null };
  await transaction.insert(
    Object.assign(new Notification(), {
      id: newId('notification'),
      branchId,
      appointmentId,
      patientId,
      kind: 'REMINDER',
      messageKey: key,
      ...blank,
      ...outcome,
    }),
  );
}

async function isKept(transaction: Transaction, key: string): Promise<boolean> {
  return (await transaction.rows(sql`select id from notifications where message_key = ${key}`)).length > 0;
}

async function plan(transaction: Transaction, { id, startsAt }: Appointment, leadMinutes: number, at: number): Promise<void> {
  const reminder = { appointmentId: id, leadMinutes, startsAt: startsAt.toISOString() };
  await transaction.schedule(sendReminder, reminder, { key: reminderKey(id), runAt: new Date(at) });
}

/** The longest lead that is still ahead, with so much time left; null when none is. */
function nextLead(leadMinutes: readonly number[], leftMs: number): number | null {
  const ahead = leadMinutes.filter((lead) => lead * minuteMs < leftMs);
  return ahead.length > 0 ? Math.max(...ahead) : null;
}

function reminderKey(appointmentId: string): string {
  return `reminder:${appointmentId}`;
}

function messageKey({ id, startsAt }: Appointment, leadMinutes: number): string {
  return `${id}:${startsAt.toISOString()}:${leadMinutes}`;
}
