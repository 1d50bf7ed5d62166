import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { knownTeams } from '#kernel/teams/known-teams.js';
import { Task } from '../tasks/task.js';
import { judgeWatch } from './judging.js';
import { mostReadings } from './keeping-readings.js';
import { TemperatureLogger } from './temperature-logger.js';
import {
  EndTemperatureWatchPayload,
  StartTemperatureWatchPayload,
  type EndTemperatureWatchInput,
  type StartTemperatureWatchInput,
} from './temperature-watch.inputs.js';
import { TemperatureWatch } from './temperature-watch.js';
import { itemsError } from './watched-items.js';

const permission = 'temperatures:record';
const nothing = { watch: null };
const dayMinutes = 1440;

export async function startTemperatureWatch(context: Context, input: StartTemperatureWatchInput): Promise<StartTemperatureWatchPayload> {
  const itemIds = [...new Set(input.itemIds)];
  const wrongItems = await itemsError(context, itemIds);
  return context.db.command(StartTemperatureWatchPayload, { name: 'startTemperatureWatch', permission }, async (transaction) => {
    const logger = await transaction.lock(TemperatureLogger, input.loggerId);
    if (!logger)
      return refuse('NOT_FOUND', 'There is no such logger at the branches where you may do this.', ['input', 'loggerId'], nothing);
    if (!logger.active) return refuse('WRONG_STATE', `${logger.name} is out of use: take another one.`, ['input', 'loggerId'], nothing);
    const watch = Object.assign(new TemperatureWatch(), {
      id: newId('temperaturewatch'),
      branchId: logger.branchId,
      loggerId: logger.id,
      taskId: input.taskId ?? null,
      itemIds,
      place: input.place?.trim() || null,
      beganAt: input.beganAt ?? new Date(),
      endedAt: input.endedAt ?? null,
      minCelsius: input.minCelsius ?? null,
      maxCelsius: input.maxCelsius ?? null,
      consecutiveMinutes: input.consecutiveMinutes ?? null,
      cumulativeMinutes: input.cumulativeMinutes ?? null,
      intervalMinutes: input.intervalMinutes,
      silenceMinutes: input.silenceMinutes ?? input.intervalMinutes * 3,
      live: input.live,
      activationEnergy: input.activationEnergy ?? null,
      teams: [...new Set(input.teams)],
    });
    const known = new Set(watch.teams.length > 0 ? await knownTeams(transaction) : []);
    const stranger = watch.teams.find((team) => !known.has(team));
    if (stranger !== undefined)
      return refuse('NOT_FOUND', `There is no team ${stranger.slice(0, 60)}: make it by createTeam.`, ['input', 'teams'], nothing);
    const errors = [...watchErrors(watch), ...lengthErrors(mostLetters.name, { place: watch.place }), ...(wrongItems ? [wrongItems] : [])];
    if (errors.length > 0) return new Refusal(errors, nothing);
    if (watch.taskId && !(await isThere(transaction, watch.taskId)))
      return refuse('NOT_FOUND', 'There is no such task at the branches where you may do this.', ['input', 'taskId'], nothing);
    await transaction.insert(watch);
    const readings = await beginSignal(transaction, watch);
    if (readings > mostReadings)
      return refuse('LIMIT_REACHED', `The logger has ${readings} readings of that time: watch a shorter one.`, ['input'], nothing);
    await judgeWatch(transaction, watch, null);
    return { watch };
  });
}

