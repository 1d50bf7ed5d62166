import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type {
  DeliveryOutcome,
  NotificationChannel,
  NotificationMessage,
  NotificationPort,
} from '#kernel/notifications/notification-port.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph, type TestSubgraphOptions } from '#kernel/testing/test-subgraph.js';
import { ZoneClock } from '#kernel/calendar/zone-clock.js';
import { scheduling } from '../index.js';

/** All of scheduling, and what a receptionist has beside it. */
const permissions = [...Object.keys(scheduling.permissions), 'patients:read'];
const dayMs = 86_400_000;

export interface Refused {
  readonly code: string;
  readonly message: string;
}

/** What other subgraphs say of branches and patients, for tests to decide. */
interface Neighbours {
  readonly branches: Map<string, BranchCalendar>;
  readonly patients: Map<string, object>;
  readonly staff: Map<string, { readonly displayName: string }>;
  /** Ids that nobody has. All others exist when their existence is all that is asked, and patients also when they are read. */
  readonly missing: Set<string>;
}

/** A patient of whom the test says no more. */
const somebody = { name: 'Somebody', language: null, timeZone: null, telecom: [], deceased: false, deletedAt: null };

/** Writes down what would have been delivered. */
export class RecordedNotifications implements NotificationPort {
  readonly channels = new Set<NotificationChannel>(['EMAIL', 'SMS', 'WHATSAPP', 'LOG']);
  readonly sent: NotificationMessage[] = [];
  outcome: () => Promise<DeliveryOutcome> = () => Promise.resolve({ status: 'SENT', providerId: 'test' });

