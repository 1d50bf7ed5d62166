import type { TenantReference } from '#kernel/context/request-context.js';
import type { DemoBranch } from './demo-data.js';
import { Random } from './random.js';

/** Sends one mutation to a subgraph as the system of a tenant, or as one of its staff, and fails on user errors. */
export type Mutate = <Result>(subgraph: string, tenant: TenantReference, text: string, input: object, actingId?: string) => Promise<Result>;
export type Ask = <Data>(subgraph: string, tenant: TenantReference, query: string, variables: Record<string, unknown>) => Promise<Data>;

export interface SeededBranch {
  readonly id: string;
  readonly demo: DemoBranch;
}

const services = [
  { code: 'GP-15', name: 'General consultation', terms: { durationMinutes: 15, followUpDays: 7, priceReference: 'consultation' } },
  {
    code: 'SP-30',
    name: 'Specialist visit',
    terms: { durationMinutes: 30, bufferAfterMinutes: 5, minimumNoticeMinutes: 60, followUpDays: 14, priceReference: 'specialist' },
  },
  {
    code: 'VAC-G',
    name: 'Vaccination hour',
    terms: { durationMinutes: 60, capacity: 10, alignmentMinutes: 60, priceReference: 'vaccination' },
  },
] as const;

const specialties = [
  { system: 'http://snomed.info/sct', code: '394814009', display: 'General practice' },
  { system: 'http://snomed.info/sct', code: '394579002', display: 'Cardiology' },
  { system: 'http://snomed.info/sct', code: '394537008', display: 'Paediatrics' },
] as const;

const weekdays = 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR';
const firstMonday = '2026-01-05';
const dayMs = 86_400_000;

/** Calendars, rooms, queues and the first appointments of a demo tenant, at its branches that see patients. */
export async function seedScheduling(
  { mutate, ask }: { mutate: Mutate; ask: Ask },
  tenant: TenantReference,
  branches: readonly SeededBranch[],
  { doctorStaffId, patientIds, seed }: { doctorStaffId: string | null; patientIds: readonly string[]; seed: number },
): Promise<void> {
  const random = new Random(seed);
  const make = async <Type extends string>(mutation: string, type: Type, input: object): Promise<string> => {
    const name = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${name}!) { result: ${mutation}(input: $input) { ${type} { id } userErrors { message } } }`;
    return (await mutate<Record<Type, { id: string }>>('scheduling', tenant, text, input))[type].id;
  };
  const serviceIds: string[] = [];
  for (const service of services) serviceIds.push(await make('createHealthcareService', 'service', service));
  const patients = [...patientIds];
  for (const { id: branchId, demo } of branches.filter(({ demo: { type } }) => type === 'CLINIC' || type === 'HOSPITAL')) {
    for (const name of ['Room 1', 'Room 2']) await make('createResource', 'resource', { branchId, kind: 'ROOM', name });
    await make('createResource', 'resource', { branchId, kind: 'DEVICE', name: 'Electrocardiograph' });
    await make('createServicePoint', 'servicePoint', { branchId, name: 'Registration', prefix: 'A', expectedMinutes: 4 });
    await make('createServicePoint', 'servicePoint', { branchId, name: 'Consultation', prefix: 'B', expectedMinutes: 15 });
    await make('addBranchClosure', 'closure', { branchId, name: "New Year's Day", startsOn: '2027-01-01' });
    for (const [index, specialty] of specialties.entries()) {
      const isStaff = index === 0 && branchId === branches[0]?.id;
      const name = `Dr ${random.pick(demo.given.FEMALE)} ${random.pick(demo.families)}`;
      const practitionerId = await make('createPractitioner', 'practitioner', {
        name,
        branchIds: [branchId],
        specialties: [specialty],
        ...(isStaff ? { staffId: doctorStaffId } : {}),
      });
      for (const serviceId of serviceIds) await make('offerService', 'practitionerService', { practitionerId, serviceId });
      const hours = [
        { startsOn: firstMonday, from: '09:00', until: '13:00', rule: weekdays },
        { startsOn: firstMonday, from: '14:00', until: '18:00', rule: weekdays },
      ];
      await make('createSchedule', 'schedule', { branchId, practitionerId, name: 'Clinic', hours });
      if (demo.type === 'HOSPITAL') {
        const rounds = [{ startsOn: firstMonday, from: '09:00', until: '11:00', rule: 'FREQ=WEEKLY;BYDAY=TU,TH' }];
        await make('createSchedule', 'schedule', { branchId, practitionerId, context: 'ROUNDS', name: 'Ward rounds', hours: rounds });
      }
    }
    const from = new Date().toISOString().slice(0, 10);
    const until = new Date(Date.now() + 14 * dayMs).toISOString().slice(0, 10);
    for (const patientId of patients.splice(0, 6)) {
      const serviceId = random.pick([serviceIds[0] ?? '', serviceIds[1] ?? '']);
      const found = await ask<{ slots: { slots: { startsAt: string; practitioner: { id: string } }[] } }>(
        'scheduling',
        tenant,
        `query ($input: SlotSearchInput!) { slots(input: $input) { slots { startsAt practitioner { id } } } }`,
        { input: { serviceId, branchIds: [branchId], from, until, limit: 200 } },
      );
      const slot = found.slots.slots[random.below(found.slots.slots.length)];
      if (!slot) continue;
      await make('bookAppointment', 'appointment', {
        branchId,
        patientId,
        serviceId,
        practitionerId: slot.practitioner.id,
        startsAt: slot.startsAt,
        reason: 'Check-up',
      });
    }
  }
}
