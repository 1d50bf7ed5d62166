import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { occurrences } from '#kernel/recurrence/expand.js';
import { parseRecurrenceRule, RecurrenceRuleError, type Frequency, type RecurrenceRule } from '#kernel/recurrence/recurrence-rule.js';
import { branchRefusal, requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { openTimes } from '../waitlist/openings.js';
import { PracticeContext, Schedule, type ScheduleHours } from './schedule.js';
import {
  CreateSchedulePayload,
  UpdateSchedulePayload,
  type CreateScheduleInput,
  type ScheduleHoursInput,
  type UpdateScheduleInput,
} from './schedule.inputs.js';
import { dayToWall } from '#kernel/calendar/zone-clock.js';

const permission = 'schedules:manage';
const nothing = { schedule: null };
const mostHours = 50;
const mostDates = 1_000;
const longestRule = 1_000;
const yearsAhead = 20;
const secondsOfDay = 86_400;

export async function createSchedule(context: Context, input: CreateScheduleInput): Promise<CreateSchedulePayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, branchId, permission);
  return context.db.command(CreateSchedulePayload, { name: 'createSchedule', permission }, async (transaction) => {
    if (outside || branchId === null) return new Refusal(outside ? [outside] : [], nothing);
    const wrong = [
      ...lengthErrors(mostLetters.name, { name: input.name }),
      ...(await actorErrors(transaction, branchId, input)),
      ...(await serviceErrors(transaction, input.forServiceIds)),
      ...hoursErrors(input.hours),
    ];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const schedule = Object.assign(new Schedule(), {
      id: newId('schedule'),
      branchId,
      practitionerId: input.practitionerId ?? null,
      resourceId: input.resourceId ?? null,
      serviceId: input.serviceId ?? null,
      context: input.context,
      name: input.name?.trim() || null,
      active: true,
      forServices: input.forServiceIds ?? null,
      hours: input.hours.map(toHours),
      respectsOpeningHours: input.respectsOpeningHours ?? input.context === PracticeContext.CLINIC,
    });
    await transaction.insert(schedule);
    await openHours(transaction, schedule);
    return { schedule };
  });
}