  deliver(message: NotificationMessage): Promise<DeliveryOutcome> {
    this.sent.push(message);
    return this.outcome();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

/** Scheduling on a database of its own, with neighbours that know what the test tells them. */
export async function openScheduling({ log }: Pick<TestSubgraphOptions, 'log'> = {}): Promise<{
  subgraph: TestSubgraph;
  neighbours: Neighbours;
  notifications: RecordedNotifications;
}> {
  const neighbours: Neighbours = { branches: new Map(), patients: new Map(), staff: new Map(), missing: new Set() };
  const notifications = new RecordedNotifications();
  const read = (type: string, ids: readonly string[]): Promise<ReadonlyMap<string, never>> => {
    const owned: Readonly<Record<string, (id: string) => object | undefined>> = {
      Branch: (id) => neighbours.branches.get(id),
      Patient: (id) => ({ ...somebody, ...neighbours.patients.get(id) }),
      Staff: (id) => neighbours.staff.get(id),
    };
    const found = ids.flatMap((id): [string, never][] => {
      const fields = neighbours.missing.has(id) ? undefined : owned[type]?.(id);
      return fields ? [[id, { id, ...fields } as never]] : [];
    });
    return Promise.resolve(new Map(found));
  };
  const existing = (_type: string, ids: readonly string[]): Promise<Set<string>> =>
    Promise.resolve(new Set(ids.filter((id) => !neighbours.missing.has(id))));
  const subgraph = await openTestSubgraph(scheduling, {
    entities: { existing, read },
    services: { notifications },
    ...(log ? { log } : {}),
  });
  return { subgraph, neighbours, notifications };
}

/** A zone in which today lasts another hour at least, for visits that are of today and still to come. */
export function zoneByDay(): string {
  const zones = ['Asia/Ulaanbaatar', 'Africa/Lusaka'] as const;
  return zones.find((zone) => new Date(ZoneClock.of(zone).toWall(Date.now())).getUTCHours() < 22) ?? zones[0];
}

export interface PracticeOptions {
  readonly timeZone?: string;
  readonly openingHours?: BranchCalendar['openingHours'];
}

/** A tenant with one branch, and the words in which its people speak to the graph. */
export class Practice {
  readonly tenant: TenantReference;
  readonly branchId = newId('branch');
  readonly context: RequestContext;
  readonly timeZone: string;
  /** The days of a practice are counted from the one on which it began: a test may go on past midnight. */
  private readonly began = Date.now();

  constructor(
    private readonly subgraph: TestSubgraph,
    readonly neighbours: Neighbours,
    { timeZone = 'Asia/Ulaanbaatar', openingHours = [] }: PracticeOptions = {},
  ) {
    this.tenant = testTenant('steppe');
    this.timeZone = timeZone;
    this.addBranch(this.branchId, timeZone, openingHours);
    this.context = contextOf({ tenant: this.tenant, permissions });
  }

  addBranch(id: string, timeZone: string, openingHours: BranchCalendar['openingHours'] = []): string {
    this.neighbours.branches.set(id, { timeZone, openingHours });
    return id;
  }

  /** A patient whose record was deleted; it still answers, as it can be restored. */
  deletedPatient(id: string = newId('patient')): string {
    this.neighbours.patients.set(id, { ...this.neighbours.patients.get(id), deletedAt: '2026-01-01T00:00:00.000Z' });
    return id;
  }

  async run<Payload>(
    mutation: string,
    fields: string,
    input: object,
    context = this.context,
  ): Promise<Payload & { userErrors: Refused[] }> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message } } }`;
    return (await this.ask<{ result: Payload & { userErrors: Refused[] } }>(text, { input }, context)).result;
  }

  /** As `run`, for what must succeed. */
  async done<Payload>(mutation: string, fields: string, input: object): Promise<Payload> {
    const payload = await this.run<Payload>(mutation, fields, input);
    if (payload.userErrors.length > 0) throw new Error(`${mutation}: ${payload.userErrors.map(({ message }) => message).join(' ')}`);
    return payload;
  }

  async ask<Data>(query: string, variables: Record<string, unknown> = {}, context = this.context): Promise<Data> {
    const { data, errors } = await this.subgraph.execute<Data>(query, context, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  async service(terms: object = { durationMinutes: 30 }, more: object = {}): Promise<string> {
    const input = { code: `S${newId('x').slice(-8)}`, name: 'Consultation', terms, ...more };
    return (await this.done<{ service: { id: string } }>('createHealthcareService', 'service { id }', input)).service.id;
  }

  async practitioner(
    serviceIds: readonly string[],
    { name = 'Dr Oyuun', branchIds = [this.branchId] as string[], terms = {} } = {},
  ): Promise<string> {
    const { practitioner } = await this.done<{ practitioner: { id: string } }>('createPractitioner', 'practitioner { id }', {
      name,
      branchIds,
    });
    for (const serviceId of serviceIds)
      await this.done('offerService', 'practitionerService { id }', { practitionerId: practitioner.id, serviceId, terms });
    return practitioner.id;
  }

  async room(more: object = {}): Promise<string> {
    const input = { branchId: this.branchId, kind: 'ROOM', name: `Room ${newId('x').slice(-8)}`, ...more };
    return (await this.done<{ resource: { id: string } }>('createResource', 'resource { id }', input)).resource.id;
  }

  /** Every day from nine to five from long ago, unless said otherwise. */
  async hours(actor: object, hours: object = {}, more: object = {}): Promise<string> {
    const entry = { startsOn: '2024-01-01', from: '09:00', until: '17:00', rule: 'FREQ=DAILY', ...hours };
    const input = { branchId: this.branchId, hours: [entry], ...actor, ...more };
    return (await this.done<{ schedule: { id: string } }>('createSchedule', 'schedule { id }', input)).schedule.id;
  }

  async servicePoint(prefix = 'A', more: object = {}): Promise<string> {
    const input = { branchId: this.branchId, name: `Desk ${prefix}`, prefix, ...more };
    return (await this.done<{ servicePoint: { id: string } }>('createServicePoint', 'servicePoint { id }', input)).servicePoint.id;
  }

  /** Somebody joins a queue. */
  async ticket(servicePointId: string, more: object = {}): Promise<Ticket> {
    return (await this.done<{ ticket: Ticket }>('issueTicket', `ticket { ${ticketFields} }`, { servicePointId, ...more })).ticket;
  }

  /** A step of a ticket, and what it answers: `callNextTicket`, `skipTicket` and the like. */
  serve(step: string, input: object, context = this.context): Promise<Served> {
    return this.run<{ ticket: Ticket | null }>(step, `ticket { ${ticketFields} }`, input, context);
  }

  async unavailable(input: object): Promise<{ affectedCount: number; affectedAppointments: { id: string }[] }> {
    return this.done('addUnavailability', 'affectedCount affectedAppointments { id }', { kind: 'LEAVE', ...input });
  }

  async slots(
    input: object,
  ): Promise<{ status: string; startsAt: string; places: number; practitioner: { id: string } | null; branch: { id: string } }[]> {
    const fields = 'slots { status startsAt places practitioner { id } branch { id } }';
    const { slots } = await this.ask<{ slots: { slots: never[] } }>(
      `query ($input: SlotSearchInput!) { slots(input: $input) { ${fields} } }`,
      {
        input: { branchIds: [this.branchId], limit: 1000, ...input },
      },
    );
    return slots.slots;
  }

  /** A day so far ahead, and a time on it, on the wall clock of the branch. */
  at(daysAhead: number, time: string): string {
    return this.instant(this.day(daysAhead), time);
  }

  instant(day: string, time: string): string {
    return new Date(ZoneClock.of(this.timeZone).toInstant(Date.parse(`${day}T${time}:00Z`))).toISOString();
  }

  day(daysAhead: number): string {
    return new Date(ZoneClock.of(this.timeZone).toWall(this.began) + daysAhead * dayMs).toISOString().slice(0, 10);
  }
}

export interface Ticket {
  readonly id: string;
  readonly code: string;
  readonly number: number;
  readonly status: string;
  readonly localDate: string;
  readonly waitingSince: string;
  readonly timesCalled: number;
  readonly servicePoint: { readonly id: string };
}

export interface Served {
  readonly ticket: Ticket | null;
  readonly userErrors: readonly Refused[];
}

const ticketFields = 'id code number status localDate waitingSince timesCalled servicePoint { id }';

export interface Booked {
  readonly appointment: { readonly id: string; readonly version: number; readonly status: string; readonly startsAt: string } | null;
  readonly userErrors: readonly Refused[];
}

/** What a booking answers, as tests look at it. */
export const bookedFields = 'appointment { id version status startsAt }';
