import { Field, Float, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';

@ObjectType({ description: 'Where a courier was at a time, as the device of the courier said and as it is believed.' })
@Access('tasks:read')
export class CourierPosition {
  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  at: Date;

  @Field(() => Float, { simple: true, description: 'Degrees north, WGS 84.' })
  latitude: number;

  @Field(() => Float, { simple: true, description: 'Degrees east, WGS 84.' })
  longitude: number;
}
