import { sql } from '#kernel/database/sql.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Substance } from '../products/substance.js';
import { DoseRange } from './dose-range.js';
import { SetDoseRangePayload, type SetDoseRangeInput } from './dose-range.inputs.js';

const nothing = { doseRange: null };
const constraints = {
  dose_ranges_once: { code: 'TAKEN', message: 'Somebody has just set this range: read it again, then decide.', field: ['input', 'route'] },
} as const;

/** Says how much of a substance is given by a way; what was said before of the two is replaced, and stays in the audit. */
export async function setDoseRange(context: Context, input: SetDoseRangeInput): Promise<SetDoseRangePayload> {
  const options = { name: 'setDoseRange', permission: 'medicines:manage', constraints };
  return context.db.command(SetDoseRangePayload, options, async (transaction) => {
    const errors = rangeErrors(input);
    if (errors.length > 0) return new Refusal(errors, nothing);
    const substanceId = toUuid('substance', input.substanceId);
    const substance = await transaction.first(Substance, sql`where id = ${substanceId}`);
    if (!substance) return refuse('NOT_FOUND', 'There is no such substance.', ['input', 'substanceId'], nothing);
    const route = input.route?.trim() || null;
    const routeKey = route === null ? null : searchKey(route);
    const known = await transaction.first(
      DoseRange,
      sql`where substance_id = ${substanceId} and route_key is not distinct from ${routeKey} for update`,
    );
    const range = Object.assign(known ?? Object.assign(new DoseRange(), { id: newId('doserange'), substanceId: substance.id }), {
      route,
      routeKey,
      minSingle: decimal(input.smallestDose),
      maxSingle: decimal(input.largestDose),
      maxDaily: decimal(input.largestDailyDose),
      unit: input.unit.trim(),
      source: input.source.trim(),
    });
    return { doseRange: known ? await transaction.save(range) : await transaction.insert(range) };
  });
}

function rangeErrors({ smallestDose, largestDose, largestDailyDose, unit, source, route }: SetDoseRangeInput): UserError[] {
  const errors = lengthErrors(mostLetters.name, { unit, source, route });
  if (!unit.trim()) errors.push(userError('REQUIRED', 'Say in which unit: `mg`.', ['input', 'unit']));
  if (!source.trim()) errors.push(userError('REQUIRED', 'Say who says so: a work and its edition.', ['input', 'source']));
  const bounds = [smallestDose, largestDose, largestDailyDose].filter((bound) => bound != null);
  if (bounds.length === 0) errors.push(userError('REQUIRED', 'Say at least one of the three doses.', ['input', 'largestDose']));
  else if (bounds.some((bound) => bound <= 0)) errors.push(userError('INVALID', 'A dose is more than zero.', ['input']));
  else if (bounds.some((bound, index) => index > 0 && bound < (bounds[index - 1] ?? 0)))
    errors.push(
      userError('INVALID', 'The smallest dose is not more than the largest, and that not more than what is given in a day.', [
        'input',
        'largestDose',
      ]),
    );
  return errors;
}

function decimal(value: number | null | undefined): string | null {
  return value == null ? null : String(value);
}
