import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import type { DemoPlace } from './demo-data.js';
import type { CarriedSamples, DemoOrdering } from './seed-orders.js';
import { until } from './sending.js';

interface Task {
  readonly id: string;
  readonly kind: string;
  readonly order: { readonly id: string } | null;
  readonly courier: { readonly id: string } | null;
}

const minuteMs = 60_000;

function minutesAgo(minutes: number): string {
  return new Date(Date.now() - minutes * minuteMs).toISOString();
}

/** Samples on their way with a courier, with a logger beside them, and who signed for them. */
export async function carrySamples(
  ordering: DemoOrdering,
  [rider, driver]: DemoCouriers,
  { onTheWay, urgent, tasks }: CarriedSamples,
): Promise<void> {
  const { ask, logistics, staff, clinic } = ordering;
  const query = '{ tasks(first: 100) { nodes { id kind order { id } courier { id } } } }';
  const all = async (): Promise<readonly Task[]> => (await ask<{ tasks: { nodes: Task[] } }>('logistics', query)).tasks.nodes;
  const made = await until('the tasks of orders', all, (found) => found.length >= tasks);
  const [collecting, bringing] = ['COLLECT_SAMPLE', 'DELIVERY'].map((kind) =>
    made.find((task) => task.kind === kind && task.order?.id === onTheWay.id),
  );
  if (!collecting || !bringing) throw new Error('The demo could not be made: nobody brings its samples');
  const does = (mutation: string, { id }: Task, more: object = {}) => logistics(mutation, 'task { id }', { id, ...more }, rider.staffId);
  const scanned = onTheWay.specimens.map(({ accessionNumber }) => accessionNumber);
  await logistics('assignTask', 'tasks { id }', { id: collecting.id, courierId: rider.id }, staff.dispatcher);
  await does('startTask', collecting);
  await does('completeTask', collecting, { scanned });
  await does('startTask', bringing);
  await Promise.all([
    handOver(ordering, onTheWay.specimens, bringing, rider),
    watchBox(ordering, bringing),
    watchFridge(ordering),
    ride(ordering, rider, ordering.laboratory.demo),
    ride(ordering, driver, { latitude: clinic.demo.latitude + 0.02, longitude: clinic.demo.longitude - 0.015 }),
  ]);
  await until('a courier for urgent samples', all, (found) =>
    found.some(({ order, courier }) => order?.id === urgent.id && courier !== null),
  );
  await until(
    'the hold on warm samples',
    () => ask<{ specimens: { totalCount: number } }>('orders', '{ specimens(filter: { held: true }) { totalCount } }'),
    ({ specimens: { totalCount } }) => totalCount >= onTheWay.specimens.length,
  );
}

interface DemoCourier {
  readonly id: string;
  readonly staffId: string;
}

export type DemoCouriers = readonly [rider: DemoCourier, driver: DemoCourier];

/** Who is on shift, and at the clinic; what is urgent is sent to them as soon as it is ordered. */
export async function addCouriers({ logistics, staff, clinic }: DemoOrdering): Promise<DemoCouriers> {
  const { latitude, longitude } = clinic.demo;
  const here = [{ at: minutesAgo(11), latitude, longitude, accuracyMetres: 8 }];

  const add = async (staffId: string, more: object): Promise<DemoCourier> => {
    const input = {
      branchId: clinic.id,
      staffId,
      coldBox: { minCelsius: 2, maxCelsius: 8 },
      skills: ['phlebotomy'],
      phone: clinic.demo.phone,
      ...more,
    };
    const { courier } = await logistics<{ courier: { id: string } }>('addCourier', 'courier { id }', input, staff.dispatcher);
    await logistics('goOnShift', 'courier { id }', { since: minutesAgo(12) }, staffId);
    await logistics('reportPositions', 'taken', { positions: here }, staffId);
    return { id: courier.id, staffId };
  };
  const [first, second] = staff.couriers;
  return [await add(first, { vehicle: 'MOTORCYCLE', capacity: 12 }), await add(second, { vehicle: 'CAR', capacity: 40 })];
}

/** The last ten minutes of a way: most of it is done. */
async function ride(
  { logistics, clinic }: DemoOrdering,
  { staffId }: DemoCourier,
  to: Pick<DemoPlace, 'latitude' | 'longitude'>,
): Promise<void> {
  const { latitude, longitude } = clinic.demo;
  const positions = Array.from({ length: 21 }, (_, step) => ({
    at: minutesAgo((20 - step) / 2),
    latitude: latitude + ((to.latitude - latitude) * 0.7 * step) / 20,
    longitude: longitude + ((to.longitude - longitude) * 0.7 * step) / 20,
    accuracyMetres: 8,
  }));
  await logistics('reportPositions', 'taken', { positions }, staffId);
}

interface Watched {
  readonly logger: { readonly id: string };
  readonly watch: { readonly id: string; readonly excursions: { nodes: { id: string; version: number }[] } };
}