export async function updateSchedule(context: Context, input: UpdateScheduleInput): Promise<UpdateSchedulePayload> {
  const found = (await context.db.all(Schedule, sql`where id = ${toUuid('schedule', input.id)}`))[0];
  const outside = found ? await branchRefusal(context, found.branchId, permission) : null;
  return context.db.command(UpdateSchedulePayload, { name: 'updateSchedule', permission }, async (transaction) => {
    const schedule = await transaction.lock(Schedule, input.id);
    if (!schedule || outside)
      return refuse('NOT_FOUND', 'There is no such schedule at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(schedule, input.expectedVersion, 'schedule', nothing);
    if (stale) return stale;
    const wrong = [
      ...lengthErrors(mostLetters.name, { name: input.name }),
      ...(await serviceErrors(transaction, input.forServiceIds)),
      ...(input.hours ? hoursErrors(input.hours) : []),
    ];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    if (input.name !== undefined) schedule.name = input.name?.trim() || null;
    schedule.active = input.active ?? schedule.active;
    schedule.respectsOpeningHours = input.respectsOpeningHours ?? schedule.respectsOpeningHours;
    if (input.forServiceIds !== undefined) schedule.forServices = input.forServiceIds;
    if (input.hours) schedule.hours = input.hours.map(toHours);
    await transaction.save(schedule);
    if (input.hours || input.active || input.forServiceIds !== undefined || input.respectsOpeningHours === false)
      await openHours(transaction, schedule);
    return { schedule };
  });
}

/** Hours that can be booked may be what somebody waits for. */
async function openHours(transaction: Transaction, { branchId, practitionerId, resourceId, context, active }: Schedule): Promise<void> {
  if (!active || context !== PracticeContext.CLINIC || resourceId !== null) return;
  await openTimes(transaction, { branchId, practitionerId, from: '0001-01-01', until: '9999-12-31' });
}

async function actorErrors(transaction: Transaction, branchId: string, input: CreateScheduleInput): Promise<UserError[]> {
  const actors = [input.practitionerId, input.resourceId, input.serviceId].filter((id) => id != null);
  if (actors.length !== 1)
    return [userError('INVALID', 'A schedule is of one practitioner, one resource or one service: name exactly one.', ['input'])];
  if (input.context !== PracticeContext.CLINIC && !input.practitionerId) {
    return [userError('INVALID', 'Only a practitioner has rounds and calls.', ['input', 'context'])];
  }
  const branch = toUuid('branch', branchId);
  const [found] = await transaction.rows<{ practitioner: boolean; resource: boolean; service: boolean }>(sql`select
    exists (select from practitioner_branches where practitioner_id = ${input.practitionerId ? toUuid('practitioner', input.practitionerId) : null}::uuid and branch_id = ${branch}) as practitioner,
    exists (select from resources where id = ${input.resourceId ? toUuid('resource', input.resourceId) : null}::uuid and branch_id = ${branch}) as resource,
    exists (select from healthcare_services where id = ${input.serviceId ? toUuid('service', input.serviceId) : null}::uuid) as service`);
  if (input.practitionerId && !found?.practitioner)
    return [userError('NOT_FOUND', 'No such practitioner works at this branch.', ['input', 'practitionerId'])];
  if (input.resourceId && !found?.resource)
    return [userError('NOT_FOUND', 'There is no such resource at this branch.', ['input', 'resourceId'])];
  if (input.serviceId && !found?.service) return [userError('NOT_FOUND', 'There is no such service.', ['input', 'serviceId'])];
  return [];
}

async function serviceErrors(transaction: Transaction, serviceIds: readonly string[] | null | undefined): Promise<UserError[]> {
  if (!serviceIds) return [];
  if (serviceIds.length === 0) return [userError('INVALID', 'Name the services, or leave them out for all.', ['input', 'forServiceIds'])];
  const uuids = [...new Set(serviceIds)].map((id) => toUuid('service', id));
  const [found] = await transaction.rows<{ count: number }>(
    sql`select count(*)::int as count from healthcare_services where id = any (${uuids}::uuid[])`,
  );
  return found?.count === uuids.length ? [] : [userError('NOT_FOUND', 'One of these services does not exist.', ['input', 'forServiceIds'])];
}

function hoursErrors(hours: readonly ScheduleHoursInput[]): UserError[] {
  if (hours.length === 0 || hours.length > mostHours)
    return [userError('INVALID', `A schedule has 1 to ${mostHours} entries of hours.`, ['input', 'hours'])];
  return hours.flatMap(({ startsOn, rule, exceptOn, alsoOn }, index) => {
    const at = (field: string): string[] => ['input', 'hours', String(index), field];
    const wrong = [['exceptOn', exceptOn] as const, ['alsoOn', alsoOn] as const]
      .filter(([, dates]) => dates.length > mostDates)
      .map(([field]) => userError('INVALID', `${field} takes at most ${mostDates} days.`, at(field)));
    const message = rule == null ? null : ruleProblem(rule, startsOn);
    return message === null ? wrong : [...wrong, userError('INVALID', message, at('rule'))];
  });
}

/** Hours recur by days: a rule that repeats within a day would multiply what `from` and `until` say. */
function ruleProblem(text: string, startsOn: string): string | null {
  if (text.length > longestRule) return `A rule has at most ${longestRule} letters.`;
  try {
    const rule = parseRecurrenceRule(text);
    const daily: readonly Frequency[] = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'];
    if (!daily.includes(rule.frequency)) return `Hours recur by days: FREQ is ${daily.join(', ')}.`;
    if (rule.byHour.length + rule.byMinute.length + rule.bySecond.length > 0)
      return 'Say the time of day by from and until, not by BYHOUR, BYMINUTE or BYSECOND.';
    return courseProblem(rule, dayToWall(startsOn) / 1000);
  } catch (error) {
    if (error instanceof RecurrenceRuleError) return error.message;
    throw error;
  }
}

/** A rule with COUNT is counted from its first day by everybody who searches, for ever: so it has to end soon. */
function courseProblem(rule: RecurrenceRule, first: number): string | null {
  // UNTIL may be in UTC: up to a day later on the wall.
  const until = rule.until === null ? null : rule.until + secondsOfDay;
  const days = occurrences({ ...rule, until }, first, { before: first + yearsAhead * 366 * secondsOfDay });
  if (days.next().done) return `This rule names no day in the ${yearsAhead} years from startsOn.`;
  if (rule.count !== null && 1 + [...days].length < rule.count)
    return `With COUNT the hours must end within ${yearsAhead} years: say UNTIL instead.`;
  return null;
}

function toHours({ startsOn, from, until, rule = null, exceptOn, alsoOn }: ScheduleHoursInput): ScheduleHours {
  return { startsOn, from, until, rule, exceptOn, alsoOn };
}
