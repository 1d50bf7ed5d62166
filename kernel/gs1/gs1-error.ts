/** What is wrong with a code, for a program to branch on; the message is for the person who holds the pack. */
export type Gs1ErrorCode =
  | 'NOT_GS1'
  | 'UNKNOWN_AI'
  | 'WRONG_LENGTH'
  | 'WRONG_CHARACTER'
  | 'WRONG_CHECK_DIGIT'
  | 'IMPOSSIBLE_DATE'
  | 'WRONG_VALUE'
  | 'WRONG_PLACE'
  | 'CONTRADICTION'
  | 'MISSING_COMPANION'
  | 'FORBIDDEN_COMPANION';

/** Where in a code the fault is. */
export interface Gs1Fault {
  /** The application identifier of the faulty field, where the fault is in one. */
  readonly ai?: string;
  /** The first faulty character of the scan as it was given, from 0. */
  readonly position?: number;
}

/** A code that GS1's rules refuse. The message is one sentence that names the field, the offending part and what to do. */
export class Gs1Error extends Error {
  override readonly name = 'Gs1Error';
  readonly ai: string | null;
  readonly position: number | null;

  constructor(
    readonly code: Gs1ErrorCode,
    message: string,
    { ai, position }: Gs1Fault = {},
  ) {
    super(message);
    this.ai = ai ?? null;
    this.position = position ?? null;
  }
}

/** A piece of a scan as a message shows it: quoted, not too long, and what cannot be seen spelled out. */
export function shown(text: string): string {
  const visible = text.replace(/[^\x20-\x7e]/g, (character) => `<${character.charCodeAt(0).toString(16).padStart(2, '0')}>`);
  return `"${visible.length > 40 ? `${visible.slice(0, 40)}…` : visible}"`;
}

/** One character as a message names it. */
export function namedCharacter(character: string): string {
  if (character === ' ') return 'a space';
  if (character === '\x1d') return 'a separator (FNC1)';
  return shown(character);
}
