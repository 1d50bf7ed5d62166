import { newId } from '#kernel/graph/type-id.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { contextOf, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { scheduling } from '../index.js';
import { bookedFields, Practice, type Booked, type PracticeOptions } from './practice.js';

export type Neighbours = Practice['neighbours'];

interface Facts {
  readonly status: string;
  readonly startsAt: string;
  readonly version: number;
  readonly freeFollowUp: boolean;
  readonly cancelledBy: string | null;
  readonly cancellationReason: string | null;
  readonly branch: { readonly id: string };
  readonly practitioner: { readonly id: string } | null;
  readonly resources: readonly { readonly id: string }[];
  readonly history: readonly {
    readonly kind: string;
    readonly status: string;
    readonly startsAt: string;
    readonly reason: string | null;
    readonly createdBy: string | null;
  }[];
}

type Appointment = NonNullable<Booked['appointment']>;

/** A practice where Dr Oyuun sees patients from nine to five, every day. */
export class Clinic {
  private constructor(
    readonly subgraph: TestSubgraph,
    readonly practice: Practice,
    readonly serviceId: string,
    readonly practitionerId: string,
  ) {}

  static async open(
    subgraph: TestSubgraph,
    neighbours: Neighbours,
    terms: object = { durationMinutes: 30 },
    options: PracticeOptions = {},
  ): Promise<Clinic> {
    const practice = new Practice(subgraph, neighbours, options);
    const serviceId = await practice.service(terms);
    const practitionerId = await practice.practitioner([serviceId]);
    await practice.hours({ practitionerId });
    return new Clinic(subgraph, practice, serviceId, practitionerId);
  }

  /** Tomorrow at this time, unless `more` says another day or day and time. */
  visit(time: string, { daysAhead = 1, ...more }: { daysAhead?: number } & Record<string, unknown> = {}): object {
    const { practice, serviceId, practitionerId } = this;
    return {
      branchId: practice.branchId,
      patientId: newId('patient'),
      serviceId,
      practitionerId,
      startsAt: practice.at(daysAhead, time),
      ...more,
    };
  }

  async booked(time: string, more: { daysAhead?: number } & Record<string, unknown> = {}): Promise<Appointment> {
    return this.made('bookAppointment', this.visit(time, more));
  }

  async held(time: string, more: { daysAhead?: number } & Record<string, unknown> = {}): Promise<Appointment> {
    return this.made('holdAppointment', this.visit(time, more));
  }

  async made(mutation: string, input: object): Promise<Appointment> {
    const { appointment } = await this.practice.done<Booked>(mutation, bookedFields, input);
    if (!appointment) throw new Error(`${mutation} gave no appointment`);
    return appointment;
  }

  /** The codes of the refusals, or the status that the appointment has now. */
  async outcome(mutation: string, input: object, context?: RequestContext): Promise<string> {
    const { appointment, userErrors } = await this.practice.run<Booked>(mutation, bookedFields, input, context);
    return userErrors.length > 0 ? [...new Set(userErrors.map(({ code }) => code))].join(' ') : (appointment?.status ?? 'nothing');
  }

  cancel(
    { id, version }: Pick<Appointment, 'id' | 'version'>,
    more: object = {},
  ): Promise<{ appointment: Appointment; cancelled: { id: string }[] }> {
    const input = { id, expectedVersion: version, by: 'PATIENT', reason: 'Cannot come', ...more };
    return this.practice.done('cancelAppointment', `${bookedFields} cancelled { id }`, input);
  }

  async facts(id: string, context = this.practice.context): Promise<Facts> {
    const fields = `status startsAt version freeFollowUp cancelledBy cancellationReason branch { id } practitioner { id } resources { id }
      history { kind status startsAt reason createdBy }`;
    return (await this.practice.ask<{ appointment: Facts }>(`query ($id: ID!) { appointment(id: $id) { ${fields} } }`, { id }, context))
      .appointment;
  }

  /** The times that are free on a day, on the wall clock. */
  async free(daysAhead = 1, more: object = {}): Promise<string[]> {
    const day = this.practice.day(daysAhead);
    const found = await this.practice.slots({ serviceId: this.serviceId, from: day, until: day, ...more });
    const clock = new Intl.DateTimeFormat('en-GB', { timeZone: this.practice.timeZone, hour: '2-digit', minute: '2-digit' });
    return found.map(({ startsAt }) => clock.format(new Date(startsAt)));
  }

  /** Somebody of the same tenant with fewer rights. */
  somebody(
    permissions: readonly string[] = Object.keys(scheduling.permissions),
    branches: 'all' | readonly string[] = 'all',
  ): RequestContext {
    return contextOf({ tenant: this.practice.tenant, permissions, branches });
  }
}
