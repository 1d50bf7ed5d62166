import { randomBytes } from 'node:crypto';
import { GraphError } from './graph-error.js';

/** An opaque, typed id: a prefix that names the type and a UUIDv7 in Crockford base 32 (TypeID 0.3): `patient_01jd…`. */
export type TypeId<Prefix extends string = string> = `${Prefix}_${string}`;

/** A text that is no id of the type wanted. */
export class MalformedIdError extends GraphError {
  constructor(prefix: string, id: string) {
    const shown = id.length > 60 ? `${id.slice(0, 60)}…` : id;
    super('BAD_USER_INPUT', `"${shown}" is not the id of a ${prefix}: such ids look like ${prefix}_01jd0a8ksvf3ntbd0zqzyb6y2q.`);
    this.name = 'MalformedIdError';
  }
}

const alphabet = '0123456789abcdefghjkmnpqrstvwxyz';
const values = new Map([...alphabet].map((letter, value) => [letter, value]));
const suffixLength = 26;
const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A fresh id; later ones sort after earlier ones, also within a millisecond of one process. */
export function newId<Prefix extends string>(prefix: Prefix): TypeId<Prefix> {
  return toTypeId(prefix, newUuid());
}

let lastMillisecond = 0;
let counter = 0;

/** UUIDv7 (RFC 9562) with a 12-bit counter in `rand_a`, so that ids of one process are monotonic. */
export function newUuid(): string {
  const now = Date.now();
  if (now > lastMillisecond) {
    lastMillisecond = now;
    counter = randomBytes(2).readUInt16BE() & 0x7ff;
  } else if (++counter > 0xfff) {
    lastMillisecond += 1;
    counter = 0;
  }
  const time = lastMillisecond.toString(16).padStart(12, '0');
  const random = randomBytes(8);
  random[0] = ((random[0] ?? 0) & 0x3f) | 0x80;
  const tail = random.toString('hex');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${counter.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`;
}

/** A uuid as PostgreSQL prints it, as a TypeID. */
export function toTypeId<Prefix extends string>(prefix: Prefix, uuid: string): TypeId<Prefix> {
  if (!uuidPattern.test(uuid)) throw new MalformedIdError(prefix, uuid);
  const hex = uuid.replaceAll('-', '');
  // 128 bits in 26 letters of 5: the first letter carries only three bits, so 32 hex digits begin with two zero bits.
  let text = '';
  let buffer = 0;
  let bits = 2;
  for (let index = 0; index < 32; index += 1) {
    buffer = (buffer << 4) | Number.parseInt(hex.charAt(index), 16);
    bits += 4;
    if (bits >= 5) {
      bits -= 5;
      text += alphabet.charAt((buffer >> bits) & 31);
      buffer &= (1 << bits) - 1;
    }
  }
  return `${prefix}_${text}`;
}

/** The uuid inside an id of this type; throws `MalformedIdError` for anything else. */
export function toUuid(prefix: string, id: string): string {
  const start = prefix.length + 1;
  if (id.length !== start + suffixLength || !id.startsWith(prefix) || id[prefix.length] !== '_' || id.charCodeAt(start) > 55 /* 7 */) {
    throw new MalformedIdError(prefix, id);
  }
  let hex = '';
  let buffer = 0;
  let bits = -2;
  for (let index = start; index < id.length; index += 1) {
    const value = values.get(id.charAt(index));
    if (value === undefined) throw new MalformedIdError(prefix, id);
    buffer = (buffer << 5) | value;
    bits += 5;
    while (bits >= 4) {
      bits -= 4;
      hex += ((buffer >> bits) & 15).toString(16);
      buffer &= (1 << bits) - 1;
    }
  }
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** The type that an id claims to be of, or null when it is no id at all. */
export function prefixOf(id: string): string | null {
  const separator = id.lastIndexOf('_');
  if (separator < 1) return null;
  const prefix = id.slice(0, separator);
  try {
    toUuid(prefix, id);
    return /^[a-z]([a-z_]*[a-z])?$/.test(prefix) ? prefix : null;
  } catch {
    return null;
  }
}
