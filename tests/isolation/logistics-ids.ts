import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto';
import { eventually } from '#kernel/testing/eventually.js';
import { send, type Noting, type Row } from './sending.js';

interface Handover extends Row {
  readonly items: readonly { readonly itemId: string; readonly text: string; readonly previousHash: string; readonly hash: string }[];
}

const handoverFields = 'handover { id version items { id itemId text previousHash hash } }';

/** Tasks, handovers and temperatures at the branch of everything else, all of one person, who goes as a courier as well. */
export async function idsOfLogistics(noting: Noting): Promise<void> {
  await carry(noting);
  await handOver(noting);
  await keepCold(noting);
  const policy = { kind: 'NOT_ASSIGNED', branchId: noting.found.get('branch'), minutes: 10 };
  await send(noting.note, 'createAlertPolicy', 'alertPolicy { id version }', policy);
}

/** A task that is done, one that is under way, one that somebody was sent to, and one that nobody has; and those of an order, once they are there. */
async function carry({ note, ask, found }: Noting): Promise<void> {
  const branchId = found.get('branch');
  await send(note, 'addCourier', 'courier { id version }', { branchId, staffId: found.get('cashier staff'), vehicle: 'CAR' });
  await send(note, 'goOnShift', 'courier { id shifts { nodes { id } } }', {});
  const courierId = found.get('courier');
  const items = [{ itemId: found.get('specimen'), name: 'Blood' }];
  const made = async (): Promise<Row> => {
    const task = { branchId, kind: 'PICKUP', place: { branchId: found.get('other branch') }, items };
    return (await send<{ createTask: { task: Row } }>(ask, 'createTask', 'task { id version }', task)).createTask.task;
  };
  const given = async (): Promise<Row> => {
    const { id } = await made();
    await send(ask, 'assignTask', 'tasks { id version }', { id, courierId, force: true, reason: 'Isolation' });
    return { id };
  };
  const started = async (): Promise<Row> => {
    const { id } = await given();
    await send(ask, 'startTask', 'task { id version }', { id });
    return { id };
  };
  const done = { id: (await started()).id, signature: { signer: 'Isolation', path: 'M0 0 10 10' } };
  await send(note, 'completeTask', 'task { id proofs { id } }', done);
  found.set('active task', (await started()).id);
  found.set('assigned task', (await given()).id);
  found.set('unassigned task', (await made()).id);
  found.set('task', (await made()).id);
  const asked = () => ask<{ order: { tasks: Row[] } }>('query ($id: ID!) { order(id: $id) { tasks { id } } }', { id: found.get('order') });
  await eventually(asked, ({ order }) => order.tasks.length > 0);
}

/** Of the tubes one has changed hands, one was given, and of one it is only said that it will be. */
async function handOver({ note, ask, found }: Noting): Promise<void> {
  const branchId = found.get('branch');
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const key = { name: 'Isolation', publicKey: publicKey.export({ format: 'jwk' }).x, branchIds: [found.get('other branch')] };
  await send(note, 'registerSigningKey', 'signingKey { id version }', key);
  const propose = async (role: string): Promise<Handover> => {
    const items = [{ itemId: found.get(`${role} specimen`), scan: 'Isolation', name: 'Blood' }];
    const offer = { branchId, to: { branchId: found.get('other branch') }, taskId: found.get('task'), place: { name: 'Isolation' }, items };
    const { proposeHandover } = await send<{ proposeHandover: { handover: Handover } }>(ask, 'proposeHandover', handoverFields, offer);
    found.set(`${role} handover`, proposeHandover.handover.id);
    return proposeHandover.handover;
  };
  const signed = async (mutation: string, handover: Handover): Promise<Handover> => {
    const input = { id: handover.id, signatures: signaturesOf(handover, found.get('signingkey') ?? '', privateKey) };
    await send(ask, mutation, 'handover { id version }', input);
    return handover;
  };
  await signed('acceptHandover', await signed('signHandover', await propose('handed')));
  await note('query ($id: ID!) { custodyChain(itemId: $id) { item { id version } } }', { id: found.get('handed specimen') });
  await signed('signHandover', await propose('offered'));
  const { id } = await propose('proposed');
  await note('query ($id: ID!) { custodyHandover(id: $id) { id version items { id } } }', { id });
}

function signaturesOf({ items }: Handover, keyId: string, privateKey: KeyObject): object[] {
  return items.map(({ itemId, text, previousHash }) => {
    const hash = createHash('sha256').update(previousHash, 'hex').update(text, 'utf8').digest();
    return { itemId, keyId, value: sign(null, hash, privateKey).toString('base64url') };
  });
}

/** A logger that was too warm, as it told and as stands in a file of it. */
async function keepCold({ note, found }: Noting): Promise<void> {
  await send(note, 'addTemperatureLogger', 'logger { id version }', {
    branchId: found.get('branch'),
    serial: 'ISOLATION',
    name: 'Isolation',
  });
  const loggerId = found.get('temperaturelogger');
  const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const watch = {
    loggerId,
    taskId: found.get('task'),
    itemIds: [found.get('specimen')],
    beganAt: ago(60),
    minCelsius: 2,
    maxCelsius: 8,
    live: false,
  };
  await send(note, 'startTemperatureWatch', 'watch { id version }', watch);
  const readings = [50, 45, 40].map((minutes) => ({ at: ago(minutes), celsius: 12 }));
  await send(note, 'recordTemperatures', 'taken', { loggerId, readings });
  await note('query ($id: ID!) { temperatureWatch(id: $id) { excursions { nodes { id version } } } }', {
    id: found.get('temperaturewatch'),
  });
  const content = ['timestamp_utc,temp_c', ...[30, 25].map((minutes) => `${ago(minutes)},5`)].join('\n');
  await send(note, 'importTemperatureLog', 'file { id }', { loggerId, fileName: 'isolation.csv', content });
}
