/** A text without the space around it; null when nothing is left of it. */
export function textOf(text: string | null | undefined): string | null {
  return text?.trim() || null;
}