/** A logger that was read out just now: what it measured, one reading after the other, and what it was to keep to. */
async function watch(
  { logistics, clinic, staff: { technician } }: DemoOrdering,
  device: { readonly serial: string; readonly name: string },
  {
    celsius,
    minutes,
    ...terms
  }: { readonly celsius: readonly number[]; readonly minutes: number; readonly consecutiveMinutes: number } & Record<string, unknown>,
): Promise<Watched['watch']> {
  const { logger } = await logistics<Watched>('addTemperatureLogger', 'logger { id }', { branchId: clinic.id, ...device });
  const at = (index: number) => minutesAgo((celsius.length - index) * minutes);
  const readings = celsius.map((each, index) => ({ at: at(index), celsius: each }));
  await logistics('recordTemperatures', 'taken', { loggerId: logger.id, readings }, technician);
  const limits = { minCelsius: 2, maxCelsius: 8, intervalMinutes: minutes, live: false };
  const input = { loggerId: logger.id, beganAt: at(0), ...limits, ...terms };
  const fields = 'watch { id excursions(first: 5) { nodes { id version } } }';
  return (await logistics<Watched>('startTemperatureWatch', fields, input, technician)).watch;
}

/** The box was open for a while: what lay in it is held, and nobody has said yet what becomes of it. */
async function watchBox(ordering: DemoOrdering, { id: taskId }: Task): Promise<void> {
  const celsius = [4.8, 4.6, 4.5, 4.7, 5.1, 9.6, 11.2, 11.8, 10.4, 7.2, 6.1, 5.4, 5.0];
  await watch(ordering, { serial: 'BOX-0117', name: 'Cold box 1' }, { celsius, minutes: 5, consecutiveMinutes: 10, taskId });
}

/** A night with the door ajar, of which somebody has said what was done. */
async function watchFridge(ordering: DemoOrdering): Promise<void> {
  const { logistics, staff } = ordering;
  const celsius = Array.from({ length: 48 }, (_, hour) => (hour >= 18 && hour < 24 ? 8.4 + (hour % 3) / 2 : 4.2 + (hour % 4) / 4));
  const device = { serial: 'FRG-0042', name: 'Fridge logger' };
  const { excursions } = await watch(ordering, device, { celsius, minutes: 30, consecutiveMinutes: 60, place: 'Vaccine fridge' });
  for (const { id, version: expectedVersion } of excursions.nodes) {
    const comment = 'The door stood ajar. The vaccines were moved to the other fridge, and their maker says that they can be used.';
    await logistics('acknowledgeExcursion', 'excursion { id }', { id, expectedVersion, comment }, staff.technician);
  }
}

interface Handover {
  readonly handover: {
    readonly id: string;
    readonly items: readonly { readonly itemId: string; readonly text: string; readonly previousHash: string; readonly hash: string }[];
  };
}

interface Device {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** Who collected them gave them to the courier, and both signed. That the courier offers them to the laboratory waits for its signature. */
async function handOver(
  { logistics, staff, clinic, laboratory }: DemoOrdering,
  specimens: CarriedSamples['onTheWay']['specimens'],
  { id: taskId }: Task,
  courier: DemoCourier,
): Promise<void> {
  const fields = 'handover { id items { itemId text previousHash hash } }';
  const items = specimens.map(({ id, accessionNumber }) => ({ itemId: id, scan: accessionNumber, temperature: { celsius: 4.8 } }));
  const register = async (staffId: string, name: string): Promise<Device> => {
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    const input = { name, publicKey: publicKey.export({ format: 'jwk' }).x };
    const { signingKey } = await logistics<{ signingKey: { id: string } }>('registerSigningKey', 'signingKey { id }', input, staffId);
    return { keyId: signingKey.id, privateKey };
  };
  const signs = (mutation: string, { handover }: Handover, { keyId, privateKey }: Device, staffId: string): Promise<Handover> => {
    const signatures = handover.items.map(({ itemId, text, previousHash }) => {
      const read = createHash('sha256').update(previousHash, 'hex').update(text, 'utf8').digest();
      return { itemId, keyId, value: sign(null, read, privateKey).toString('base64url') };
    });
    return logistics<Handover>(mutation, fields, { id: handover.id, signatures }, staffId);
  };
  const [nurses, couriers] = await Promise.all([
    register(staff.nurse, 'Tablet of the nurses'),
    register(courier.staffId, 'Telephone of the courier'),
  ]);
  const { latitude, longitude, name } = clinic.demo;
  const given = { branchId: clinic.id, taskId, to: { courierId: courier.id }, place: { name, latitude, longitude }, items };
  const proposed = await logistics<Handover>('proposeHandover', fields, given, staff.nurse);
  await signs('acceptHandover', await signs('signHandover', proposed, nurses, staff.nurse), couriers, courier.staffId);
  const place = { name: laboratory.demo.name, latitude: laboratory.demo.latitude, longitude: laboratory.demo.longitude };
  const offered = { branchId: clinic.id, taskId, to: { staffId: staff.technician, branchId: laboratory.id }, place, items };
  await signs('signHandover', await logistics<Handover>('proposeHandover', fields, offered, courier.staffId), couriers, courier.staffId);
}
