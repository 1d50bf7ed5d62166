/** Exactly one address and nothing around it: a list, a display name or a line break would reach others than the one who is meant. */
export function isEmailAddress(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what must not get through
  return text.length <= 254 && /^[^\s\x00-\x1f\x7f"(),:;<>@[\\\]]+@[^\s\x00-\x1f\x7f"(),:;<>@[\\\]]+$/u.test(text);
}

/** `+`, a country code and a number, at most 15 digits. */
export function isPhoneNumber(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** Enough of an address to recognize it beside the caller's row, too little to write to it: `s***@steppe.mn`, `+976***33`. */
export function maskAddress(address: string): string {
  if (isPhoneNumber(address)) return `${address.slice(0, 4)}***${address.slice(-2)}`;
  if (isEmailAddress(address)) return `${address.slice(0, 1)}***${address.slice(address.lastIndexOf('@'))}`;
  return '***';
}

/** What a provider said, short and without the address: its answers like to repeat it, and errors of jobs are logged. */
export function withoutAddress(said: string, address: string): string {
  const bare = address.replace(/^\+/, '');
  if (bare === '') return said.slice(0, 300);
  const everywhere = new RegExp(`\\+?${bare.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')}`, 'gi');
  return said
    .replace(everywhere, () => maskAddress(address))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, 300);
}
