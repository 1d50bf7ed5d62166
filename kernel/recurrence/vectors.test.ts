import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { occurrences } from './expand.js';
import { formatLocalDate, formatLocalDateTime, parseLocal, type LocalSeconds } from './local-date-time.js';
import { parseRecurrenceRule, withoutTimes } from './recurrence-rule.js';

interface Vector {
  readonly comment: string;
  readonly RRULE: string;
  readonly DTSTART: string;
  readonly INSTANCES: string;
  readonly 'START-AT'?: string;
}

const path = resolve('../shared/data/rrule/libical_vectors.json');
const realInput = existsSync(path) ? describe : describe.skip;
const vectors = existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Vector[]) : [];
const isExpected = ({ INSTANCES }: Vector): boolean => !INSTANCES.startsWith('***');

function read(text: string): { at: LocalSeconds; isDate: boolean } {
  const local = parseLocal(text);
  if (!local) throw new Error(`${text} is no local date or time.`);
  return local;
}

/** What the rule gives, as the vectors write it: dates for a date; one more than expected where the rule itself never ends. */
function expand({ RRULE, DTSTART, INSTANCES }: Vector, from?: LocalSeconds): string[] {
  const start = read(DTSTART);
  const parsed = parseRecurrenceRule(RRULE);
  const rule = start.isDate ? withoutTimes(parsed) : parsed;
  const endless = rule.count === null && rule.until === null;
  const found = occurrences(rule, start.at, from === undefined ? {} : { from }).take(endless ? INSTANCES.split(',').length : 100_000);
  return [...found].map(start.isDate ? formatLocalDate : formatLocalDateTime);
}

realInput('the vectors of libical', () => {
  it('are there', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(146);
  });

  it.each(vectors.filter(isExpected))('$RRULE from $DTSTART: $comment', (vector) => {
    const expected = vector.INSTANCES.replaceAll('Z', '').split(',');
    expect(expand(vector)).toEqual(expected);
    const startAt = vector['START-AT'];
    if (startAt === undefined) return;
    const { at } = read(startAt);
    expect(expand(vector, at)).toEqual(expected.filter((instance) => read(instance).at >= at));
  });

  it.each(vectors.filter((vector) => !isExpected(vector)))(
    '$RRULE from $DTSTART, which libical leaves open, is followed: $comment',
    (vector) => {
      const found = expand(vector);
      expect(found).toEqual([...new Set(found)].sort());
      expect(found.length).toBeGreaterThan(0);
    },
  );
});
