import { sql, type Sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { runPermission } from '../sterilization-permission.js';
import { emptySets } from './assembling.js';
import { InstrumentSet } from './instrument-set.js';
import { RecordInstrumentStepPayload, type RecordInstrumentStepInput } from './instrument.inputs.js';
import { InstrumentStatus as Status, InstrumentStep as Step } from './instrument-terms.js';
import { Instrument } from './instrument.js';
import { changePackages, packagesScanned, uuidsOf, type Package } from './packages.js';

const nothing = { sets: [], instruments: [] };

interface StepRule {
  readonly from: readonly Status[];
  readonly to: Status;
  readonly needsReason?: boolean;
}

const rules: Readonly<Record<Step, StepRule>> = {
  [Step.TAKEN_BACK]: { from: [Status.IN_USE], to: Status.DIRTY },
  [Step.OPENED]: { from: [Status.STERILE], to: Status.CLEAN },
  [Step.CLEANED]: { from: [Status.DIRTY], to: Status.CLEAN },
  [Step.SOILED]: { from: [Status.CLEAN], to: Status.DIRTY },
  [Step.QUARANTINED]: { from: [Status.IN_USE, Status.DIRTY, Status.CLEAN, Status.STERILE], to: Status.QUARANTINED, needsReason: true },
  [Step.CLEARED]: { from: [Status.QUARANTINED], to: Status.DIRTY, needsReason: true },
  [Step.RETIRED]: { from: [Status.DIRTY, Status.CLEAN, Status.QUARANTINED], to: Status.RETIRED, needsReason: true },
};

/** All that was scanned goes the same step, or nothing does. */
export function recordInstrumentStep(context: Context, input: RecordInstrumentStepInput): Promise<RecordInstrumentStepPayload> {
  const rule = rules[input.step];
  return context.db.command(
    RecordInstrumentStepPayload,
    { name: 'recordInstrumentStep', permission: runPermission },
    async (transaction) => {
      const reason = input.reason?.trim() || null;
      if (rule.needsReason && !reason) return refuse('REQUIRED', 'Say why.', ['input', 'reason'], nothing);
      const tooLong = lengthErrors(mostLetters.text, { reason });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      const packages = await packagesScanned(transaction, input.codes, nothing);
      if (packages instanceof Refusal) return packages;
      const wrong = packages.filter(({ thing }) => !rule.from.includes(thing.status));
      if (wrong.length > 0)
        return new Refusal(
          wrong.map((found) => stepProblem(found, input.step, rule)),
          nothing,
        );
      await changePackages(transaction, packages, ...changesOf(input.step, rule.to, reason));
      if (input.step === Step.RETIRED) await retire(transaction, packages);
      return thingsOf(transaction, packages);
    },
  );
}

function stepProblem({ thing }: Package, step: Step, { from }: StepRule) {
  const message = `${thing.label} is ${thing.status}, and ${step} is a step from ${from.join(' or ')}.`;
  return userError('WRONG_STATE', message, ['input', 'codes']);
}

function changesOf(step: Step, to: Status, reason: string | null): Sql[] {
  const changes = [sql`status = ${to}`, sql`status_reason = ${reason}`, sql`sterile_until = null`];
  return step === Step.OPENED ? [...changes, sql`opened_at = now()`] : changes;
}

/** Instruments outlive the set that they were in; what is set aside stays so until each of them is cleared. */
async function retire(transaction: Transaction, packages: readonly Package[]): Promise<void> {
  const sets = packages.filter(({ thing }) => thing instanceof InstrumentSet);
  const aside = uuidsOf(sets.filter(({ thing }) => thing.status === Status.QUARANTINED));
  const { sets: setUuids, instruments } = uuidsOf(sets);
  await transaction.rows(sql`update instruments
    set status = case when id = any (${aside.instruments}::uuid[]) then ${Status.QUARANTINED} else ${Status.DIRTY} end
    where id = any (${instruments}::uuid[])`);
  await emptySets(transaction, setUuids);
}

/** The things of these packages as they are now. */
export async function thingsOf(
  transaction: Transaction,
  packages: readonly Package[],
): Promise<{ sets: InstrumentSet[]; instruments: Instrument[] }> {
  const { sets } = uuidsOf(packages);
  const { instruments } = uuidsOf(packages.filter(({ thing }) => thing instanceof Instrument));
  return {
    sets: await transaction.all(InstrumentSet, sql`where id = any (${sets}::uuid[]) order by id`),
    instruments: await transaction.all(Instrument, sql`where id = any (${instruments}::uuid[]) order by id`),
  };
}
