/** Half of a surrogate pair cannot be hashed, and a zero cannot be stored. */
export function isPlain(text: string | null | undefined): boolean {
  return text == null || (text.isWellFormed() && !text.includes('\0'));
}
