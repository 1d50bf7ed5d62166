import { Field, Float, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Between which temperatures something is kept.' })
export class TaskTemperature {
  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not colder than this, in degrees Celsius; null when it does not matter.',
  })
  minCelsius: number | null;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Not warmer than this, in degrees Celsius; null when it does not matter.',
  })
  maxCelsius: number | null;

  constructor(minCelsius: string | null, maxCelsius: string | null) {
    this.minCelsius = minCelsius === null ? null : Number(minCelsius);
    this.maxCelsius = maxCelsius === null ? null : Number(maxCelsius);
  }
}
