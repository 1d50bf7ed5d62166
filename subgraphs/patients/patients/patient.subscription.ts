import { Arg, Ctx, Field, ID, ObjectType, Resolver, Root, Subscription } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LiveUpdate, liveUpdate } from '#kernel/graph/live-update.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { everywhere } from '#kernel/live/feed.js';
import type { Heard } from '#kernel/live/follower.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { registrations } from '../feeds.js';
import { Patient, patientById } from './patient.js';

/** How far back a desk looks, and how many it shows. */
const recent = { interval: '24 hours', most: 100 } as const;

interface Subscribed {
  readonly context: Context;
  readonly args: { readonly branchId: string | null };
}

@ObjectType({ description: 'A message of `patientRegistered`.' })
@Access('patients:read')
export class PatientRegistration extends LiveUpdate {
  @Field(() => [Patient], {
    simple: true,
    description: `With \`CURRENT_STATE\`, the patients registered in the last 24 hours, newest first and at most ${recent.most}; with \`CHANGE\`, who was just registered.`,
  })
  patients: Patient[];
}

@Resolver()
export class PatientSubscription {
  @Subscription(() => PatientRegistration, {
    description: 'Follows the registration of patients, at one branch or in the whole tenant.',
    subscribe: async ({ context, args }: Subscribed) =>
      context.follow(registrations, args.branchId === null || args.branchId === undefined ? everywhere : await requireBranch(context, args.branchId, 'patients:read')),
  })
  @Access('patients:read')
  async patientRegistered(
    @Ctx() context: Context,
    @Root() heard: Heard,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch that registers; every branch when left out.' }) branchId: string | null,
  ): Promise<PatientRegistration> {
    if (heard.kind === 'CURRENT_STATE') return liveUpdate(PatientRegistration, heard, { patients: await registeredRecently(context, branchId) });
    const found = await Promise.all(heard.subjects.map((id) => context.load(patientById, id)));
    return liveUpdate(PatientRegistration, heard, { patients: found.filter((patient) => patient !== null) });
  }
}

function registeredRecently({ db }: Context, branchId: string | null): Promise<Patient[]> {
  const there = branchId ? sql`and branch_id = ${toUuid('branch', branchId)}` : sql``;
  return db.all(
    Patient,
    sql`where deleted_at is null and created_at >= now() - ${recent.interval}::interval ${there} order by created_at desc, id desc limit ${recent.most}`,
  );
}
