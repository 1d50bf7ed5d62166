import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionResult } from 'graphql';
import type { PublicCaller } from '#kernel/subgraph/public-graph.js';
import {
  DeskDenied,
  DeskUnavailable,
  type BookingDesk,
  type Clinic,
  type FreeTime,
  type HeldTime,
  type Person,
  type Refused,
  type Service,
  type Visit,
  type WantedTimes,
  type WantedVisit,
} from '../dialogue/booking-desk.js';
import type { MessagingServices } from '../services.js';
import type { Answers, Operation } from './answers.js';
import { consentScopes, daySearches, operations } from './operations.js';

/** So long the graph may take, over and above what it grants itself. */
const mostMs = 25_000;

/** Longer than a talk may be silent, so that who comes back in time finds the time still held. */
const holdMinutes = 40;

/** As many times of a day as the graph gives at once. */
const mostTimes = 1_000;

/** Where nobody is received. */
const closedToPatients = new Set(['SUPPLIER', 'STERILIZATION']);

/** Trouble that passes. A `CONFLICT` is another attempt at the same that is still under way. */
const passing = new Set(['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'CONFLICT']);

/** The reasons for which a time cannot be had any more. */
const gone = ['TAKEN', 'WRONG_STATE', 'STALE_VERSION', 'INVALID', 'LIMIT_REACHED'];

/** Books by the public graph, in a client's name. */
export class PublicDesk implements BookingDesk {
  constructor(
    private readonly world: Pick<MessagingServices, 'publicGraph' | 'consentTravelsMs'>,
    private readonly caller: Pick<PublicCaller, 'tenant' | 'clientId'>,
    /** What this is done for: the same for every attempt at it. */
    private readonly occasion: string,
  ) {}

  async requestCode(phone: string): Promise<{ verificationId: string } | Refused> {
    const { requestPatientVerification: answer } = await this.change('requestCode', { phone, scopes: consentScopes });
    const refused = refusal(answer.userErrors, ['TOO_MANY_ATTEMPTS']);
    if (refused) return refused;
    if (answer.verificationId === null) throw new DeskDenied('A code was asked for, and nothing answered');
    return { verificationId: answer.verificationId };
  }

  async confirmCode(verificationId: string, code: string): Promise<{ patients: readonly Person[] } | Refused> {
    const { confirmPatientVerification: answer } = await this.change('confirmCode', { verificationId, code });
    const refused = refusal(answer.userErrors, ['WRONG_CREDENTIALS', 'TOO_MANY_ATTEMPTS', 'WRONG_STATE', 'INVALID']);
    if (refused) return refused;
    await delay(this.world.consentTravelsMs);
    return { patients: answer.patients };
  }

  async clinics(): Promise<Clinic[]> {
    const { branches } = await this.ask('clinics', {});
    return branches.nodes.filter(({ type }) => !closedToPatients.has(type)).map(({ id, name, timeZone }) => ({ id, name, timeZone }));
  }

  async services(clinicId: string): Promise<Service[]> {
    const { healthcareServices, practitioners } = await this.ask('services', { branchId: clinicId });
    return healthcareServices.nodes.flatMap(({ id, name, requiresPractitioner }) => {
      const giving = practitioners.nodes.filter(({ services }) => services.some(({ service }) => service?.id === id));
      if (requiresPractitioner && giving.length === 0) return [];
      return [{ id, name, practitioners: requiresPractitioner ? giving.map((person) => ({ id: person.id, name: person.name })) : [] }];
    });
  }

  async days(wanted: WantedTimes, among: readonly string[]): Promise<string[]> {
    const named = among.map((day, index) => ({ day, name: daySearches[index] ?? '' }));
    const searches = named.map(({ day, name }): [string, object] => [name, searchOf(wanted, day, 1)]);
    const found = await this.ask('days', Object.fromEntries(searches));
    return named.filter(({ name }) => (found[name]?.slots.length ?? 0) > 0).map(({ day }) => day);
  }

  async times(wanted: WantedTimes, day: string): Promise<FreeTime[]> {
    const { slots } = await this.ask('times', { input: searchOf(wanted, day, mostTimes) });
    return slots.slots.map(({ startsAt, practitioner }) => ({ startsAt, day, practitioner }));
  }

  async hold({ clinicId, serviceId, practitionerId, patientId, startsAt }: WantedVisit): Promise<HeldTime | Refused> {
    const input = { branchId: clinicId, serviceId, practitionerId, patientId, startsAt, holdMinutes };
    const { holdAppointment: answer } = await this.change('hold', input);
    const refused = refusal(answer.userErrors, gone);
    if (refused) return refused;
    const { appointment } = answer;
    if (!appointment) throw new DeskDenied('A time was held, and nothing answered');
    return {
      appointmentId: appointment.id,
      version: appointment.version,
      startsAt: appointment.startsAt,
      practitioner: appointment.practitioner,
    };
  }

  async confirm({ appointmentId }: HeldTime): Promise<{ booked: true } | Refused> {
    const { confirmAppointment: answer } = await this.change('confirm', { id: appointmentId });
    return refusal(answer.userErrors, [...gone, 'NOT_FOUND']) ?? { booked: true };
  }

  async release({ appointmentId, version }: HeldTime): Promise<void> {
    const input = { id: appointmentId, expectedVersion: version, by: 'PATIENT', reason: 'Another time was chosen by WhatsApp.' };
    // What cannot be given back runs out by itself, and nobody need wait for it.
    await this.change('callOff', input, 'release').catch((error: unknown) => {
      if (!(error instanceof DeskUnavailable) && !(error instanceof DeskDenied)) throw error;
    });
  }

  async visits(patientId: string): Promise<Visit[]> {
    const { appointments } = await this.ask('visits', { patientId, from: new Date().toISOString() });
    return appointments.nodes.flatMap(({ id, version, startsAt, timeZone, branch, service, practitioner }) =>
      service ? [{ appointmentId: id, version, startsAt, clinic: { ...branch, timeZone }, service, practitioner }] : [],
    );
  }

  async callOff({ appointmentId, version }: Visit): Promise<{ done: true } | Refused> {
    const input = { id: appointmentId, expectedVersion: version, by: 'PATIENT', reason: 'The patient called it off by WhatsApp.' };
    const { cancelAppointment: answer } = await this.change('callOff', input);
    return refusal(answer.userErrors, [...gone, 'NOT_FOUND']) ?? { done: true };
  }

  async move({ appointmentId, version }: Visit, { startsAt, practitioner }: FreeTime): Promise<{ done: true } | Refused> {
    const input = { id: appointmentId, expectedVersion: version, startsAt, ...(practitioner ? { practitionerId: practitioner.id } : {}) };
    const { rescheduleAppointment: answer } = await this.change('move', input);
    return refusal(answer.userErrors, [...gone, 'NOT_FOUND']) ?? { done: true };
  }

  private change<Name extends Operation>(name: Name, input: object, as: string = name): Promise<Answers[Name]> {
    return this.ask(name, { input }, `${this.occasion}:${as}`);
  }

  private async ask<Name extends Operation>(
    name: Name,
    variables: Record<string, unknown>,
    idempotencyKey?: string,
  ): Promise<Answers[Name]> {
    const caller: PublicCaller = { ...this.caller, ...(idempotencyKey === undefined ? {} : { idempotencyKey }) };
    const { data, errors } = await withinTime(
      this.world.publicGraph.execute<Answers[Name]>(caller, { query: operations[name], variables }),
    );
    const [error] = errors ?? [];
    if (!error && data) return data;
    const code = error?.extensions['code'];
    if (typeof code === 'string' && passing.has(code)) throw new DeskUnavailable(`${name}: ${error?.message}`);
    throw new DeskDenied(`${name}: ${error?.message ?? 'nothing was answered'}`);
  }
}

async function withinTime<Data>(asked: Promise<ExecutionResult<Data>>): Promise<ExecutionResult<Data>> {
  const given = new AbortController();
  const tooLong = delay(mostMs, null, { signal: given.signal, ref: false }).then(
    () => {
      throw new DeskUnavailable('The graph takes too long');
    },
    () => ({}),
  );
  try {
    return await Promise.race([asked, tooLong]);
  } catch (error) {
    throw error instanceof DeskUnavailable ? error : new DeskUnavailable('The graph cannot be reached', { cause: error });
  } finally {
    given.abort();
  }
}

function searchOf({ clinicId, serviceId, practitionerId }: WantedTimes, day: string, limit: number): object {
  const practitionerIds = practitionerId === null ? null : [practitionerId];
  return { serviceId, branchIds: [clinicId], practitionerIds, from: day, until: day, limit };
}

/** A refusal that the dialogue knows what to say to; any other is not for the patient to solve. */
function refusal(userErrors: readonly { readonly code: string; readonly message: string }[], expected: readonly string[]): Refused | null {
  const [error] = userErrors;
  if (!error) return null;
  if (!expected.includes(error.code)) throw new DeskDenied(`${error.code}: ${error.message}`);
  return { refused: error.code };
}
