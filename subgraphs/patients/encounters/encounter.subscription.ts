import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Heard } from '#kernel/live/follower.js';
import { chosenBranch, requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { encounterChanges } from '../feeds.js';
import { EncounterStatus, nextStatuses } from './encounter-status.js';
import { Encounter, encounterById } from './encounter.js';

const mostShown = 200;

/** Those from which an encounter can still become another thing than a mistake. */
const open = Object.values(EncounterStatus).filter((status) => nextStatuses(status).some((next) => next !== EncounterStatus.ENTERED_IN_ERROR));

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `encounterUpdated`.' })
@Access('encounters:read')
export class EncounterUpdate extends LiveUpdate {
  @Field(() => [Encounter], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the encounters at the branch that have not ended, newest first and at most ${mostShown}; with \`CHANGE\`, the one that changed, as it is now.`,
  })
  encounters: Encounter[];
}

@Resolver()
export class EncounterSubscription {
  @Subscription(() => EncounterUpdate, {
    description: 'Follows the encounters at a branch: each that begins, changes its status, or gets a note or diagnosis.',
    subscribe: async ({ context, args }: Subscribed) => context.follow(encounterChanges, await requireBranch(context, args.branchId, 'encounters:read')),
  })
  @Access('encounters:read')
  async encounterUpdated(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<EncounterUpdate> {
    if (heard.kind === 'CURRENT_STATE') return liveUpdate(EncounterUpdate, heard, { encounters: await openEncounters(context, branchId) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(encounterById, id)));
    return liveUpdate(EncounterUpdate, heard, { encounters: found.filter((encounter) => encounter !== null) });
  }
}

/** Asks nobody: whether the branch may be looked at was settled when it was subscribed to, and the rows say it again. */
function openEncounters(context: Context, wanted: string | null): Promise<Encounter[]> {
  const branch = toUuid('branch', chosenBranch(context, wanted));
  return context.db.all(
    Encounter,
    sql`where branch_id = ${branch} and status = any (${open}) order by starts_at desc, id desc limit ${mostShown}`,
  );
}
