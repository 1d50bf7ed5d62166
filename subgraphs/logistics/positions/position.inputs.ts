import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import type { ImplausibleReason } from '../traces/plausibility.js';

@InputType({ description: 'Where the device of a courier says that it was.' })
export class PositionInput {
  @Field(() => DateTimeScalar, { description: 'When, by the clock of the device.' })
  at: Date;

  @Field(() => Float, { description: 'Degrees north, WGS 84.' })
  latitude: number;

  @Field(() => Float, { description: 'Degrees east, WGS 84.' })
  longitude: number;

  @Field(() => Float, { nullable: true, description: 'The radius in metres in which the device believes itself with 68 %.' })
  accuracyMetres?: number | null;

  @Field(() => Float, { nullable: true, description: 'How fast it moved, in metres per second.' })
  speed?: number | null;

  @Field(() => Float, { nullable: true, description: 'Where it headed, in degrees clockwise from true north.' })
  heading?: number | null;
}

export const mostPositions = 1_000;

@InputType({ description: 'Where one was: a few seconds of it, or all since the network was lost.' })
export class ReportPositionsInput {
  @Field(() => [PositionInput], {
    description: `Up to ${mostPositions}, in any order. What was sent before can be sent again: it stays once, the more accurate of two.`,
  })
  positions: PositionInput[];
}

/** Why a position of somebody is not believed, or nobody's business. */
export type RejectionReason = ImplausibleReason | 'OFF_SHIFT';

/** As `RejectionReason`, for the graph. */
export enum PositionRejection {
  NOT_A_PLACE = 'NOT_A_PLACE',
  NULL_ISLAND = 'NULL_ISLAND',
  IN_THE_FUTURE = 'IN_THE_FUTURE',
  TOO_OLD = 'TOO_OLD',
  OFF_SHIFT = 'OFF_SHIFT',
  INACCURATE = 'INACCURATE',
  IMPOSSIBLE_JUMP = 'IMPOSSIBLE_JUMP',
}

registerEnumType(PositionRejection, {
  name: 'PositionRejection',
  description: 'Why a position is not believed, or not kept.',
  valuesConfig: {
    NOT_A_PLACE: { description: 'There is no such latitude or longitude. It was not kept.' },
    NULL_ISLAND: { description: 'Latitude and longitude are 0, or close by: what a device says that knows nothing.' },
    IN_THE_FUTURE: {
      description: 'Its time is more than two minutes ahead. It was not kept: set the clock of the device, and send it again.',
    },
    TOO_OLD: { description: 'It is older than seven days. It was not kept.' },
    OFF_SHIFT: { description: 'One was not on shift at that time: where one is then is nobody’s business. It was not kept.' },
    INACCURATE: { description: 'The device does not know it better than within 100 metres.' },
    IMPOSSIBLE_JUMP: { description: 'The vehicle cannot have come there. It is believed as soon as others agree with it.' },
  },
});

@ObjectType({ description: 'A position that is not believed, or not kept.' })
export class RejectedPosition {
  @Field(() => Int, { simple: true, description: 'Its place in the input, from 0.' })
  index: number;

  @Field(() => PositionRejection, { simple: true, description: 'Why.' })
  reason: RejectionReason;
}

@ObjectType({ description: 'What became of each position: `taken`, `known` and those `rejected` are together all that were sent.' })
export class ReportPositionsPayload extends MutationPayload {
  @Field(() => Int, { simple: true, description: 'How many were new, and are believed.' })
  taken: number;

  @Field(() => Int, { simple: true, description: 'How many had been sent before, or came twice in this call.' })
  known: number;

  @Field(() => [RejectedPosition], { simple: true, description: 'Those that are not believed, or not kept.' })
  rejected: RejectedPosition[];
}
