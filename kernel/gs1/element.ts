import { applicationIdentifier, type ApplicationIdentifier, type Component } from './application-identifier.js';
import { eitherOf, elementName } from './element-name.js';
import { Gs1Error, shown, type Gs1ErrorCode } from './gs1-error.js';
import { readGs1Date, type Gs1Date } from './gs1-date.js';
import { linterNamed, type LinterName } from './linters/linter.js';

/** A field as a reader of some notation found it. */
export interface RawElement {
  readonly identifier: ApplicationIdentifier;
  readonly value: string;
  /** Where the value begins in the scan as it was given, from 0. */
  readonly position: number;
  /** Whether each character of the value is one of the scan, so that places in the value are places in the scan. */
  readonly isVerbatim: boolean;
}

/** A field of a code, found to be as GS1 wants it. */
export interface ScannedElement {
  readonly ai: string;
  /** GS1's title of the field: BATCH/LOT. */
  readonly title: string;
  readonly value: string;
  /** Where the value begins in the scan as it was given, from 0. */
  readonly position: number;
  /** The date that the value begins with (YYMMDD), where it is of such a field. */
  readonly date: Gs1Date | null;
}

const setLinters = { N: 'csetnumeric', X: 'cset82', Y: 'cset39', Z: 'cset64' } as const;
const dates: readonly LinterName[] = ['yymmdd', 'yymmd0'];
const codes: Partial<Record<LinterName, Gs1ErrorCode>> = {
  csetnumeric: 'WRONG_CHARACTER',
  cset82: 'WRONG_CHARACTER',
  cset39: 'WRONG_CHARACTER',
  cset64: 'WRONG_CHARACTER',
  csum: 'WRONG_CHECK_DIGIT',
  csumalpha: 'WRONG_CHECK_DIGIT',
  iban: 'WRONG_CHECK_DIGIT',
  yymmdd: 'IMPOSSIBLE_DATE',
  yymmd0: 'IMPOSSIBLE_DATE',
  yyyymmdd: 'IMPOSSIBLE_DATE',
  hhmi: 'IMPOSSIBLE_DATE',
  hh: 'IMPOSSIBLE_DATE',
  mi: 'IMPOSSIBLE_DATE',
  ss: 'IMPOSSIBLE_DATE',
};

/**
 * Checks a field's length, characters and content.
 * @throws Gs1Error WRONG_LENGTH, WRONG_CHARACTER, WRONG_CHECK_DIGIT, IMPOSSIBLE_DATE or WRONG_VALUE.
 */
export function checkElement(element: RawElement, today: Date): ScannedElement {
  const { identifier, value, position } = element;
  const parts = partsOf(element);
  for (const { component, text, at } of parts) {
    for (const name of [setLinters[component.set], ...component.linters]) refuse(element, name, text, at);
  }
  const hasDate = identifier.components[0]?.linters.some((name) => dates.includes(name)) ?? false;
  const date = hasDate ? readGs1Date(value.slice(0, 6), today) : null;
  if (hasDate && date === null) {
    throw fault(element, 'IMPOSSIBLE_DATE', 'is no date, as its year has no such day', 0);
  }
  return { ai: identifier.ai, title: identifier.title, value, position, date };
}

/** The AI's entry. @throws Gs1Error UNKNOWN_AI. */
export function knownIdentifier(ai: string, position?: number): ApplicationIdentifier {
  const identifier = applicationIdentifier(ai);
  if (identifier) return identifier;
  throw new Gs1Error('UNKNOWN_AI', `There is no GS1 field (${ai}): scan it again, or compare what was typed with the label.`, {
    ai,
    ...(position === undefined ? {} : { position }),
  });
}

interface Part {
  readonly component: Component;
  readonly text: string;
  readonly at: number;
}

/** The value, cut into the components that its field has; the last takes what is left. */
function partsOf(element: RawElement): Part[] {
  const { identifier, value } = element;
  const lengths = lengthsOf(identifier.components);
  if (!lengths.some(([least, most]) => value.length >= least && value.length <= most)) throw wrongLength(element, lengths);
  const parts: Part[] = [];
  let at = 0;
  for (const component of identifier.components) {
    if (at === value.length) break;
    const text = value.slice(at, at + component.most);
    parts.push({ component, text, at });
    at += text.length;
  }
  return parts;
}

type Lengths = readonly [least: number, most: number];

/** From how many to how many characters a value can have; several ranges where parts of it can be left out. */
function lengthsOf(components: readonly Component[]): Lengths[] {
  const ranges: Lengths[] = [];
  let before = 0;
  for (const [index, { least, most }] of components.entries()) {
    const next = components[index + 1];
    if (!next || next.isOptional) ranges.push([before + least, before + most]);
    before += most;
  }
  return ranges;
}

function wrongLength(element: RawElement, lengths: readonly Lengths[]): Gs1Error {
  const { identifier, value } = element;
  const unit = identifier.components.every(({ set }) => set === 'N') ? 'digit' : 'character';
  const wanted = eitherOf(lengths.map(([least, most]) => (least === most ? String(least) : `${least} to ${most}`)));
  const found = value === '' ? 'is empty' : `has ${value.length} ${unit}${value.length === 1 ? '' : 's'}`;
  const most = Math.max(...lengths.map(([, end]) => end));
  // Too much is mostly the next field, which nothing parts from this one.
  const cause = value.length > most && !identifier.isPredefined ? ', or the label lacks the separator behind it' : '';
  return new Gs1Error(
    'WRONG_LENGTH',
    `The ${elementName(identifier.ai)} ${value === '' ? '' : `${shown(value)} `}${found}, where it takes ${wanted}: scan it again, some of it was not read right${cause}.`,
    { ai: identifier.ai, position: element.position },
  );
}

function refuse(element: RawElement, name: LinterName, text: string, at: number): void {
  const finding = linterNamed(name)(text);
  if (finding) throw fault(element, codes[name] ?? 'WRONG_VALUE', finding.because, at + finding.at);
}

function fault({ identifier, value, position, isVerbatim }: RawElement, code: Gs1ErrorCode, because: string, at: number): Gs1Error {
  const advice =
    code === 'WRONG_CHECK_DIGIT' || code === 'WRONG_CHARACTER'
      ? 'scan it again, or compare what was typed with the label'
      : 'scan it again, and if it stays so, the label is wrong, so ask who supplied it';
  return new Gs1Error(code, `The ${elementName(identifier.ai)} ${shown(value)} ${because}: ${advice}.`, {
    ai: identifier.ai,
    position: isVerbatim ? position + at : position,
  });
}
