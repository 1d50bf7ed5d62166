import { Field, Float, Int, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';

@ObjectType({ description: 'How far the appointments of a range came. Each counts once at every stage that it reached.' })
@Access('reports:read')
export class AppointmentFunnel {
  @Field(() => Int, { simple: true, description: 'All that were held, offered or booked, less mistakes.' })
  requested: number;

  @Field(() => Int, { simple: true, description: 'Became firm.' })
  booked: number;

  @Field(() => Int, { simple: true, description: 'The patient came.' })
  arrived: number;

  @Field(() => Int, { simple: true, description: 'The patient was received.' })
  checkedIn: number;

  @Field(() => Int, { simple: true, description: 'The visit took place.' })
  fulfilled: number;

  @Field(() => Int, { simple: true, description: 'Called off after they were firm.' })
  cancelled: number;

  @Field(() => Int, { simple: true, description: 'The patient did not come.' })
  noShow: number;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Missed ones among those that were due: `noShow / (noShow + arrived)`, 0 to 1; null when none was due.',
  })
  noShowRate: number | null;
}

@ObjectType({ description: 'How much of the time that a practitioner could be booked was booked.' })
@Access('reports:read')
export class PractitionerUtilization {
  practitionerId: string;

  @Field(() => Int, { simple: true, description: 'Visits that took up time.' })
  appointments: number;

  @Field(() => Int, { simple: true, description: 'Minutes of these visits, without buffers; at the same time counted once each.' })
  bookedMinutes: number;

  @Field(() => Int, { simple: true, description: 'Minutes of the clinic hours, less leave, rounds and closures.' })
  availableMinutes: number;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: '`bookedMinutes / availableMinutes`, over 1 with groups and overbooking; null without clinic hours.',
  })
  rate: number | null;
}

@ObjectType({
  description:
    'How long people waited in a queue, from joining it to being called there first; minutes. Who is transferred waits in each queue anew.',
})
@Access('reports:read')
export class WaitingTime {
  servicePointId: string;

  @Field(() => Int, { simple: true, description: 'Tickets that were called.' })
  called: number;

  @Field(() => Int, {
    simple: true,
    description: 'Tickets whose holders left or were skipped; who was transferred before being called is in neither.',
  })
  lost: number;

  @Field(() => Float, { simple: true, nullable: true, description: 'The mean.' })
  meanMinutes: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'The median (continuous, as in SQL).' })
  medianMinutes: number | null;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Nine of ten waited no longer (continuous 90th percentile, as in SQL).',
  })
  p90Minutes: number | null;
}

@ObjectType({ description: 'The figures of a branch over a range of days.' })
@Access('reports:read')
export class SchedulingReport {
  @Field(() => AppointmentFunnel, { simple: true, description: 'How far appointments came.' })
  funnel: AppointmentFunnel;

  @Field(() => [PractitionerUtilization], { simple: true, description: 'How much of their time was booked, by practitioner.' })
  utilization: PractitionerUtilization[];

  @Field(() => [WaitingTime], { simple: true, description: 'How long people waited, by queue.' })
  waiting: WaitingTime[];
}
