import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { openScheduling, Practice, type Refused } from '../testing/practice.js';
import { termFields } from './visit-terms.js';

let subgraph: TestSubgraph;
let neighbours: ConstructorParameters<typeof Practice>[1];
beforeAll(async () => {
  ({ subgraph, neighbours } = await openScheduling());
});
afterAll(() => subgraph.close());

const terms = termFields.join(' ');
const fields = `service { id code name active requiresPractitioner version specialty { display } ${terms} }`;
interface Answer {
  readonly service: ({ readonly id: string; readonly version: number } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}
interface Offered {
  readonly practitionerService: { readonly id: string; readonly terms: Record<string, unknown> } | null;
  readonly userErrors: readonly Refused[];
}

const ofService = {
  durationMinutes: 30,
  bufferBeforeMinutes: 5,
  bufferAfterMinutes: 10,
  capacity: 2,
  alignmentMinutes: 20,
  minimumNoticeMinutes: 60,
  horizonDays: 45,
  followUpDays: 14,
  priceReference: 'consultation',
};

function practiceWithServices() {
  const clinic = new Practice(subgraph, neighbours);
  const create = (input: object, context = clinic.context) =>
    clinic.run<Answer>('createHealthcareService', fields, { code: 'GP-30', name: 'Consultation', terms: ofService, ...input }, context);
  const update = (input: object, context = clinic.context) => clinic.run<Answer>('updateHealthcareService', fields, input, context);
  const offer = (input: object, context = clinic.context) =>
    clinic.run<Offered>('offerService', `practitionerService { id ${terms} terms { ${terms} } }`, input, context);
  const withdraw = (input: object, context = clinic.context) =>
    clinic.run<{ withdrawnId: string | null }>('withdrawService', 'withdrawnId', input, context);
  const list = async (filter: object, context = clinic.context) => {
    const text =
      'query ($filter: HealthcareServiceFilter) { healthcareServices(first: 100, filter: $filter) { totalCount nodes { name } } }';
    const { healthcareServices } = await clinic.ask<{ healthcareServices: { totalCount: number; nodes: { name: string }[] } }>(
      text,
      { filter },
      context,
    );
    expect(healthcareServices.totalCount).toBe(healthcareServices.nodes.length);
    return healthcareServices.nodes.map(({ name }) => name);
  };
  return { clinic, create, update, offer, withdraw, list };
}

describe('a service', () => {
  it('says how it is booked, with values to begin with where none are given', async () => {
    const { create } = practiceWithServices();
    expect((await create({ specialty: { display: 'General practice' }, requiresPractitioner: false })).service).toMatchObject({
      code: 'GP-30',
      name: 'Consultation',
      active: true,
      requiresPractitioner: false,
      specialty: { display: 'General practice' },
      ...ofService,
    });
    expect((await create({ code: 'X-RAY', terms: { durationMinutes: 10 } })).service).toMatchObject({
      requiresPractitioner: true,
      specialty: null,
      durationMinutes: 10,
      bufferBeforeMinutes: 0,
      bufferAfterMinutes: 0,
      capacity: 1,
      alignmentMinutes: 15,
      minimumNoticeMinutes: 0,
      horizonDays: 90,
      followUpDays: null,
      priceReference: null,
    });
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED', 'A service needs a name.'],
    [{ code: '' }, 'INVALID', 'A code is 1 to 40 letters, digits, hyphens, dots or underscores.'],
    [{ code: 'G P' }, 'INVALID', 'A code is 1 to 40 letters, digits, hyphens, dots or underscores.'],
    [{ terms: {} }, 'REQUIRED', 'Say how long a visit takes.'],
    [{ specialty: { display: ' ' } }, 'REQUIRED', 'Say what the specialty is.'],
    ...(
      [
        ['durationMinutes', 0, '1 to 1440'],
        ['durationMinutes', 1441, '1 to 1440'],
        ['bufferBeforeMinutes', -1, '0 to 240'],
        ['bufferAfterMinutes', 241, '0 to 240'],
        ['capacity', 0, '1 to 1000'],
        ['alignmentMinutes', 0, '1 to 1440'],
        ['minimumNoticeMinutes', 525_601, '0 to 525600'],
        ['horizonDays', 731, '1 to 730'],
        ['followUpDays', 366, '1 to 365'],
      ] as const
    ).map(([field, value, bounds]): [object, string, string] => [
      { terms: { ...ofService, [field]: value } },
      'INVALID',
      `${field} is ${bounds}, not ${value}.`,
    ]),
  ])('is refused with %j', async (input, code, message) => {
    const { create, list } = practiceWithServices();
    expect(await create(input)).toEqual({ service: null, userErrors: [{ code, message }] });
    expect(await list({})).toEqual([]);
  });

  it("has a code of its own in its tenant, whatever another tenant's is", async () => {
    const [steppe, copperbelt] = [practiceWithServices(), practiceWithServices()];
    await steppe.create({});
    expect((await steppe.create({})).userErrors).toEqual([{ code: 'TAKEN', message: 'The code GP-30 is in use by another service.' }]);
    expect((await copperbelt.create({})).userErrors).toEqual([]);
  });

  it('changes field by field, by who has read it as it is', async () => {
    const { create, update } = practiceWithServices();
    const { service } = await create({ specialty: { display: 'General practice' } });
    const id = service?.id;
    expect((await update({ id, expectedVersion: 1, terms: { durationMinutes: 45 } })).service).toMatchObject({
      ...ofService,
      durationMinutes: 45,
      specialty: { display: 'General practice' },
      version: 2,
    });
    expect((await update({ id, expectedVersion: 1, active: false })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect(
      (
        await update({
          id,
          expectedVersion: 2,
          active: false,
          specialty: null,
          terms: { followUpDays: null, priceReference: null, capacity: null },
        })
      ).service,
    ).toMatchObject({
      ...ofService,
      durationMinutes: 45,
      active: false,
      specialty: null,
      followUpDays: null,
      priceReference: null,
    });
    expect((await update({ id, expectedVersion: 3, terms: { capacity: 1001 } })).userErrors).toEqual([
      { code: 'INVALID', message: 'capacity is 1 to 1000, not 1001.' },
    ]);
    expect((await update({ id, expectedVersion: 3, name: '' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id: newId('service'), expectedVersion: 1 })).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such service.' },
    ]);
  });

  it('is listed by name, and by who offers it', async () => {
    const { clinic, create, update, offer, list } = practiceWithServices();
    const practitionerId = await clinic.practitioner([]);
    const [xray, consultation] = [await create({ code: 'X', name: 'x-ray' }), await create({ name: 'Consultation' })];
    await offer({ practitionerId, serviceId: xray.service?.id });
    await update({ id: consultation.service?.id, expectedVersion: 1, active: false });
    expect(await list({})).toEqual(['Consultation', 'x-ray']);
    expect(await list({ active: true })).toEqual(['x-ray']);
    expect(await list({ practitionerId })).toEqual(['x-ray']);
    expect(await list({ practitionerId, active: false })).toEqual([]);
  });
});

describe('what a practitioner offers', () => {
  it.each([
    ['durationMinutes', 50],
    ['bufferBeforeMinutes', 0],
    ['bufferAfterMinutes', 0],
    ['capacity', 1],
    ['alignmentMinutes', 5],
    ['minimumNoticeMinutes', 0],
    ['horizonDays', 7],
    ['followUpDays', 30],
    ['priceReference', 'professor'],
  ])("has the practitioner's own %s, and the service's values for the rest", async (field, value) => {
    const { clinic, create, offer } = practiceWithServices();
    const { service } = await create({});
    const practitionerId = await clinic.practitioner([]);
    const { practitionerService } = await offer({ practitionerId, serviceId: service?.id, terms: { [field]: value } });
    expect(practitionerService).toMatchObject({
      ...Object.fromEntries(termFields.map((each) => [each, null])),
      [field]: value,
      terms: { ...ofService, [field]: value },
    });
  });

  it('is offered once, with the values that were said last', async () => {
    const { clinic, create, update, offer } = practiceWithServices();
    const { service } = await create({});
    const input = { practitionerId: await clinic.practitioner([]), serviceId: service?.id };
    const offers = await Promise.all(Array.from({ length: 5 }, () => offer({ ...input, terms: { durationMinutes: 50, capacity: 3 } })));
    expect(new Set(offers.map(({ practitionerService }) => practitionerService?.id)).size).toBe(1);
    expect((await offer({ ...input, terms: { capacity: 4 } })).practitionerService?.terms).toEqual({ ...ofService, capacity: 4 });
    await update({ id: service?.id, expectedVersion: 1, terms: { durationMinutes: 15, capacity: 9 } });
    expect((await offer({ ...input, terms: { capacity: 4 } })).practitionerService?.terms).toEqual({
      ...ofService,
      durationMinutes: 15,
      capacity: 4,
    });
  });

  it('can be withdrawn, and is booked no more', async () => {
    const { clinic, create, offer, withdraw } = practiceWithServices();
    const { service } = await create({ terms: { durationMinutes: 30 } });
    const input = { practitionerId: await clinic.practitioner([]), serviceId: service?.id };
    await clinic.hours({ practitionerId: input.practitionerId });
    const free = async () => (await clinic.slots({ serviceId: service?.id, from: clinic.day(1), until: clinic.day(1) })).length;
    const { practitionerService } = await offer(input);
    expect(await free()).toBeGreaterThan(0);
    expect(await withdraw(input)).toEqual({ withdrawnId: practitionerService?.id, userErrors: [] });
    expect(await free()).toBe(0);
    expect(await withdraw(input)).toEqual({
      withdrawnId: null,
      userErrors: [{ code: 'NOT_FOUND', message: 'This practitioner does not offer that service.' }],
    });
  });

  it('is refused of whom or what there is not, and out of bounds', async () => {
    const { clinic, create, offer } = practiceWithServices();
    const { service } = await create({});
    const practitionerId = await clinic.practitioner([]);
    const refused = (code: string, message: string) => ({ practitionerService: null, userErrors: [{ code, message }] });
    expect(await offer({ practitionerId: newId('practitioner'), serviceId: service?.id })).toEqual(
      refused('NOT_FOUND', 'There is no such practitioner.'),
    );
    expect(await offer({ practitionerId, serviceId: newId('service') })).toEqual(refused('NOT_FOUND', 'There is no such service.'));
    expect(await offer({ practitionerId, serviceId: service?.id, terms: { horizonDays: 0 } })).toEqual(
      refused('INVALID', 'horizonDays is 1 to 730, not 0.'),
    );
  });
});

it('other tenants, other branches and whoever lacks the permission change nothing', async () => {
  const { clinic, create, update, offer, withdraw, list } = practiceWithServices();
  const { service } = await create({});
  const practitionerId = await clinic.practitioner([service?.id ?? '']);
  const input = { practitionerId, serviceId: service?.id };
  const permissions = ['schedules:manage', 'schedules:read'];
  const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
  const elsewhere = contextOf({ tenant: clinic.tenant, permissions, branches: [newId('branch')] });
  const clerk = contextOf({ tenant: clinic.tenant, permissions: ['schedules:read'] });
  expect(await list({}, stranger)).toEqual([]);
  for (const refused of [
    await update({ id: service?.id, expectedVersion: 1, name: 'Nothing' }, stranger),
    await offer(input, stranger),
    await withdraw(input, stranger),
  ]) {
    expect(refused.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  }
  const worksElsewhere = [{ code: 'NOT_ALLOWED', message: 'This practitioner works at none of the branches where you may do this.' }];
  for (const refused of [await offer(input, elsewhere), await withdraw(input, elsewhere)])
    expect(refused.userErrors).toEqual(worksElsewhere);
  for (const attempt of [
    () => create({ code: 'Z' }, clerk),
    () => update({ id: service?.id, expectedVersion: 1 }, clerk),
    () => offer(input, clerk),
    () => withdraw(input, clerk),
  ]) {
    await expect(attempt()).rejects.toThrow('schedules:manage');
  }
  await expect(list({}, contextOf({ tenant: clinic.tenant, permissions: ['queue:read'] }))).rejects.toThrow('schedules:read');
  expect(await list({ practitionerId })).toEqual(['Consultation']);
});
