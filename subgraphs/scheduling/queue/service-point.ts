import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';

export enum QueuePriority {
  ROUTINE = 'ROUTINE',
  APPOINTMENT = 'APPOINTMENT',
  PRIORITY = 'PRIORITY',
  URGENT = 'URGENT',
  EMERGENCY = 'EMERGENCY',
}

registerEnumType(QueuePriority, {
  name: 'QueuePriority',
  description: 'Why somebody is called before others who came earlier.',
  valuesConfig: {
    ROUTINE: { description: 'For no reason: in the order of coming.' },
    APPOINTMENT: { description: 'Has an appointment.' },
    PRIORITY: { description: 'Small children, old age, pregnancy, disability.' },
    URGENT: { description: 'Should not wait long.' },
    EMERGENCY: { description: 'Must not wait.' },
  },
});

@ObjectType({ description: 'What a priority is worth at a service point.' })
export class PriorityWeight {
  @Field(() => QueuePriority, { simple: true, description: 'The priority.' })
  priority: QueuePriority;

  @Field(() => Int, { simple: true, description: 'Counts as if so many minutes had been waited already.' })
  minutes: number;
}

export const firstWeights: readonly PriorityWeight[] = [
  { priority: QueuePriority.ROUTINE, minutes: 0 },
  { priority: QueuePriority.APPOINTMENT, minutes: 15 },
  { priority: QueuePriority.PRIORITY, minutes: 20 },
  { priority: QueuePriority.URGENT, minutes: 60 },
  { priority: QueuePriority.EMERGENCY, minutes: 1440 },
];

@Entity('service_points')
@ObjectType({ implements: Node, description: 'A desk, room or department with a queue of its own.' })
@Directive('@key(fields: "id")')
@Access('queue:read')
export class ServicePoint extends TenantEntity implements Node {
  @IdColumn('servicepoint')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name: `Registration`.' })
  name: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The letters of its tickets, unique in the branch: `A` as in `A-017`.' })
  prefix: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether one can queue here.' })
  active: boolean;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many minutes serving one patient takes, while the day has shown nothing else.' })
  expectedMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'For how many seconds a step can be undone.' })
  undoSeconds: number;

  @Column('jsonb')
  @Field(() => [PriorityWeight], { simple: true, description: 'What each priority is worth.' })
  weights: PriorityWeight[];

  /** The instant that decides who is called first. */
  orderAt(waitingSince: Date, priority: QueuePriority): Date {
    const minutes = this.weights.find((weight) => weight.priority === priority)?.minutes ?? 0;
    return new Date(waitingSince.getTime() - minutes * 60_000);
  }
}

export const servicePointById = loaderById(ServicePoint);
