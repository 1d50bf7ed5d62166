/*
 * The rules of GS1 EPCIS 2.0 for a document of ObjectEvents, as its JSON schema has them
 * (https://ref.gs1.org/standards/epcis/2.0.0/epcis-json-schema.json), with the words of CBV 2.0, 7.1 to 7.4. The schema is not
 * published as a package: what is here is written from it.
 */

const steps = `accepting arriving assembling collecting commissioning consigning creating_class_instance cycle_counting decommissioning
  departing destroying disassembling dispensing encoding entering_exiting holding inspecting installing killing loading other packing
  picking receiving removing repackaging repairing replacing reserving retail_selling sampling sensor_reporting shipping
  staging_outbound stock_taking stocking storing transporting unloading unpacking void_shipping`.split(/\s+/);

const dispositions = `active available completeness_inferred completeness_verified conformant container_closed container_open damaged
  destroyed dispensed disposed encoded expired in_progress in_transit inactive mismatch_class mismatch_instance mismatch_quantity
  needs_replacement no_pedigree_match non_conformant non_sellable_other partially_dispensed recalled reserved retail_sold returned
  sellable_accessible sellable_not_accessible stolen unavailable unknown`.split(/\s+/);

type Rule = (value: unknown, at: string) => string[];

const uri = text(/^[a-z][a-z0-9+.-]*:[!#$%&'()*+,/:;=?@A-Za-z0-9._~[\]-]+$/);
const time = text(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
const sourceType = oneOf(['owning_party', 'possessing_party', 'location']);
const number: Rule = (value, at) => (typeof value === 'number' && Number.isFinite(value) ? [] : [`${at} is no number`]);

const sensorElement = members(
  {
    sensorMetadata: members({ time, deviceID: uri, deviceMetadata: uri, rawData: uri, startTime: time, endTime: time }, []),
    sensorReport: list(members({ type: oneOf(['Temperature']), value: number, uom: oneOf(['CEL']), time, deviceID: uri }, ['type']), 1),
  },
  ['sensorReport'],
);

const objectEvent = members(
  {
    type: oneOf(['ObjectEvent']),
    eventID: uri,
    eventTime: time,
    eventTimeZoneOffset: text(/^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/),
    epcList: list(uri, 1),
    action: oneOf(['OBSERVE', 'ADD', 'DELETE']),
    bizStep: oneOf(steps),
    disposition: oneOf(dispositions),
    persistentDisposition: members({ set: list(oneOf(dispositions), 1), unset: list(oneOf(dispositions), 1) }, []),
    readPoint: members({ id: uri }, ['id']),
    bizLocation: members({ id: uri }, ['id']),
    sourceList: list(members({ type: sourceType, source: uri }, ['type', 'source']), 1),
    destinationList: list(members({ type: sourceType, destination: uri }, ['type', 'destination']), 1),
    sensorElementList: list(sensorElement, 1),
  },
  ['type', 'eventTime', 'eventTimeZoneOffset', 'epcList', 'action'],
);

const document = members(
  {
    '@context': (value, at) =>
      Array.isArray(value) && value[0] === 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld' ? [] : [at],
    id: uri,
    type: oneOf(['EPCISDocument']),
    schemaVersion: text(/^\d+(\.\d+)*$/),
    creationDate: time,
    epcisBody: members({ eventList: list(objectEvent) }, ['eventList']),
  },
  ['@context', 'type', 'schemaVersion', 'creationDate', 'epcisBody'],
);

/** What in the document is not as EPCIS has it. */
export function epcisFaults(value: unknown): string[] {
  return document(value, 'document');
}

function text(pattern: RegExp): Rule {
  return (value, at) => (typeof value === 'string' && pattern.test(value) ? [] : [`${at} is ${JSON.stringify(value)}`]);
}

function oneOf(words: readonly string[]): Rule {
  return (value, at) => (words.includes(value as string) ? [] : [`${at} is ${JSON.stringify(value)}`]);
}

function list(rule: Rule, least = 0): Rule {
  return (value, at) => {
    if (!Array.isArray(value) || value.length < least) return [`${at} is no list of ${least} or more`];
    if (new Set(value.map((each) => JSON.stringify(each))).size < value.length) return [`${at} has something twice`];
    return value.flatMap((each, index) => rule(each, `${at}[${index}]`));
  };
}

/** Names with a colon are extensions, and take what they like. */
function members(rules: Readonly<Record<string, Rule>>, required: readonly string[]): Rule {
  return (value, at) => {
    if (typeof value !== 'object' || value === null) return [`${at} is no object`];
    const missing = required.filter((name) => !(name in value)).map((name) => `${at} has no ${name}`);
    const wrong = Object.entries(value).flatMap(([name, member]) => {
      if (name.includes(':')) return [];
      return rules[name]?.(member, `${at}.${name}`) ?? [`${at} has ${name}`];
    });
    return [...missing, ...wrong];
  };
}
