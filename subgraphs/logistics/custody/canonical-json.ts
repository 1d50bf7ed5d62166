import canonicalize from 'canonicalize';

/**
 * The one text of a value by RFC 8785 (JCS): whoever writes it in whatever order gets the same bytes. Members that are null are left
 * out, as databases and clients answer null for what was never said.
 * @throws Error for what JSON cannot say: NaN, infinity and half of a surrogate pair.
 */
export function canonicalJson(value: object): string {
  const text = canonicalize(withoutNulls(value));
  if (text === undefined) throw new TypeError('Only data can be written as JSON, not a function.');
  return text;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member != null)
      .map(([name, member]) => [name, withoutNulls(member)]),
  );
}
