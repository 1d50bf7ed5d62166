import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar, DateTimeScalar, TimeZoneScalar } from '#kernel/graph/scalars/index.js';

/** FHIR R4 slotstatus, less the mistake. */
export enum SlotStatus {
  FREE = 'FREE',
  BUSY = 'BUSY',
  BUSY_TENTATIVE = 'BUSY_TENTATIVE',
  BUSY_UNAVAILABLE = 'BUSY_UNAVAILABLE',
}

registerEnumType(SlotStatus, {
  name: 'SlotStatus',
  description: 'Whether a slot can be booked (FHIR R4 slotstatus).',
  valuesConfig: {
    FREE: { description: 'Can be booked.' },
    BUSY: { description: 'Taken.' },
    BUSY_TENTATIVE: { description: 'Held by somebody who has not confirmed yet; it may become free.' },
    BUSY_UNAVAILABLE: { description: 'Within the hours, but lost to leave, rounds, a closure or a resource that is away.' },
  },
});

@ObjectType({ description: 'A time at which a visit can begin (FHIR R4 Slot).' })
@Access('schedules:read')
export class Slot {
  @Field(() => SlotStatus, { simple: true, description: 'Whether it can be booked.' })
  status: SlotStatus;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the visit begins.' })
  startsAt: Date;

  @Field(() => DateTimeScalar, { simple: true, description: 'When the visit ends; buffers are not in it.' })
  endsAt: Date;

  @Field(() => DateScalar, { simple: true, description: 'The day on which it begins, at the branch.' })
  localDate: string;

  @Field(() => TimeZoneScalar, { simple: true, description: 'The zone of the branch, in which to show the time.' })
  timeZone: string;

  @Field(() => Int, { simple: true, description: 'How many more patients it takes: 1, or more for groups; 0 when it is not free.' })
  places: number;

  branchId: string;
  practitionerId: string | null;
  serviceId: string;
  resourceIds: readonly string[];
}
