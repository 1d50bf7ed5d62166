import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize } from '#kernel/graph/cost-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { Slot, SlotStatus } from './slot.js';

export const slotLimits = { default: 100, most: 1000, days: 62, practitioners: 200, branches: 50, resources: 10 } as const;

export enum SlotMode {
  ALL = 'ALL',
  FIRST_AVAILABLE = 'FIRST_AVAILABLE',
}

registerEnumType(SlotMode, {
  name: 'SlotMode',
  description: 'Which slots a search gives.',
  valuesConfig: {
    ALL: { description: 'Every slot, soonest first.' },
    FIRST_AVAILABLE: { description: 'The first free slot of each practitioner at each branch, soonest first.' },
  },
});

@InputType({ description: 'What is looked for.' })
export class SlotSearchInput {
  @Field(() => ID, { description: 'The service.' })
  serviceId: string;

  @Field(() => [ID], {
    nullable: true,
    description: `Any of these practitioners, at most ${slotLimits.practitioners}; all who offer the service when left out.`,
  })
  practitionerIds?: string[] | null;

  @Field(() => [ID], {
    nullable: true,
    description: `At any of these branches, at most ${slotLimits.branches}; the chosen one (\`X-Branch-ID\`) when left out, or else all where the practitioners work.`,
  })
  branchIds?: string[] | null;

  @Field(() => [ID], {
    defaultValue: [],
    description: `All of these rooms and devices must be free together with the practitioner; at most ${slotLimits.resources}, of one branch.`,
  })
  resourceIds: string[];

  @Field(() => ID, {
    nullable: true,
    description: "Leaves out what would clash with this patient's other appointments; takes the permission `appointments:read`.",
  })
  patientId?: string | null;

  @Field(() => DateScalar, { description: 'The first day, at each branch.' })
  from: string;

  @Field(() => DateScalar, { description: `The last day, at each branch; at most ${slotLimits.days} days in all.` })
  until: string;

  @Field(() => SlotMode, { defaultValue: SlotMode.ALL, description: 'Which slots.' })
  mode: SlotMode;

  @Field(() => [SlotStatus], {
    defaultValue: [SlotStatus.FREE],
    description: 'With `ALL`: slots of which status; the others than FREE are for drawing a calendar.',
  })
  statuses: SlotStatus[];

  @Field(() => Int, { defaultValue: slotLimits.default, description: `At most so many slots, 1 to ${slotLimits.most}.` })
  limit: number;
}

@ObjectType({ description: 'The slots found.' })
export class SlotSearchResult {
  @Field(() => [Slot], { simple: true, description: 'Soonest first; at the same time by the name of the practitioner.' })
  @ListSize(slotLimits.default)
  slots: Slot[];

  @Field(() => Boolean, { simple: true, description: 'There are more than the limit: begin again from the day of the last one.' })
  hasMore: boolean;
}
