import { send, type Noting, type Row } from './sending.js';

interface Load extends Row {
  readonly version: number;
}

interface Sent {
  readonly [mutation: string]: { readonly load: Load };
}

const loadFields = 'load { id version }';

/** An autoclave at the branch of everything else, and what was made sterile in it and used; of another load nobody knows yet. */
export async function idsOfSterilization({ note, found }: Omit<Noting, 'ask'>, releaser: Noting): Promise<void> {
  const branchId = found.get('branch');
  await send(note, 'addSterilePackaging', 'packaging { id }', { name: 'Isolation', kind: 'POUCH', shelfDays: 180 });
  const autoclave = { branchId, code: 'ISOLATION', name: 'Isolation', method: 'STEAM', serialNumber: '1', validatedUntil: '2099-12-31' };
  await send(note, 'addSterilizer', 'sterilizer { id version }', autoclave);
  const programme = { sterilizerId: found.get('sterilizer'), name: 'Isolation', celsius: 134, holdingMinutes: 3 };
  await send(note, 'addSterilizationProgramme', 'programme { id version }', programme);
  const packagingId = found.get('packaging');
  const register = async (code: string): Promise<string> => {
    const input = { branchId, code, name: 'Isolation', packagingId };
    return (await send<{ registerInstrument: { instrument: Row } }>(note, 'registerInstrument', 'instrument { id version }', input))
      .registerInstrument.instrument.id;
  };
  const set = { branchId, code: 'ISOLATION-SET', name: 'Isolation', packagingId, instrumentIds: [await register('ISOLATION-3')] };
  await send(note, 'assembleInstrumentSet', 'set { id version }', set);
  await register('ISOLATION-4');
  found.set('used instrument', await register('ISOLATION-1'));
  // Of several the last counts: one that is sterile.
  await register('ISOLATION-2');
  const codes = ['ISOLATION-1', 'ISOLATION-2', 'ISOLATION-4'];
  await send(note, 'recordInstrumentStep', 'instruments { version }', { codes, step: 'CLEANED' });
  await sterilize({ note, found }, releaser);
  found.set('used sterilizationload', found.get('sterilizationload') ?? '');
  const used = { branchId, codes: ['ISOLATION-1'], patientId: found.get('patient'), orderId: found.get('order') };
  await send(note, 'useInstruments', 'uses { id }', used);
  const next = { programmeId: found.get('programme'), taskId: found.get('task'), items: [{ code: 'ISOLATION-4' }] };
  await load({ note, found }, 'prepareLoad', next);
}

/** One who has nothing to do with how it was made sterile releases it. */
async function sterilize({ note, found }: Pick<Noting, 'note' | 'found'>, releaser: Noting): Promise<void> {
  const ago = (minutes: number): string => new Date(Date.now() - minutes * 60_000).toISOString();
  const version = (): number => Number(found.get(`version of ${found.get('sterilizationload')}`));
  const steriles = ['ISOLATION-1', 'ISOLATION-2'].map((code) => ({ code }));
  const prepared = await load({ note, found }, 'prepareLoad', { programmeId: found.get('programme'), items: steriles });
  const { id } = prepared;
  await load({ note, found }, 'startLoad', { id, expectedVersion: prepared.version, at: ago(30) });
  const readings = Array.from({ length: 25 }, (_, index) => ({ at: ago(25 - index / 6), celsius: 134.5, kilopascal: 304 }));
  await load({ note, found }, 'recordCycleReadings', { loadId: id, readings });
  await note('query ($id: ID!) { sterilizationLoad(id: $id) { id version } }', { id });
  await load({ note, found }, 'finishLoad', { id, expectedVersion: version() });
  await send(note, 'incubateBiologicalIndicator', 'indicator { id }', { loadId: id, lotNumber: 'ISOLATION' });
  await load({ note, found }, 'recordChemicalIndicators', {
    loadId: id,
    indicators: steriles.map((item) => ({ ...item, class: 5, result: 'PASS' })),
  });
  await load(releaser, 'releaseLoad', { id, expectedVersion: version(), earlyReleaseReason: 'Isolation' });
}

async function load({ note }: Pick<Noting, 'note' | 'found'>, mutation: string, input: object): Promise<Load> {
  const sent = await send<Sent>(note, mutation, loadFields, input);
  const step = sent[mutation];
  if (!step) throw new Error(`${mutation} told of no load`);
  return step.load;
}
