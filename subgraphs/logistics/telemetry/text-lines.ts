export interface TextLine {
  /** From 1. */
  readonly line: number;
  readonly content: string;
  /** Where in the text the line begins. */
  readonly start: number;
}

/** The lines of a text one after the other, ended in any of the three ways, without a second copy of the whole. */
export function* linesOf(text: string): Generator<TextLine> {
  const end = /\r\n|\n|\r/g;
  let start = 0;
  for (let line = 1; start < text.length; line += 1) {
    end.lastIndex = start;
    const match = end.exec(text);
    yield { line, content: text.slice(start, match ? match.index : text.length), start };
    if (!match) return;
    start = end.lastIndex;
  }
}