export async function endTemperatureWatch(context: Context, input: EndTemperatureWatchInput): Promise<EndTemperatureWatchPayload> {
  return context.db.command(EndTemperatureWatchPayload, { name: 'endTemperatureWatch', permission }, async (transaction) => {
    const absent = refuse('NOT_FOUND', 'There is no such watch at the branches where you may do this.', ['input', 'id'], nothing);
    const seen = await transaction.first(TemperatureWatch, sql`where id = ${toUuid('temperaturewatch', input.id)}`);
    if (!seen) return absent;
    // The logger first, as everywhere: no reading comes in meanwhile.
    await transaction.lock(TemperatureLogger, seen.loggerId);
    const watch = await transaction.lock(TemperatureWatch, input.id);
    if (!watch) return absent;
    const stale = staleVersion(watch, input.expectedVersion, 'watch', nothing);
    if (stale) return stale;
    if (watch.endedAt) return refuse('WRONG_STATE', `This watch ended at ${watch.endedAt.toISOString()}.`, ['input', 'id'], nothing);
    const now = new Date();
    const endedAt = input.endedAt ?? now;
    if (endedAt > now) return refuse('INVALID', 'A watch cannot end later than now.', ['input', 'endedAt'], nothing);
    if (endedAt <= watch.beganAt)
      return refuse('INVALID', `This watch began at ${watch.beganAt.toISOString()}: it ends after that.`, ['input', 'endedAt'], nothing);
    watch.endedAt = endedAt;
    await transaction.save(watch);
    await cutSignal(transaction, watch);
    await judgeWatch(transaction, watch, endedAt);
    return { watch };
  });
}

/** What the database would refuse without words. */
function watchErrors(watch: TemperatureWatch): UserError[] {
  const { beganAt, endedAt, minCelsius, maxCelsius, intervalMinutes, silenceMinutes, activationEnergy } = watch;
  const errors: UserError[] = [];
  const invalid = (field: string, message: string): unknown => errors.push(userError('INVALID', message, ['input', field]));
  if (endedAt && endedAt <= beganAt) invalid('endedAt', 'A watch ends after it begins.');
  if (endedAt && endedAt > new Date()) invalid('endedAt', 'A watch cannot end later than now: leave it open, and end it then.');
  if (minCelsius === null && maxCelsius === null)
    errors.push(userError('REQUIRED', 'Say how cold or how warm it may be: minCelsius, maxCelsius, or both.', ['input', 'maxCelsius']));
  for (const [field, limit] of Object.entries({ minCelsius, maxCelsius }))
    if (limit !== null && !(limit >= -273.15 && limit <= 1000)) invalid(field, `${field} is from -273.15 to 1000 degrees Celsius.`);
  if (minCelsius !== null && maxCelsius !== null && minCelsius > maxCelsius)
    invalid('minCelsius', 'The lowest temperature is above the highest one.');
  for (const field of ['consecutiveMinutes', 'cumulativeMinutes'] as const)
    if ((watch[field] ?? 0) < 0) invalid(field, `${field} is 0 or more.`);
  if (!(intervalMinutes > 0 && intervalMinutes <= dayMinutes))
    invalid('intervalMinutes', 'intervalMinutes is more than 0, and at most a day.');
  else if (!(silenceMinutes >= intervalMinutes && silenceMinutes <= 7 * dayMinutes))
    invalid('silenceMinutes', 'silenceMinutes is the interval or more, and at most a week.');
  if (activationEnergy !== null && !(activationEnergy > 0 && activationEnergy <= 1000))
    invalid('activationEnergy', 'activationEnergy is more than 0 and at most 1000 kJ/mol.');
  return errors;
}

async function isThere(transaction: Transaction, taskId: string): Promise<boolean> {
  return (await transaction.first(Task, sql`where id = ${toUuid('task', taskId)}`)) !== null;
}

/** Counts what the logger has of that time already. */
async function beginSignal(transaction: Transaction, watch: TemperatureWatch): Promise<number> {
  const [row] = await transaction.rows<{ readings: number }>(
    sql`insert into temperature_signals (watch_id, branch_id, readings, last_reading_at)
      select ${toUuid('temperaturewatch', watch.id)}, ${toUuid('branch', watch.branchId)}, count(*), max(at) from temperature_readings
      where logger_id = ${toUuid('temperaturelogger', watch.loggerId)} and at >= ${watch.beganAt}
        and at <= coalesce(${watch.endedAt}::timestamptz, 'infinity')
      returning readings`,
  );
  return row?.readings ?? 0;
}

/** What was measured after the end is no longer its own. */
async function cutSignal(transaction: Transaction, watch: TemperatureWatch): Promise<void> {
  await transaction.rows(
    sql`update temperature_signals set (readings, last_reading_at) = (
        select count(*), max(at) from temperature_readings where logger_id = ${toUuid('temperaturelogger', watch.loggerId)}
          and at between ${watch.beganAt} and ${watch.endedAt})
      where watch_id = ${toUuid('temperaturewatch', watch.id)}`,
  );
}
