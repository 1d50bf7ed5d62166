import fc from 'fast-check';
import { readElementString } from '#kernel/gs1/element-string.js';
import { HandoverCondition } from '../handover.js';
import { anyChain, bloodOnItsWay, courier, driver, handOver, nurse, told } from '../testing/chains.js';
import { epcisFaults } from '../testing/epcis-rules.js';
import { epcisDocument, type EpcisSetting } from './epcis-document.js';
import type { ObjectEvent } from './epcis-event.js';
import { eventHash, hashedText } from './event-hash.js';
import { itemUri, placeUri } from './identifiers.js';

const setting: EpcisSetting = {
  domain: 'steppe.example.mn',
  createdAt: new Date('2026-03-02T00:00:00Z'),
};

const context = { custody: 'https://steppe.example.mn/custody/' };

function eventsOf(change: Parameters<typeof told>[1] = {}): [ObjectEvent, ObjectEvent, ObjectEvent] {
  const [first, second, third] = epcisDocument('specimen_7', told(bloodOnItsWay(), change), setting).epcisBody.eventList;
  if (!first || !second || !third) throw new Error('A handover is an event');
  return [first, second, third];
}

it('tells each handover as an object that goes from one possessing party to another', () => {
  const chain = bloodOnItsWay();
  const document = epcisDocument('specimen_7', told(chain), setting);
  expect(document).toMatchObject({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', context],
    id: 'https://steppe.example.mn/custody/specimen_7',
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-02T00:00:00.000Z',
  });
  expect(document.epcisBody.eventList[0]).toEqual({
    type: 'ObjectEvent',
    eventID: expect.stringMatching(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/) as string,
    eventTime: '2026-03-01T00:30:00.000Z',
    eventTimeZoneOffset: '+08:00',
    epcList: ['https://id.gs1.org/01/09501101530003/21/S%2F7'],
    action: 'OBSERVE',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: 'https://id.gs1.org/414/9501101020016' },
    sourceList: [{ type: 'possessing_party', source: 'https://id.gs1.org/417/9501101020016' }],
    destinationList: [{ type: 'possessing_party', destination: 'https://steppe.example.mn/parties/staff_bold' }],
    sensorElementList: [
      {
        sensorMetadata: { time: '2026-03-01T00:28:00.000Z', deviceID: 'https://steppe.example.mn/devices/logger_3' },
        sensorReport: [{ type: 'Temperature', value: 4.5, uom: 'CEL' }],
      },
    ],
    'custody:entry': `ni:///sha-256;${chain[0].hash}`,
  });
});

it('says at each stage where the item is and how it fares', () => {
  const [, second, third] = eventsOf();
  expect(second).toMatchObject({
    bizStep: 'accepting',
    disposition: 'in_transit',
    persistentDisposition: { set: ['container_open'] },
    readPoint: { id: 'geo:47.9142,106.889' },
  });
  expect(second).not.toHaveProperty('bizLocation');
  expect(third).toMatchObject({
    bizStep: 'receiving',
    disposition: 'in_progress',
    bizLocation: { id: 'https://id.gs1.org/414/4012345000009' },
    sensorElementList: [{ sensorMetadata: { time: '2026-03-01T02:05:00.000Z' }, sensorReport: [{ value: -0.5 }] }],
  });
  expect(eventsOf({ isDelivered: false })[2]).toMatchObject({ bizStep: 'accepting', disposition: 'in_transit' });
});

it('tells nobody the names and remarks that stand in the chain', () => {
  const text = JSON.stringify(epcisDocument('specimen_7', told(bloodOnItsWay()), setting));
  for (const name of ['Bold', 'Sarnai', 'Tsetseg', 'Lid lifted']) expect(text).not.toContain(name);
});

it('takes the offset of the day, and none for Greenwich', () => {
  const first = handOver(null, nurse, courier, { at: '2026-07-01T08:00:00.000Z' });
  const offsetIn = (timeZone: string): string | undefined =>
    epcisDocument('specimen_7', told([first], { timeZone }), setting).epcisBody.eventList[0]?.eventTimeZoneOffset;
  expect(['Africa/Lusaka', 'Europe/Lisbon', 'America/St_Johns', 'Etc/UTC', 'Pacific/Kiritimati'].map(offsetIn)).toEqual([
    '+02:00',
    '+01:00',
    '-02:30',
    '+00:00',
    '+14:00',
  ]);
});

