import { createHash } from 'node:crypto';
import type { ExtensionContext, ObjectEvent, SensorElement } from './epcis-event.js';

/**
 * The id of an event that has none, by the hash of what it says (CBV 2.0, 8.9): whoever writes down the same event comes to the same id,
 * in whatever order, so that it is kept once.
 */
export function eventHash(event: ObjectEvent, context: ExtensionContext): string {
  return `ni:///sha-256;${createHash('sha256').update(hashedText(event, context), 'utf8').digest('hex')}?ver=CBV2.0`;
}

/** What is hashed: the fields in the order of the standard, words of the vocabulary as their addresses, lists sorted, nothing between. */
export function hashedText(event: ObjectEvent, { custody }: ExtensionContext): string {
  const { persistentDisposition, readPoint, bizLocation, sensorElementList } = event;
  return [
    `eventType=${event.type}`,
    `eventTime=${inMilliseconds(event.eventTime)}`,
    `eventTimeZoneOffset=${event.eventTimeZoneOffset}`,
    list('epcList', event.epcList, (epc) => `epc=${epc}`),
    `action=${event.action}`,
    `bizStep=${vocabulary}BizStep-${event.bizStep}`,
    `disposition=${vocabulary}Disp-${event.disposition}`,
    persistentDisposition ? list('persistentDisposition', persistentDisposition.set, (word) => `set=${vocabulary}Disp-${word}`) : '',
    readPoint ? `readPointid=${readPoint.id}` : '',
    bizLocation ? `bizLocationid=${bizLocation.id}` : '',
    list('sourceList', event.sourceList, ({ type, source }) => `type=${vocabulary}SDT-${type}source=${source}`),
    list('destinationList', event.destinationList, ({ type, destination }) => `type=${vocabulary}SDT-${type}destination=${destination}`),
    sensorElementList ? list('sensorElementList', sensorElementList, sensorText) : '',
    `{${custody}}entry=${event['custody:entry']}`,
  ].join('');
}

const vocabulary = 'https://ref.gs1.org/cbv/';

function sensorText({ sensorMetadata: { time, deviceID }, sensorReport }: SensorElement): string {
  const device = deviceID === undefined ? '' : `deviceID=${deviceID}`;
  const reports = list('', sensorReport, ({ type, value, uom }) => `sensorReporttype=https://gs1.org/voc/${type}value=${value}uom=${uom}`);
  return `sensorElementsensorMetadatatime=${inMilliseconds(time)}${device}${reports}`;
}

function list<Item>(name: string, items: readonly Item[], textOf: (item: Item) => string): string {
  return items.length === 0 ? '' : `${name}${items.map(textOf).sort().join('')}`;
}

function inMilliseconds(time: string): string {
  return new Date(time).toISOString();
}
