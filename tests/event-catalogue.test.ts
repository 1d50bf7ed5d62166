import { Ajv2020 } from 'ajv/dist/2020.js';
import type { EventRecord } from '#kernel/events/event.js';
import { newId, newUuid, prefixOf } from '#kernel/graph/type-id.js';
import { eventPages } from '../app/commands/event-pages.js';
import { events, owners, permissions, publicScopes, subgraphs } from '../app/graph.js';
import { messageOf, schemaOf, type TellableEvent } from '../subgraphs/platform/index.js';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { 'date-time': true } });

/** What is in the graph under these ids, or within something that is. */
const known = new Set([...owners.map(({ prefix }) => prefix), 'closure', 'recall', 'goodsreceipt', 'webhook']);
const patient = newId('patient');

/** An event that also holds what nobody outside is to know. */
function eventOf({ type, outside }: TellableEvent, data: Record<string, unknown>): EventRecord {
  return {
    ...{ id: newUuid(), type, version: 1, tenant: { id: newId('tenant') }, subject: newId(outside.subject), branch: newId('branch') },
    ...{ actorId: null, requestId: null, occurredAt: new Date().toISOString() },
    data: { number: 'LAB-000042', patientId: patient, name: 'Bat', reason: 'secret', ...data },
  };
}

describe.each(events.all.map((event) => [event.type, event] as const))('%s', (_type, event) => {
  const validate = ajv.compile(schemaOf(event));
  const ids = Object.entries(event.outside.ids ?? {}).map(([name, id]) => [name, id?.prefix ?? '', id?.nullable ?? false] as const);

  it('tells ids alone, as its schema says', () => {
    const message = JSON.parse(
      messageOf(event, eventOf(event, Object.fromEntries(ids.map(([name, prefix]) => [name, newId(prefix)])))),
    ) as {
      data: Record<string, string>;
    };
    expect([validate(message), validate.errors]).toEqual([true, null]);
    expect(Object.keys(message.data).sort()).toEqual(['id', 'branchId', ...ids.map(([name]) => name)].sort());
    expect(Object.values(message.data).filter((id) => prefixOf(id) === null)).toEqual([]);
    expect(JSON.stringify(message)).not.toContain(patient);
    expect(validate({ ...message, type: 'another.type' })).toBe(false);
    expect(validate({ ...message, data: { ...message.data, id: newId('another') } })).toBe(false);
  });

  it('may leave out what need not be there, and nothing else', () => {
    const nothing = JSON.parse(messageOf(event, { ...eventOf(event, {}), branch: null })) as object;
    expect(validate(nothing)).toBe(ids.every(([, , nullable]) => nullable));
  });

  it('asks for a permission that there is, and leads to what is in the graph', () => {
    const { permission, subject } = event.outside;
    expect(permission === null || permission in permissions).toBe(true);
    expect([subject, ...ids.map(([, prefix]) => prefix)].filter((prefix) => !known.has(prefix))).toEqual([]);
    const through = event.outside.patient?.through;
    expect(through === undefined || owners.some(({ type }) => type === through)).toBe(true);
  });
});

describe('third parties', () => {
  const forTenants = ['encounter.updated', 'goods.received', 'purchase_order.sent', 'sterilization.recalled', 'temperature.breached'];

  it('can have the scope of every event, save of some that are for endpoints of the tenant', async () => {
    const heard = new Set(events.heardWith(await publicScopes()));
    expect(events.all.filter((event) => !heard.has(event)).map(({ type }) => type)).toEqual(forTenants);
  });

  it('read of those that they can hear, and are sent to node(id) for what they find there', async () => {
    const pages = new Map(eventPages(events, await publicScopes()));
    const [theirs, ours] = [pages.get('public/events.md') ?? '', pages.get('events/README.md') ?? ''];
    for (const { type } of events.all) expect([type, theirs.includes(`\`${type}\``)]).toEqual([type, !forTenants.includes(type)]);
    expect(forTenants.filter((type) => !ours.includes(`[\`${type}\`]`))).toEqual([]);
    const led = events.all
      .filter((event) => JSON.stringify(schemaOf(event)).includes('for `node(id)`'))
      .map(({ outside }) => outside.subject);
    expect([...new Set(led)].sort()).toEqual(
      expect.arrayContaining(['appointment', 'branch', 'export', 'order', 'patient', 'practitioner', 'product', 'specimen', 'webhook']),
    );
    expect(['closure', 'consent', 'task', 'encounter', 'recall', 'goodsreceipt'].filter((prefix) => led.includes(prefix))).toEqual([]);
  });
});

it('whatever holds the id of a patient asks for the consent of that patient', () => {
  const told = subgraphs.flatMap(({ publishes }) => publishes).filter(({ outside }) => outside !== null);
  expect(told.length).toBe(events.all.length);
  expect(events.all.length).toBeGreaterThanOrEqual(25);
  const aboutPatients = ['patient', 'encounter', 'appointment', 'order', 'specimen', 'task', 'sla'];
  const kinds = new Set(events.all.filter(({ outside }) => outside.patient).map(({ type }) => type.split('.')[0]));
  expect(aboutPatients.filter((kind) => !kinds.has(kind))).toEqual([]);
  const without = events.all.filter(({ outside }) => !outside.patient).map(({ type }) => type.split('.')[0] ?? '');
  expect(without.filter((kind) => aboutPatients.includes(kind))).toEqual([]);
  expect(events.all.filter(({ type }) => /^(prescription|dispense|sale)\./.test(type))).toEqual([]);
});