describe('the hash of an event', () => {
  it('is of the text that CBV 2.0, 8.9, asks for', () => {
    const [first, second] = bloodOnItsWay();
    expect(hashedText(eventsOf()[0], context)).toBe(
      'eventType=ObjectEvent' +
        'eventTime=2026-03-01T00:30:00.000Z' +
        'eventTimeZoneOffset=+08:00' +
        'epcListepc=https://id.gs1.org/01/09501101530003/21/S%2F7' +
        'action=OBSERVE' +
        'bizStep=https://ref.gs1.org/cbv/BizStep-shipping' +
        'disposition=https://ref.gs1.org/cbv/Disp-in_transit' +
        'readPointid=https://id.gs1.org/414/9501101020016' +
        'sourceListtype=https://ref.gs1.org/cbv/SDT-possessing_partysource=https://id.gs1.org/417/9501101020016' +
        'destinationListtype=https://ref.gs1.org/cbv/SDT-possessing_partydestination=https://steppe.example.mn/parties/staff_bold' +
        'sensorElementListsensorElementsensorMetadatatime=2026-03-01T00:28:00.000Z' +
        'deviceID=https://steppe.example.mn/devices/logger_3' +
        'sensorReporttype=https://gs1.org/voc/Temperaturevalue=4.5uom=CEL' +
        `{https://steppe.example.mn/custody/}entry=ni:///sha-256;${first.hash}`,
    );
    expect(hashedText(eventsOf()[1], context)).toContain(
      'disposition=https://ref.gs1.org/cbv/Disp-in_transitpersistentDispositionset=https://ref.gs1.org/cbv/Disp-container_openreadPointid=geo:',
    );
    expect(hashedText(eventsOf()[1], context)).toMatch(new RegExp(`entry=ni:///sha-256;${second.hash}$`));
  });

  it('is the same for the same event, and another for another', () => {
    const [event, other] = eventsOf();
    expect(event.eventID).toBe(eventHash({ ...event, eventID: 'urn:uuid:other', eventTime: '2026-03-01T08:30:00+08:00' }, context));
    expect(event.eventID).not.toBe(other.eventID);
    expect(event.eventID).not.toBe(eventHash({ ...event, disposition: 'in_progress' }, context));
  });

  it('is of a known event what other implementations make of it', () => {
    expect(eventHash(known, { custody: 'https://ns.example.com/epcis/' })).toBe(knownId);
  });
});

/** Of all fields that we write; its id was made by epcis2.js 2.7.3. */
const known: ObjectEvent = {
  type: 'ObjectEvent',
  eventTime: '2026-03-01T08:30:00+08:00',
  eventTimeZoneOffset: '+08:00',
  epcList: ['https://id.gs1.org/01/09501101530003/21/S%2F7'],
  action: 'OBSERVE',
  bizStep: 'receiving',
  disposition: 'in_progress',
  persistentDisposition: { set: ['mismatch_quantity', 'container_open'] },
  readPoint: { id: 'geo:47.9142,106.889' },
  bizLocation: { id: 'https://id.gs1.org/414/4012345000009' },
  sourceList: [{ type: 'possessing_party', source: 'https://id.gs1.org/417/9501101020016' }],
  destinationList: [{ type: 'possessing_party', destination: 'https://steppe.example.mn/parties/staff_bold' }],
  sensorElementList: [
    {
      sensorMetadata: { time: '2026-03-01T02:05:00.000Z', deviceID: 'https://steppe.example.mn/devices/logger_3' },
      sensorReport: [{ type: 'Temperature', value: -0.5, uom: 'CEL' }],
    },
    { sensorMetadata: { time: '2026-03-01T01:05:00.000Z' }, sensorReport: [{ type: 'Temperature', value: 4, uom: 'CEL' }] },
  ],
  'custody:entry': 'ni:///sha-256;9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
};
const knownId = 'ni:///sha-256;7467c2868996dbe40c5347e45b5cf0fc4dda2425929e66f810e5bae50ac71609?ver=CBV2.0';

describe('the event of a handover', () => {
  const eventsOfFirst = (chain: Parameters<typeof told>[0], length: number, createdAt: string): readonly ObjectEvent[] =>
    epcisDocument('specimen_7', told(chain).slice(0, length), { ...setting, createdAt: new Date(createdAt) }).epcisBody.eventList;

  it('is the same whenever it is told, whatever becomes of the item afterwards', () => {
    fc.assert(
      fc.property(anyChain, fc.nat(), (chain, cut) => {
        const length = 1 + (cut % chain.length);
        const then = eventsOfFirst(chain, length, '2026-03-02T00:00:00Z');
        expect(eventsOfFirst(chain, chain.length, '2027-01-01T00:00:00Z').slice(0, length)).toEqual(then);
      }),
      { numRuns: 60 },
    );
  });

  it('names the item as it was scanned first', () => {
    const first = handOver(null, nurse, courier, { at: '2026-03-01T00:30:00.000Z', scan: '09501101530003' });
    const second = handOver(first, courier, driver, { at: '2026-03-01T01:10:00.000Z', scan: '(01)09501101530003(21)S7' });
    const names = eventsOfFirst([first, second], 2, '2026-03-02T00:00:00Z').map(({ epcList }) => epcList);
    expect(names).toEqual([['https://steppe.example.mn/items/specimen_7'], ['https://steppe.example.mn/items/specimen_7']]);
  });

  it('stays a delivery when the item goes on', () => {
    const [first, second] = bloodOnItsWay();
    const once = epcisDocument('specimen_7', told([first]), setting).epcisBody.eventList;
    const onward = epcisDocument('specimen_7', [...told([first]), ...told([second], { isDelivered: false })], setting).epcisBody.eventList;
    expect(onward[0]).toEqual(once[0]);
    expect(onward.map(({ bizStep }) => bizStep)).toEqual(['receiving', 'shipping']);
  });
});

