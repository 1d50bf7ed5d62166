import { HandoverCondition, type CustodyEntry, type Handover, type HandoverSignature } from '../handover.js';

type Members = Readonly<Record<string, unknown>>;

/**
 * A handover from JSON that anybody may have written, with members that we do not know: they are hashed too. Null for what is none, so
 * that what is done with handovers need not expect anything.
 */
export function readHandover(value: unknown): Handover | null {
  if (!isObject(value)) return null;
  const { itemId, sequence, at, place, from, to, condition, remark, scan, temperature } = value;
  const isWhole =
    isText(itemId) &&
    Number.isSafeInteger(sequence) &&
    isText(at) &&
    isPlace(place) &&
    isParty(from) &&
    isParty(to) &&
    Object.hasOwn(HandoverCondition, String(condition)) &&
    isTextOrNone(remark) &&
    isText(scan) &&
    (temperature == null || isTemperature(temperature));
  return isWhole ? (value as unknown as Handover) : null;
}

/** An entry of a chain that was exported, or null for what is none. A side without a signature is for the check to find. */
export function readEntry(value: unknown): CustodyEntry | null {
  if (!isObject(value)) return null;
  const { previousHash, hash, signatures } = value;
  const handover = readHandover(value['handover']);
  if (!handover || !isText(previousHash) || !isText(hash) || !isObject(signatures)) return null;
  const { FROM = null, TO = null } = signatures;
  if (!isSignatureOrNone(FROM) || !isSignatureOrNone(TO)) return null;
  return { handover, previousHash, hash, signatures: { ...(FROM ? { FROM } : {}), ...(TO ? { TO } : {}) } };
}

function isObject(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isTextOrNone(value: unknown): boolean {
  return value == null || isText(value);
}

function isNumberOrNone(value: unknown): boolean {
  return value == null || typeof value === 'number';
}

function isParty(value: unknown): boolean {
  return isObject(value) && isText(value['id']) && isText(value['name']) && isTextOrNone(value['gln']);
}

function isPlace(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, gln, latitude, longitude } = value;
  return isText(name) && isTextOrNone(gln) && isNumberOrNone(latitude) && isNumberOrNone(longitude);
}

function isTemperature(value: unknown): boolean {
  return isObject(value) && typeof value['celsius'] === 'number' && isTextOrNone(value['at']) && isTextOrNone(value['deviceId']);
}

function isSignatureOrNone(value: unknown): value is HandoverSignature | null {
  return value === null || (isObject(value) && isText(value['keyId']) && isText(value['value']));
}
