import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { prescriptionChanges } from '../feeds.js';
import { Prescription, prescriptionById } from './prescription.js';
import { MedicationRequestStatus } from './request-status.js';

const mostShown = 200;

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `prescriptionQueueUpdated`.' })
@Access('prescriptions:read')
export class PrescriptionQueueUpdate extends LiveUpdate {
  @Field(() => [Prescription], {
    simple: true,
    description: `With \`CURRENT_STATE\`, those that wait (\`isWaiting\`), the longest waiting first and at most ${mostShown}; with \`CHANGE\`, the one that was signed, changed or dispensed, as it is now: take it off when it waits no more.`,
  })
  prescriptions: Prescription[];
}

@Resolver()
export class PrescriptionSubscription {
  @Subscription(() => PrescriptionQueueUpdate, {
    description:
      'Follows the prescriptions that wait at a branch: those that it was named to dispense, and those that were written there for any branch.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(prescriptionChanges, await requireBranch(context, args.branchId, 'prescriptions:read')),
  })
  @Access('prescriptions:read')
  async prescriptionQueueUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<PrescriptionQueueUpdate> {
    if (heard.kind === 'CURRENT_STATE')
      return liveUpdate(PrescriptionQueueUpdate, heard, {
        prescriptions: await context.db.all(Prescription, waitingAt(chosenBranch(context, branchId))),
      });
    const found = await Promise.all(heard.subjects.map((id) => context.load(prescriptionById, id)));
    return liveUpdate(PrescriptionQueueUpdate, heard, { prescriptions: found.filter((prescription) => prescription !== null) });
  }
}

/** Those for which `isWaiting` holds. A further fill waits only once the patient has asked for it and part of it was handed over. */
export function waitingAt(branchId: string): Sql {
  return sql`where waits_at = ${toUuid('branch', branchId)} and status = ${MedicationRequestStatus.ACTIVE}
      and valid_until >= branch_day(prescriptions.branch_id)
      and exists (select 1 from medication_requests item where item.prescription_id = prescriptions.id
        and item.status = ${MedicationRequestStatus.ACTIVE} and (item.dispensed = 0 or item.dispensed % item.quantity > 0))
      order by signed_at, id limit ${mostShown}`;
}
