import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { seeEverywhere } from '../everywhere.js';
import { runPermission } from '../sterilization-permission.js';
import { MoveInstrumentsPayload, type MoveInstrumentsInput } from './instrument.inputs.js';
import { InstrumentStatus } from './instrument-terms.js';
import { changePackages, packagesScanned } from './packages.js';
import { thingsOf } from './stepping.js';

const nothing = { sets: [], instruments: [] };

/** Records that things are at another branch now: told by who has them, or by who gets them. */
export async function moveInstruments(context: Context, input: MoveInstrumentsInput): Promise<MoveInstrumentsPayload> {
  const { toBranchId } = input;
  const isBranch = await context.exists('Branch', toBranchId);
  const mine = branchesFor(context.request, runPermission);
  const isMine = (id: string) => mine === 'all' || mine.includes(id);
  return context.db.command(MoveInstrumentsPayload, { name: 'moveInstruments', permission: runPermission }, async (transaction) => {
    if (!isBranch) return refuse('NOT_FOUND', 'There is no such branch.', ['input', 'toBranchId'], nothing);
    const packages = await packagesScanned(transaction, input.codes, nothing);
    if (packages instanceof Refusal) return packages;
    const field = ['input', 'codes'];
    const errors = packages.flatMap(({ thing }) => {
      if (thing.status === InstrumentStatus.IN_LOAD)
        return [userError('WRONG_STATE', `${thing.label} is in a load: it moves when that is decided.`, field)];
      if (!isMine(thing.placeId) && !isMine(toBranchId))
        return [userError('NOT_ALLOWED', `${thing.label} is at another branch: who has it or gets it says that it moved.`, field)];
      return [];
    });
    if (errors.length > 0) return new Refusal(errors, nothing);
    // Between two branches that are not its own it leaves the sight of the one that gives it.
    await seeEverywhere(transaction);
    await changePackages(transaction, packages, sql`other_branch_id = nullif(${toUuid('branch', toBranchId)}::uuid, branch_id)`);
    return thingsOf(transaction, packages);
  });
}
