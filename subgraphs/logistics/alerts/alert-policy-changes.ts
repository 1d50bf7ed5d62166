import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { branchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { knownTeams } from '#kernel/teams/known-teams.js';
import {
  CreateAlertPolicyPayload,
  RemoveAlertPolicyPayload,
  UpdateAlertPolicyPayload,
  type CreateAlertPolicyInput,
  type RemoveAlertPolicyInput,
  type UpdateAlertPolicyInput,
} from './alert-policy.inputs.js';
import { AlertPolicy, alertPolicyById } from './alert-policy.js';
import { LogisticsAlertKind } from './alert-terms.js';
import { recountAlerts } from './recounting.js';

const permission = 'alerts:manage';
const nothing = { alertPolicy: null };
const mostSteps = 10;
const dayMinutes = 1_440;
const weekMinutes = 10_080;

/** As many minutes as make sense; positions are looked at by the minute, and kept for two hours. */
const bounds: Readonly<Record<LogisticsAlertKind, readonly [least: number, most: number]>> = {
  NOT_ASSIGNED: [1, weekMinutes],
  NOT_COLLECTED: [-dayMinutes, weekMinutes],
  LATE: [-dayMinutes, weekMinutes],
  OFF_ROUTE: [2, 60],
  NO_SIGNAL: [2, dayMinutes],
};

export async function createAlertPolicy(context: Context, input: CreateAlertPolicyInput): Promise<CreateAlertPolicyPayload> {
  const branchId = input.branchId ?? null;
  const outside = await outsideError(context, branchId, ['input', 'branchId']);
  const taken = {
    code: 'TAKEN',
    message: `There is a policy for ${input.kind} there already: change that one.`,
    field: ['input', 'kind'],
  } as const;
  const options = { name: 'createAlertPolicy', permission, constraints: { alert_policies_once: taken } };
  return context.db.command(CreateAlertPolicyPayload, options, async (transaction) => {
    if (outside) return new Refusal([outside], nothing);
    const { kind, minutes, metres = null, severity, escalation, active } = input;
    const alertPolicy = Object.assign(new AlertPolicy(), {
      id: newId('alertpolicy'),
      ...{ kind, branchId, minutes, metres, severity, active },
      escalation: escalation.map((step) => ({ ...step })),
    });
    const errors = await errorsOf(transaction, alertPolicy);
    if (errors.length > 0) return new Refusal(errors, nothing);
    await transaction.insert(alertPolicy);
    await transaction.schedule(recountAlerts, { branchId });
    return { alertPolicy };
  });
}

export function updateAlertPolicy(context: Context, input: UpdateAlertPolicyInput): Promise<UpdateAlertPolicyPayload> {
  return changePolicy(context, UpdateAlertPolicyPayload, 'updateAlertPolicy', input, async (transaction, alertPolicy) => {
    Object.assign(alertPolicy, {
      minutes: input.minutes ?? alertPolicy.minutes,
      metres: input.metres ?? alertPolicy.metres,
      severity: input.severity ?? alertPolicy.severity,
      escalation: input.escalation?.map((step) => ({ ...step })) ?? alertPolicy.escalation,
      active: input.active ?? alertPolicy.active,
    });
    const errors = await errorsOf(transaction, alertPolicy);
    if (errors.length > 0) return errors;
    await transaction.save(alertPolicy);
    return [];
  });
}

export function removeAlertPolicy(context: Context, input: RemoveAlertPolicyInput): Promise<RemoveAlertPolicyPayload> {
  return changePolicy(context, RemoveAlertPolicyPayload, 'removeAlertPolicy', input, async (transaction, { id }) => {
    await transaction.rows(sql`delete from alert_policies where id = ${toUuid('alertpolicy', id)}`);
    return [];
  });
}

async function changePolicy(
  context: Context,
  payload: new () => UpdateAlertPolicyPayload | RemoveAlertPolicyPayload,
  name: string,
  { id, expectedVersion }: { readonly id: string; readonly expectedVersion: number },
  change: (transaction: Transaction, policy: AlertPolicy) => Promise<UserError[]>,
): Promise<UpdateAlertPolicyPayload | RemoveAlertPolicyPayload> {
  const seen = await context.load(alertPolicyById, id);
  const outside = seen && (await outsideError(context, seen.branchId, ['input', 'id']));
  return context.db.command(payload, { name, permission }, async (transaction) => {
    const alertPolicy = await transaction.lock(AlertPolicy, id);
    if (!alertPolicy) return refuse('NOT_FOUND', 'There is no such policy.', ['input', 'id'], nothing);
    if (outside) return new Refusal([outside], nothing);
    const stale = staleVersion(alertPolicy, expectedVersion, 'policy', nothing);
    if (stale) return stale;
    const errors = await change(transaction, alertPolicy);
    if (errors.length > 0) return new Refusal(errors, nothing);
    await transaction.schedule(recountAlerts, { branchId: alertPolicy.branchId });
    return { alertPolicy };
  });
}

/** What holds at all branches is for those to say who may at all branches. */
async function outsideError(context: Context, branchId: string | null, field: string[]): Promise<UserError | null> {
  if (branchId !== null) {
    const refused = await branchRefusal(context, branchId, permission);
    return refused && { ...refused, field };
  }
  if (branchesFor(context.request, permission) === 'all') return null;
  return userError(
    'NOT_ALLOWED',
    'Only who may do this at all branches sets what holds at all of them: name a branch, and choose none by X-Branch-ID.',
    field,
  );
}

async function errorsOf(transaction: Transaction, { kind, minutes, metres, escalation }: AlertPolicy): Promise<UserError[]> {
  const errors: UserError[] = [];
  const wrong = (field: string, message: string) => errors.push(userError('INVALID', message, ['input', field]));
  const [least, most] = bounds[kind];
  if (minutes < least || minutes > most) wrong('minutes', `Of ${kind}, minutes are ${least} to ${most}.`);
  if (kind === LogisticsAlertKind.OFF_ROUTE) {
    if (metres == null || metres < 100 || metres > 100_000) wrong('metres', 'Of OFF_ROUTE, say by how many metres: 100 to 100000.');
  } else if (metres != null) wrong('metres', `${kind} knows no metres: leave them out.`);
  if (escalation.length > mostSteps) wrong('escalation', `A chain has at most ${mostSteps} steps.`);
  const teams = new Set(await knownTeams(transaction));
  for (const [index, step] of escalation.entries()) {
    const at = ['input', 'escalation', String(index)];
    if (step.delayMinutes < 0 || step.delayMinutes > weekMinutes)
      errors.push(userError('INVALID', `A step comes 0 to ${weekMinutes} minutes later, a week.`, [...at, 'delayMinutes']));
    if (step.teams.length === 0) errors.push(userError('REQUIRED', 'Say which teams are told.', [...at, 'teams']));
    for (const team of step.teams.filter((each) => !teams.has(each)))
      errors.push(userError('NOT_FOUND', `There is no team ${team.slice(0, 60)}: make it by createTeam.`, [...at, 'teams']));
  }
  return errors;
}
