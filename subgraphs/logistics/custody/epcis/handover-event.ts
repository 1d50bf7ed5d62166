import { HandoverCondition, type CustodyEntry, type HandoverTemperature } from '../handover.js';
import type { BizStep, Disposition, ExtensionContext, ObjectEvent, PersistentDisposition, SensorElement } from './epcis-event.js';
import { eventHash } from './event-hash.js';
import { deviceUri, hashUri, partyUri, placeUri } from './identifiers.js';

/** Where on its way an item changes hands: at its sender, between those who carry it, or at whom it is for. */
export type HandoverStage = 'DISPATCH' | 'TRANSFER' | 'DELIVERY';

/** What an event says besides the handover itself. */
export interface EventSetting {
  readonly stage: HandoverStage;
  /** What the item is called, the same in all events of its chain. */
  readonly epc: string;
  /** The tenant's, under which what has no GS1 key is named: `clinic.example.mn`. */
  readonly domain: string;
  /** IANA, of the place. */
  readonly timeZone: string;
}

/** CBV 2.0, 7.1: of accepting it says that an object changes possession; shipping and receiving are its first and last one. */
const steps: Readonly<Record<HandoverStage, readonly [BizStep, Disposition]>> = {
  DISPATCH: ['shipping', 'in_transit'],
  TRANSFER: ['accepting', 'in_transit'],
  DELIVERY: ['receiving', 'in_progress'],
};

const lasting: Readonly<Record<HandoverCondition, PersistentDisposition | null>> = {
  [HandoverCondition.INTACT]: null,
  [HandoverCondition.SEAL_BROKEN]: 'container_open',
  [HandoverCondition.DAMAGED]: 'damaged',
  [HandoverCondition.INCOMPLETE]: 'mismatch_quantity',
};

/**
 * A handover as EPCIS tells it to others: an observed object that goes from one possessing party to another. Names, remarks and
 * signatures stay in the chain; the event names the entry by its hash.
 */
export function handoverEvent({ handover, hash }: CustodyEntry, { stage, epc, domain, timeZone }: EventSetting): ObjectEvent {
  const { at, place, from, to, condition, temperature } = handover;
  const [bizStep, disposition] = steps[stage];
  const persistent = lasting[condition];
  const location = placeUri(place);
  const event: ObjectEvent = {
    type: 'ObjectEvent',
    eventTime: at,
    eventTimeZoneOffset: offsetOf(at, timeZone),
    epcList: [epc],
    action: 'OBSERVE',
    bizStep,
    disposition,
    ...(persistent === null ? {} : { persistentDisposition: { set: [persistent] } }),
    ...(location === null ? {} : { readPoint: { id: location } }),
    ...(location !== null && stage === 'DELIVERY' ? { bizLocation: { id: location } } : {}),
    sourceList: [{ type: 'possessing_party', source: partyUri(from, domain) }],
    destinationList: [{ type: 'possessing_party', destination: partyUri(to, domain) }],
    ...(temperature ? { sensorElementList: [sensorElement(temperature, at, domain)] } : {}),
    'custody:entry': hashUri(hash),
  };
  return { ...event, eventID: eventHash(event, extensionContext(domain)) };
}

/** What the extensions of ours stand for. */
export function extensionContext(domain: string): ExtensionContext {
  return { custody: `https://${domain}/custody/` };
}

function sensorElement({ celsius, at, deviceId }: HandoverTemperature, handedOverAt: string, domain: string): SensorElement {
  return {
    sensorMetadata: { time: at ?? handedOverAt, ...(deviceId ? { deviceID: deviceUri(deviceId, domain) } : {}) },
    sensorReport: [{ type: 'Temperature', value: celsius, uom: 'CEL' }],
  };
}

/** As EPCIS wants it: `+08:00`. */
function offsetOf(at: string, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' }).formatToParts(new Date(at));
  return parts.find(({ type }) => type === 'timeZoneName')?.value.slice('GMT'.length) || '+00:00';
}
