import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { isLinterName, linterNamed } from './linter.js';

interface Vector {
  readonly linter: string;
  readonly input: string;
  readonly ok: boolean;
  readonly error?: string;
}

const path = resolve('../shared/data/gs1/linter_vectors.json');
const realInput = existsSync(path) ? describe : describe.skip;
const vectors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Vector[]) : [];

/** The inputs are written as string literals of C. */
function unescaped(literal: string): string {
  return literal.replace(/\\(?:x([\dA-Fa-f]{2})|(.))/g, (_, hex: string | undefined, sign: string) =>
    hex ? String.fromCharCode(parseInt(hex, 16)) : sign,
  );
}

realInput('the vectors of GS1', () => {
  it('are there', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(549);
  });

  it.each(vectors.filter(({ ok }) => ok))('$linter passes $input', ({ linter, input }) => {
    expect(lint(linter, input)).toBeNull();
  });

  it.each(vectors.filter(({ ok }) => !ok))('$linter refuses $input: $error', ({ linter, input, error }) => {
    expect(lint(linter, input)).toMatchObject({
      code: error,
      because: expect.stringMatching(/^(is|has|holds|ends|begins|says|does|goes|lacks) .*[^.]$/) as string,
    });
  });
});

function lint(linter: string, input: string): unknown {
  const name = linter.replace(/^lint_/, '');
  if (!isLinterName(name)) throw new Error(`There is no linter ${name}.`);
  return linterNamed(name)(unescaped(input));
}
