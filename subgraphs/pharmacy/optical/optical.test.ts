import { readdir, readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { GraphQLInputObjectType } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { buildSubgraph } from '#kernel/subgraph/build-schema.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { addMonths } from '../prescriptions/validity.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery } from '../testing/surgery.js';
import { nextOpticalStatuses, OpticalPrescriptionStatus } from './optical-terms.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = `id version number scanCode status statusReason signedAt writtenOn validUntil isExpired pupillaryDistance note
  branch { id } patient { id } prescriber { id } encounter { id }
  lenses { eye product sphere cylinder axis add prisms { amount base } pupillaryDistance backDistance power baseCurve diameter note
    transposed { sphere cylinder axis } }`;

interface Glasses {
  readonly id: string;
  readonly version: number;
  readonly status: string;
  readonly number: string | null;
  readonly scanCode: string | null;
  readonly writtenOn: string;
  readonly lenses: readonly object[];
  readonly [field: string]: unknown;
}

/** What an optometrist does. */
class Optometry extends Surgery {
  async told(
    mutation: string,
    input: object,
    context: RequestContext = this.doctor,
  ): Promise<{ opticalPrescription: Glasses | null; userErrors: Refused[] }> {
    return this.run(mutation, `opticalPrescription { ${fields} }`, input, context);
  }

  prescribe(more: object = {}, context = this.doctor): ReturnType<Optometry['told']> {
    const input = { branchId: this.branchId, patientId: this.patientId, lenses: [{ eye: 'RIGHT', sphere: -2 }], ...more };
    return this.told('writeOpticalPrescription', input, context);
  }

  async begun(more: object = {}): Promise<Glasses> {
    return must(await this.prescribe(more));
  }

  to(mutation: string, { id, version }: Glasses, more: object = {}, context = this.doctor): ReturnType<Optometry['told']> {
    const reason = /^(sign|update)/.test(mutation) ? {} : { reason: 'Wrong eye' };
    return this.told(mutation, { id, expectedVersion: version, ...reason, ...more }, context);
  }

  async agreed(more: object = {}): Promise<Glasses> {
    return must(await this.to('signOpticalPrescription', await this.begun(more)));
  }

  async seen(id: string, context = this.doctor): Promise<Glasses | null> {
    const query = `query ($id: ID!) { opticalPrescription(id: $id) { ${fields} } }`;
    return (await this.ask<{ opticalPrescription: Glasses | null }>(query, { id }, context)).opticalPrescription;
  }
}

function must({ opticalPrescription, userErrors }: { opticalPrescription: Glasses | null; userErrors: Refused[] }): Glasses {
  if (!opticalPrescription) throw new Error(userErrors.map(({ message }) => message).join(' '));
  return opticalPrescription;
}

it('glasses and contact lenses are kept to the hundredth, the right eye first', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const right = {
    eye: 'RIGHT',
    sphere: 1.25,
    cylinder: -0.5,
    axis: 5,
    add: 2.25,
    prisms: [
      { amount: 1.5, base: 'IN' },
      { amount: 0.25, base: 'UP' },
    ],
    backDistance: 12.5,
    note: ' Varifocal ',
  };
  const left = { eye: 'LEFT', sphere: 0, cylinder: 0, backDistance: 12 };
  const contact = { eye: 'LEFT', product: 'CONTACT_LENS', power: -10.75, cylinder: -1.25, axis: 180, baseCurve: 8.65, diameter: 14.2 };
  const draft = await optometry.begun({ lenses: [contact, left, right], pupillaryDistance: 62.5, note: 'For driving' });
  expect(draft).toMatchObject({
    version: 1,
    number: null,
    scanCode: null,
    status: 'DRAFT',
    validUntil: addMonths(draft.writtenOn, 12),
    isExpired: false,
    pupillaryDistance: 62.5,
    note: 'For driving',
    branch: { id: optometry.branchId },
    patient: { id: optometry.patientId },
    prescriber: { id: optometry.doctorId },
  });
  const nothing = {
    cylinder: null,
    axis: null,
    add: null,
    prisms: [],
    pupillaryDistance: null,
    backDistance: null,
    power: null,
    baseCurve: null,
    diameter: null,
    note: null,
  };
  expect(draft.lenses).toEqual([
    {
      ...nothing,
      ...right,
      product: 'SPECTACLE_LENS',
      prisms: [
        { amount: 0.25, base: 'UP' },
        { amount: 1.5, base: 'IN' },
      ],
      note: 'Varifocal',
      transposed: { sphere: 0.75, cylinder: 0.5, axis: 95 },
    },
    { ...nothing, eye: 'LEFT', product: 'SPECTACLE_LENS', sphere: 0, backDistance: 12, transposed: null },
    { ...nothing, ...contact, sphere: null, transposed: { sphere: -12, cylinder: 1.25, axis: 90 } },
  ]);
  expect(await optometry.seen(draft.id)).toEqual(draft);
});

describe('glasses are refused', () => {
  const lens = { eye: 'RIGHT', sphere: 1 };
  const contact = { eye: 'RIGHT', product: 'CONTACT_LENS', power: -1, baseCurve: 8.6, diameter: 14.2 };
  it.each<[string, object, string]>([
    ['for no eye', { lenses: [] }, 'Say what at least one eye needs.'],
    ['twice for one eye', { lenses: [lens, { ...lens, sphere: 2 }] }, 'Each eye has at most one lens of each product.'],
    ['without a sphere', { lenses: [{ eye: 'RIGHT' }] }, 'A lens of glasses needs its sphere.'],
    ['between quarters', { lenses: [{ ...lens, sphere: 1.3 }] }, 'sphere is -30 to 30 in steps of 0.25, not 1.3.'],
    ['finer than a hundredth', { lenses: [{ ...lens, sphere: 0.2500001 }] }, 'sphere is -30 to 30 in steps of 0.25, not 0.2500001.'],
    ['stronger than any', { lenses: [{ ...lens, sphere: 30.25 }] }, 'sphere is -30 to 30 in steps of 0.25, not 30.25.'],
    ['with too much cylinder', { lenses: [{ ...lens, cylinder: -12.25, axis: 1 }] }, 'cylinder is -12 to 12 in steps of 0.25, not -12.25.'],
    ['with a cylinder that lies nowhere', { lenses: [{ ...lens, cylinder: 1 }] }, 'A cylinder needs its axis.'],
    [
      'with an axis of nothing',
      { lenses: [{ ...lens, axis: 90 }] },
      'An axis without a cylinder says nothing: leave it out, or say the cylinder.',
    ],
    [
      'with an axis of a zero cylinder',
      { lenses: [{ ...lens, cylinder: 0, axis: 90 }] },
      'An axis without a cylinder says nothing: leave it out, or say the cylinder.',
    ],
    ['with an axis of 0', { lenses: [{ ...lens, cylinder: 1, axis: 0 }] }, 'axis is 1 to 180 whole degrees, not 0.'],
    ['with an axis of 181', { lenses: [{ ...lens, cylinder: 1, axis: 181 }] }, 'axis is 1 to 180 whole degrees, not 181.'],
    ['with no add as one', { lenses: [{ ...lens, add: 0 }] }, 'add is 0.25 to 4 in steps of 0.25, not 0.'],
    ['with an add below zero', { lenses: [{ ...lens, add: -1 }] }, 'add is 0.25 to 4 in steps of 0.25, not -1.'],
    [
      'with a prism of nothing',
      { lenses: [{ ...lens, prisms: [{ amount: 0, base: 'UP' }] }] },
      'prisms is 0.25 to 20 in steps of 0.25, not 0.',
    ],
    [
      'with prisms against each other',
      {
        lenses: [
          {
            ...lens,
            prisms: [
              { amount: 1, base: 'UP' },
              { amount: 1, base: 'DOWN' },
            ],
          },
        ],
      },
      'A lens has at most one prism up or down, and one in or out: add them up.',
    ],
    ['with eyes too close', { lenses: [lens], pupillaryDistance: 39.5 }, 'pupillaryDistance is 40 to 85 in steps of 0.5, not 39.5.'],
    [
      'with an eye too far out',
      { lenses: [{ ...lens, pupillaryDistance: 43 }] },
      'pupillaryDistance is 20 to 42.5 in steps of 0.5, not 43.',
    ],
    [
      'with pupils measured twice',
      { lenses: [{ ...lens, pupillaryDistance: 31 }], pupillaryDistance: 62 },
      'Say the pupillary distance either of both eyes together, or of each eye.',
    ],
    ['with contact lenses of glasses', { lenses: [{ ...lens, diameter: 14 }] }, 'A lens of glasses has no diameter: leave it out.'],
    ['with glasses of contact lenses', { lenses: [{ ...contact, backDistance: 12 }] }, 'A contact lens has no backDistance: leave it out.'],
    ['with contact lenses of no curve', { lenses: [{ ...contact, baseCurve: null }] }, 'A contact lens needs its baseCurve.'],
    ['with a curve that no box bears', { lenses: [{ ...contact, baseCurve: 8.61 }] }, 'baseCurve is 5 to 11 in steps of 0.05, not 8.61.'],
    ['of yesterday', { validUntil: '2020-01-01' }, 'It would have ended on 2020-01-01'],
    ['for longer than two years', { validUntil: '2099-01-01' }, '24 months.'],
    ['with a book of notes', { note: 'x'.repeat(1001) }, 'note holds at most 1000 characters.'],
  ])('%s', async (_name, more, message) => {
    const optometry = new Optometry(subgraph, neighbours);
    const { opticalPrescription, userErrors } = await optometry.prescribe(more);
    expect(opticalPrescription).toBeNull();
    expect(userErrors.map((error) => error.message)).toEqual([expect.stringContaining(message) as string]);
  });

  it('with a prism of no base, or a base of no prism, before they are asked for', async () => {
    const { schema } = await buildSubgraph(pharmacy);
    const prism = schema.getType('PrismInput') as GraphQLInputObjectType;
    expect(Object.values(prism.getFields()).map(({ name, type }) => `${name}: ${String(type)}`)).toEqual([
      'amount: Float!',
      'base: PrismBase!',
    ]);
  });

  it('for patients and encounters that are not there, at other branches, and without the permission', async () => {
    const optometry = new Optometry(subgraph, neighbours);
    const [nobody, encounterId] = [newId('patient'), newId('encounter')];
    neighbours.missing.add(nobody);
    neighbours.of('Encounter').set(encounterId, { patient: { id: newId('patient') } });
    const codes = async (more: object, context = optometry.doctor) =>
      (await optometry.prescribe(more, context)).userErrors.map(({ message }) => message);
    expect(await codes({ patientId: nobody })).toEqual(['There is no such patient.']);
    expect(await codes({ encounterId })).toEqual(['There is no such encounter of this patient.']);
    expect(await codes({}, optometry.somebody({ branches: [newId('branch')] }))).toEqual([
      'There is no such branch among those where you may do this.',
    ]);
    await expect(codes({}, optometry.somebody({ permissions: ['prescriptions:read'] }))).rejects.toThrow('prescriptions:write');
  });
});

it('a draft is changed field by field, its lenses as a whole', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const draft = await optometry.begun({ pupillaryDistance: 62, note: 'Old' });
  const change = (more: object, version: number) => optometry.to('updateOpticalPrescription', { ...draft, version }, more);
  const lenses = [{ eye: 'LEFT', sphere: 3, pupillaryDistance: 31.5 }];
  expect(must(await change({ lenses }, 1))).toMatchObject({
    version: 2,
    pupillaryDistance: null,
    note: 'Old',
    lenses: [{ eye: 'LEFT', sphere: 3 }],
  });
  expect((await change({ note: 'New' }, 1)).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
  expect(must(await change({ lenses: [{ eye: 'LEFT', sphere: 3.25 }] }, 2))).toMatchObject({ version: 3, lenses: [{ sphere: 3.25 }] });
  expect((await change({ pupillaryDistance: 60 }, 3)).userErrors).toEqual([
    { code: 'REQUIRED', message: 'Send the lenses together with the pupillary distance.' },
  ]);
  const validUntil = addMonths(draft.writtenOn, 24);
  expect(must(await change({ note: null, validUntil }, 3))).toMatchObject({
    version: 4,
    note: null,
    validUntil,
    lenses: [{ sphere: 3.25 }],
  });
});

describe('the statuses of glasses', () => {
  const { DRAFT, ACTIVE, CANCELLED, ENTERED_IN_ERROR } = OpticalPrescriptionStatus;
  const ways = [
    ['signOpticalPrescription', ACTIVE],
    ['cancelOpticalPrescription', CANCELLED],
    ['markOpticalPrescriptionInError', ENTERED_IN_ERROR],
  ] as const;
  const inStatus = async (optometry: Optometry, status: OpticalPrescriptionStatus): Promise<Glasses> => {
    const draft = await optometry.begun();
    if (status === DRAFT) return draft;
    const agreed = must(await optometry.to('signOpticalPrescription', draft));
    const [mutation] = ways.find(([, to]) => to === status) ?? [];
    return status === ACTIVE || !mutation ? agreed : must(await optometry.to(mutation, agreed));
  };
  const cases = Object.values(OpticalPrescriptionStatus).flatMap((from) => ways.map(([mutation, to]) => [mutation, from, to] as const));

  it.each(cases)('%s of one that is %s does what the table says', async (mutation, from, to) => {
    const optometry = new Optometry(subgraph, neighbours);
    const before = await inStatus(optometry, from);
    expect(before.status).toBe(from);
    const { opticalPrescription, userErrors } = await optometry.to(mutation, before);
    if (nextOpticalStatuses(from).includes(to)) {
      expect(opticalPrescription).toMatchObject({
        status: to,
        version: before.version + 1,
        statusReason: to === ACTIVE ? null : 'Wrong eye',
      });
      return;
    }
    expect(userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(await optometry.seen(before.id)).toEqual(before);
  });

  it('take a reason', async () => {
    const optometry = new Optometry(subgraph, neighbours);
    const draft = await optometry.begun();
    expect((await optometry.to('cancelOpticalPrescription', draft, { reason: ' ' })).userErrors).toEqual([
      { code: 'REQUIRED', message: 'Say why, in at most 1000 characters.' },
    ]);
  });
});

it('only its prescriber signs, and that gives the number and the code by which it is found', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const stranger = new Optometry(subgraph, neighbours);
  const draft = await optometry.begun();
  expect((await optometry.to('signOpticalPrescription', draft, {}, optometry.somebody())).userErrors).toEqual([
    { code: 'NOT_ALLOWED', message: 'Only the prescriber who is named on it can sign it.' },
  ]);
  const writer = optometry.somebody({ permissions: ['prescriptions:read', 'prescriptions:write'], actorId: optometry.doctorId });
  await expect(optometry.to('signOpticalPrescription', draft, {}, writer)).rejects.toThrow('prescriptions:sign');
  const once = await Promise.all([1, 2].map(() => optometry.to('signOpticalPrescription', draft)));
  expect(once.filter(({ opticalPrescription }) => opticalPrescription)).toHaveLength(1);
  const { number, scanCode } = (await optometry.seen(draft.id)) ?? draft;
  expect(number).toBe('UB1-OP-000001');
  expect(scanCode).toMatch(/^CGVX:[0-9A-HJKMNP-TV-Z]{32}$/);
  const find = async (code: string, context = optometry.doctor) => {
    const query = 'query ($code: String!) { opticalPrescriptionByCode(code: $code) { id } prescriptionByCode(code: $code) { id } }';
    return optometry.ask(query, { code }, context);
  };
  const nowhere = { opticalPrescriptionByCode: null, prescriptionByCode: null };
  expect(await find(` ${scanCode?.toLowerCase()} `)).toEqual({ ...nowhere, opticalPrescriptionByCode: { id: draft.id } });
  expect(await find(scanCode ?? '', stranger.doctor)).toEqual(nowhere);
});

it('what is signed does not change by any statement, and what no lens is like is not kept', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const agreed = await optometry.agreed();
  const draft = await optometry.begun();
  const [uuid, open] = [toUuid('opticalprescription', agreed.id), toUuid('opticalprescription', draft.id)];
  const write = (statement: Sql) => optometry.behind((transaction) => transaction.rows(statement));
  for (const statement of [
    sql`update optical_prescriptions set pupillary_distance = 6000 where id = ${uuid}`,
    sql`update optical_prescriptions set signed_at = null, status = 'DRAFT' where id = ${uuid}`,
    sql`update optical_lenses set sphere = 200 where prescription_id = ${uuid}`,
    sql`delete from optical_lenses where prescription_id = ${uuid}`,
    sql`insert into optical_lenses (prescription_id, kind, eye, sphere) values (${uuid}, 'SPECTACLE_LENS', 'LEFT', 0)`,
  ])
    await expect(write(statement)).rejects.toThrow('does not change but for its status');
  for (const change of [
    'sphere = 110',
    'sphere = 3025',
    'cylinder = 50',
    'axis = 90',
    'prism_vertical = 50',
    "prism_horizontal_base = 'IN'",
    'power = 100',
    'sphere = null',
  ])
    await expect(write(sql`update optical_lenses set ${raw(change)} where prescription_id = ${open}`)).rejects.toThrow(
      'violates check constraint',
    );
  expect((await optometry.to('updateOpticalPrescription', agreed, { note: 'More' })).userErrors).toEqual([
    { code: 'WRONG_STATE', message: 'The optical prescription is ACTIVE: only a draft can be changed. Cancel it, and write another one.' },
  ]);
  expect(await optometry.seen(agreed.id)).toEqual(agreed);
});

it('other tenants do not see glasses, and other branches do not change them', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const stranger = new Optometry(subgraph, neighbours);
  const draft = await optometry.begun();
  const elsewhere = optometry.somebody({ branches: [newId('branch')], actorId: optometry.doctorId });
  expect(await optometry.seen(draft.id, stranger.doctor)).toBeNull();
  expect(await optometry.seen(draft.id, elsewhere)).toEqual(draft);
  for (const context of [stranger.doctor, elsewhere]) {
    for (const mutation of [
      'updateOpticalPrescription',
      'signOpticalPrescription',
      'cancelOpticalPrescription',
      'markOpticalPrescriptionInError',
    ])
      expect((await optometry.to(mutation, draft, {}, context)).userErrors).toEqual([
        { code: 'NOT_FOUND', message: 'There is no such optical prescription at the branches where you may do this.' },
      ]);
  }
  const list = async (filter: object, context = optometry.doctor) => {
    const query = 'query ($filter: OpticalPrescriptionFilter) { opticalPrescriptions(filter: $filter) { totalCount nodes { id } } }';
    return (await optometry.ask<{ opticalPrescriptions: { totalCount: number } }>(query, { filter }, context)).opticalPrescriptions
      .totalCount;
  };
  expect(
    await list({ patientId: optometry.patientId, branchId: optometry.branchId, prescriberId: optometry.doctorId, status: 'DRAFT' }),
  ).toBe(1);
  expect([await list({ status: 'ACTIVE' }), await list({ number: 'UB1-OP-000001' }), await list({ writtenUntil: '2020-01-01' })]).toEqual([
    0, 0, 0,
  ]);
  expect(await list({}, stranger.doctor)).toBe(0);
});

it('takes as many statements for a page of many as for one', async () => {
  const optometry = new Optometry(subgraph, neighbours);
  const statements = async () => {
    const before = subgraph.database.statementCount;
    const query = `query ($patients: [_Any!]!) { opticalPrescriptions(first: 50) { nodes { ${fields} } }
      _entities(representations: $patients) { ... on Patient { opticalPrescriptions { nodes { number } } } } }`;
    await optometry.ask(query, { patients: [{ __typename: 'Patient', id: optometry.patientId }] }, optometry.doctor);
    return subgraph.database.statementCount - before;
  };
  await optometry.agreed();
  const one = await statements();
  for (let index = 0; index < 6; index += 1) await optometry.agreed();
  expect(await statements()).toBe(one);
});

interface Fhir {
  readonly dispense: readonly {
    readonly eye: string;
    readonly product: { readonly code: string };
    readonly prism?: number;
    readonly base?: string;
    readonly [measure: string]: unknown;
  }[];
}

it('the examples of FHIR can be written, all of them', async () => {
  const folder = resolve('../shared/data/optics');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  expect(names).toEqual(['visionprescription-example.json']);
  for (const name of names) {
    const { dispense } = JSON.parse(await readFile(resolve(folder, name), 'utf8')) as Fhir;
    const lenses = dispense.map(({ eye, product, prism, base, sphere, cylinder, axis, add }) => ({
      eye: eye.toUpperCase(),
      product: product.code === 'lens' ? 'SPECTACLE_LENS' : 'CONTACT_LENS',
      prisms: prism === undefined || base === undefined ? [] : [{ amount: prism, base: base.toUpperCase() }],
      ...{ sphere, cylinder, axis, add },
    }));
    const agreed = await new Optometry(subgraph, neighbours).agreed({ lenses });
    expect(agreed.lenses).toMatchObject([
      { eye: 'RIGHT', sphere: -2, cylinder: null, axis: null, add: 2, prisms: [{ amount: 0.5, base: 'DOWN' }], transposed: null },
      {
        eye: 'LEFT',
        sphere: -1,
        cylinder: -0.5,
        axis: 180,
        add: 2,
        prisms: [{ amount: 0.5, base: 'UP' }],
        transposed: { sphere: -1.5, cylinder: 0.5, axis: 90 },
      },
    ]);
  }
});
