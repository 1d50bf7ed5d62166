import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { sterilizationRejected, sterilizationReleased } from '../../events.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import { changePackages, lockPackagesOfLoad } from '../instruments/packages.js';
import { dayAt } from '../moment.js';
import { releasePermission } from '../sterilization-permission.js';
import { Sterilizer } from '../sterilizers/sterilizer.js';
import { atLoad, noLoad } from './at-load.js';
import { RejectLoadPayload, ReleaseLoadPayload, type RejectLoadInput, type ReleaseLoadInput } from './load.inputs.js';
import { BiologicalStatus, LoadStatus } from './load-terms.js';
import { releaseProblems } from './release-problems.js';
import { BiologicalIndicator, ChemicalIndicator, SterilizationItem, type SterilizationLoad } from './sterilization-load.js';

const twoPeople = 'Who ran the load does not decide about it: somebody else releases or rejects it.';

/** The database holds it too. */
const constraints = {
  sterilization_loads_two_people: { code: 'NOT_ALLOWED', message: twoPeople, field: ['input', 'id'] },
} as const;

function samePerson({ startedBy, finishedBy }: SterilizationLoad, actorId: string): Refusal | null {
  if (actorId !== startedBy && actorId !== finishedBy) return null;
  return refuse('NOT_ALLOWED', twoPeople, ['input', 'id'], noLoad);
}

/** Somebody vouches for a load: its contents are sterile from now on. Refused with all reasons why that cannot be. */
export function releaseLoad(context: Context, input: ReleaseLoadInput): Promise<ReleaseLoadPayload> {
  const { id, expectedVersion } = input;
  const step = { name: 'releaseLoad', permission: releasePermission, id, expectedVersion, from: [LoadStatus.FINISHED], constraints };
  return atLoad(context, ReleaseLoadPayload, noLoad, step, async (transaction, load, actorId) => {
    const same = samePerson(load, actorId);
    if (same) return same;
    const earlyReleaseReason = input.earlyReleaseReason?.trim() || null;
    const tooLong = lengthErrors(mostLetters.text, { earlyReleaseReason });
    if (tooLong.length > 0) return new Refusal(tooLong, noLoad);
    const { problems, isPending } = await findingsOf(transaction, load, earlyReleaseReason);
    if (problems.length > 0)
      return new Refusal(
        problems.map((problem) => userError('WRONG_STATE', problem, ['input', 'id'])),
        noLoad,
      );
    await lockPackagesOfLoad(transaction, id);
    const decidedAt = new Date();
    await makeSterile(transaction, load, decidedAt);
    Object.assign(load, {
      status: LoadStatus.RELEASED,
      decidedAt,
      decidedBy: actorId,
      earlyReleaseReason: isPending ? earlyReleaseReason : null,
    });
    await transaction.save(load);
    await transaction.publish(sterilizationReleased, { subject: load.id, branch: load.branchId, data: factsOf(load) });
    return { load };
  });
}

async function findingsOf(
  transaction: Transaction,
  load: SterilizationLoad,
  earlyReleaseReason: string | null,
): Promise<{ problems: string[]; isPending: boolean }> {
  const uuid = toUuid('sterilizationload', load.id);
  const items = await transaction.all(SterilizationItem, sql`where load_id = ${uuid} order by position`);
  const chemical = await transaction.all(ChemicalIndicator, sql`where load_id = ${uuid} order by item_id, class`);
  const biological = await transaction.all(BiologicalIndicator, sql`where load_id = ${uuid} order by id`);
  const sterilizer = await transaction.first(Sterilizer, sql`where id = ${toUuid('sterilizer', load.sterilizerId)}`);
  if (!sterilizer) throw new Error(`${load.id} has no sterilizer`);
  const day = await dayAt(transaction, load.branchId, load.startedAt);
  return {
    problems: releaseProblems({ load, items, chemical, biological, sterilizer, day, earlyReleaseReason }),
    isPending: biological.some(({ status }) => status === BiologicalStatus.INCUBATING),
  };
}

/** Each package until its packaging's shelf life is over, counted from the branch's day on which the cycle ended. */
async function makeSterile(transaction: Transaction, load: SterilizationLoad, since: Date): Promise<void> {
  const uuid = toUuid('sterilizationload', load.id);
  await transaction.rows(
    sql`update sterilization_items set sterile_until = branch_day(branch_id, ${load.finishedAt}) + shelf_days where load_id = ${uuid}`,
  );
  const change = sql`status = 'STERILE', status_reason = null, sterile_until = item.sterile_until, sterile_load_id = ${uuid},
    sterile_load_number = ${load.number}, sterile_since = ${since}, load_id = null,
    opened_at = null, expiry_told = false`;
  await transaction.rows(sql`update instrument_sets set ${change} from sterilization_items item
    where item.load_id = ${uuid} and instrument_sets.id = item.set_id and instrument_sets.load_id = ${uuid}`);
  await transaction.rows(sql`update instruments set ${change} from load_instruments within join sterilization_items item on item.id = within.item_id
    where within.load_id = ${uuid} and instruments.id = within.instrument_id and instruments.load_id = ${uuid}`);
}

/** Nothing in it is sterile. One that has not begun is called off in the same way. */
export function rejectLoad(context: Context, input: RejectLoadInput): Promise<RejectLoadPayload> {
  const { id, expectedVersion } = input;
  const from = [LoadStatus.PREPARED, LoadStatus.RUNNING, LoadStatus.FINISHED];
  const step = { name: 'rejectLoad', permission: releasePermission, id, expectedVersion, from, constraints };
  return atLoad(context, RejectLoadPayload, noLoad, step, async (transaction, load, actorId) => {
    const same = samePerson(load, actorId);
    if (same) return same;
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why the load is rejected.', ['input', 'reason'], noLoad);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, noLoad);
    if (load.status !== LoadStatus.PREPARED) {
      const packages = await lockPackagesOfLoad(transaction, id);
      const status = input.quarantine ? InstrumentStatus.QUARANTINED : InstrumentStatus.DIRTY;
      const why = `Load ${load.number} was rejected: ${reason}`;
      await changePackages(transaction, packages, sql`status = ${status}`, sql`status_reason = ${why}`, sql`load_id = null`);
    }
    Object.assign(load, { status: LoadStatus.REJECTED, decidedAt: new Date(), decidedBy: actorId, decisionReason: reason });
    await transaction.save(load);
    await transaction.publish(sterilizationRejected, { subject: load.id, branch: load.branchId, data: factsOf(load) });
    return { load };
  });
}

function factsOf({ number, taskId, orderId }: SterilizationLoad): { number: string; taskId: string | null; orderId: string | null } {
  return { number, taskId, orderId };
}
