import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { knownTeams } from '#kernel/teams/known-teams.js';
import { didYouMean, shown } from '../rules/did-you-mean.js';
import {
  CreateSlaPolicyPayload,
  UpdateSlaPolicyPayload,
  type CreateSlaPolicyInput,
  type UpdateSlaPolicyInput,
} from './sla-policy.inputs.js';
import { SlaPolicy } from './sla-policy.js';
import { statesToReach } from './states-to-reach.js';

const permission = 'orders:configure';
const nothing = { slaPolicy: null };
const mostPolicies = 200;
const mostSteps = 10;
const yearMinutes = 525_600;
const weekMinutes = 10_080;

export async function createSlaPolicy(context: Context, input: CreateSlaPolicyInput): Promise<CreateSlaPolicyPayload> {
  const code = input.code.trim();
  const taken = { code: 'TAKEN', message: `There is a service level ${code} already: change that one.`, field: ['input', 'code'] } as const;
  const options = { name: 'createSlaPolicy', permission, constraints: { sla_policies_code: taken } };
  return context.db.command(CreateSlaPolicyPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const [kept] = await transaction.rows<{ count: number }>(sql`select count(*)::int as count from sla_policies`);
    if ((kept?.count ?? 0) >= mostPolicies)
      return refuse('LIMIT_REACHED', `A tenant has at most ${mostPolicies} service levels.`, ['input'], nothing);
    const { orderType = null, priorities, targetMinutes, warnPercent, counts, escalation } = input;
    const slaPolicy = Object.assign(new SlaPolicy(), {
      id: newId('slapolicy'),
      ...{ code, name: input.name.trim(), orderType, priorities: [...new Set(priorities)], targetMinutes, warnPercent, counts },
      untilState: input.untilState?.trim() || null,
      escalation: escalation.map((step) => ({ ...step })),
      active: true,
    });
    const errors = [...(await errorsOf(transaction, slaPolicy)), ...(await stateErrors(transaction, slaPolicy))];
    return errors.length > 0 ? new Refusal(errors, nothing) : { slaPolicy: await transaction.insert(slaPolicy) };
  });
}

export async function updateSlaPolicy(context: Context, input: UpdateSlaPolicyInput): Promise<UpdateSlaPolicyPayload> {
  return context.db.command(UpdateSlaPolicyPayload, { name: 'updateSlaPolicy', permission }, async (transaction) => {
    const outside = everywhereRefusal(context.request, permission, nothing);
    if (outside) return outside;
    const slaPolicy = await transaction.lock(SlaPolicy, input.id);
    if (!slaPolicy) return refuse('NOT_FOUND', 'There is no such service level.', ['input', 'id'], nothing);
    const stale = staleVersion(slaPolicy, input.expectedVersion, 'service level', nothing);
    if (stale) return stale;
    Object.assign(slaPolicy, {
      name: input.name?.trim() ?? slaPolicy.name,
      targetMinutes: input.targetMinutes ?? slaPolicy.targetMinutes,
      warnPercent: input.warnPercent ?? slaPolicy.warnPercent,
      priorities: input.priorities ? [...new Set(input.priorities)] : slaPolicy.priorities,
      escalation: input.escalation?.map((step) => ({ ...step })) ?? slaPolicy.escalation,
      active: input.active ?? slaPolicy.active,
    });
    const errors = await errorsOf(transaction, slaPolicy);
    if (input.untilState !== undefined) {
      slaPolicy.untilState = input.untilState?.trim() || null;
      errors.push(...(await stateErrors(transaction, slaPolicy)));
    }
    return errors.length > 0 ? new Refusal(errors, nothing) : { slaPolicy: await transaction.save(slaPolicy) };
  });
}

async function errorsOf(transaction: Transaction, policy: SlaPolicy): Promise<UserError[]> {
  const { code, name, targetMinutes, warnPercent, escalation } = policy;
  const errors = lengthErrors(mostLetters.name, { name });
  const wrong = (field: string, message: string) => errors.push(userError('INVALID', message, ['input', field]));
  if (!/^[a-z][a-z0-9]*(_[a-z0-9]+)*$/.test(code) || code.length > 60)
    wrong('code', 'A code is words of lower-case letters and digits, parted by underscores, such as urgent_sample.');
  if (!name) errors.push(userError('REQUIRED', 'A service level needs a name.', ['input', 'name']));
  if (targetMinutes < 1 || targetMinutes > yearMinutes) wrong('targetMinutes', `A target is 1 to ${yearMinutes} minutes, a year.`);
  if (warnPercent < 1 || warnPercent > 99) wrong('warnPercent', 'Warn after 1 to 99 percent of the target.');
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

/** A state to which no order comes would never meet it. */
async function stateErrors(transaction: Transaction, { untilState, orderType }: SlaPolicy): Promise<UserError[]> {
  if (untilState === null) return [];
  const known = await statesToReach(transaction, orderType);
  if (known.includes(untilState)) return [];
  const whose = orderType ? `No workflow for orders of type ${orderType}` : 'No workflow of orders';
  const message = `${whose} leads to a state ${shown(untilState)}. ${didYouMean(untilState.slice(0, 60), known)}`;
  return [userError('INVALID', message, ['input', 'untilState'])];
}