it('is as EPCIS has it, for any chain', () => {
  fc.assert(
    fc.property(
      anyChain,
      fc.boolean(),
      fc.constantFrom('Asia/Ulaanbaatar', 'Asia/Kathmandu', 'Africa/Lusaka'),
      (chain, isDelivered, timeZone) => {
        expect(epcisFaults(epcisDocument('specimen_7', told(chain, { isDelivered, timeZone }), setting))).toEqual([]);
      },
    ),
    { numRuns: 60 },
  );
});

it('is not taken for EPCIS when a word or a field is not of the standard', () => {
  const document = epcisDocument('specimen_7', told(bloodOnItsWay()), setting);
  const withEvent = (change: object): unknown => ({ ...document, epcisBody: { eventList: [{ ...eventsOf()[0], ...change }] } });
  expect(epcisFaults(withEvent({ bizStep: 'handing_over' }))).toEqual(['document.epcisBody.eventList[0].bizStep is "handing_over"']);
  expect(epcisFaults(withEvent({ remark: 'x' }))).toEqual(['document.epcisBody.eventList[0] has remark']);
  expect(epcisFaults(withEvent({ readPoint: {} }))).toEqual(['document.epcisBody.eventList[0].readPoint has no id']);
  expect(epcisFaults(withEvent({ epcList: ['Specimen 7'] }))).toEqual(['document.epcisBody.eventList[0].epcList[0] is "Specimen 7"']);
});

describe('the name of an item', () => {
  const named = (...scans: string[]): string => itemUri('specimen 7/a', scans, 'steppe.example.mn');

  it('is a Digital Link where a scan names this one item, so that it can be scanned again', () => {
    const link = named('S-0007', "(01)09501101530003(21)A!'()*+,/:%&");
    expect(link).toBe('https://id.gs1.org/01/09501101530003/21/A%21%27%28%29%2A%2B%2C%2F%3A%25%26');
    expect(readElementString(link)).toMatchObject({ gtin: '09501101530003', serial: "A!'()*+,/:%&" });
    expect(named('(00)106141412345678908')).toBe('https://id.gs1.org/00/106141412345678908');
  });

  it('is an address of the tenant for labels of its own and for what all packs of a product have', () => {
    expect(named('S-0007')).toBe('https://steppe.example.mn/items/specimen%207%2Fa');
    expect(named('(01)09501101530003(10)L1', '4006381333931')).toBe('https://steppe.example.mn/items/specimen%207%2Fa');
  });
});

it('names a place by its GLN, else its point, and tells no name', () => {
  const named = (place: object): string | null => placeUri({ name: 'Mrs Dorj, Gandan', ...place });
  expect(named({ gln: '4012345000009', latitude: 1, longitude: 1 })).toBe('https://id.gs1.org/414/4012345000009');
  expect(named({ latitude: -15.41667123, longitude: 28.2833 })).toBe('geo:-15.416671,28.2833');
  expect(named({ latitude: 1e-7, longitude: -1e-6 })).toBe('geo:0,-0.000001');
  expect(named({ latitude: 10, longitude: -1e-9 })).toBe('geo:10,0');
  expect(named({ latitude: null })).toBeNull();
  const home = handOver(null, nurse, courier, { at: '2026-03-01T00:30:00.000Z', place: { name: 'Mrs Dorj, Gandan' } });
  const [event] = epcisDocument('specimen_7', told([home]), setting).epcisBody.eventList;
  expect(event).not.toHaveProperty('readPoint');
  expect(event).not.toHaveProperty('bizLocation');
  expect(JSON.stringify(event)).not.toContain('Dorj');
});

it('knows a lasting word for each bad condition', () => {
  const wordOf = (condition: HandoverCondition): unknown => {
    const entry = handOver(null, nurse, courier, { at: '2026-03-01T00:30:00.000Z', condition });
    return epcisDocument('specimen_7', told([entry]), setting).epcisBody.eventList[0]?.persistentDisposition?.set;
  };
  expect(Object.values(HandoverCondition).map(wordOf)).toEqual([undefined, ['container_open'], ['damaged'], ['mismatch_quantity']]);
});
