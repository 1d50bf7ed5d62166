import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { OrderPriority, OrderType } from '../orders/order-terms.js';

export enum SlaCounting {
  ALWAYS = 'ALWAYS',
  BRANCH_HOURS = 'BRANCH_HOURS',
}

registerEnumType(SlaCounting, {
  name: 'SlaCounting',
  description: 'Which time counts.',
  valuesConfig: {
    ALWAYS: { description: 'All of it, by day and night.' },
    BRANCH_HOURS: { description: 'While the branch that does what is ordered is open, without its holidays.' },
  },
});

export enum EscalationMoment {
  WARNING = 'WARNING',
  BREACH = 'BREACH',
}

registerEnumType(EscalationMoment, {
  name: 'EscalationMoment',
  description: 'After what somebody is told.',
  valuesConfig: {
    WARNING: { description: 'After the time to warn has come.' },
    BREACH: { description: 'After the target was missed.' },
  },
});

@ObjectType({ description: 'A step of the chain by which a service level is escalated.' })
export class SlaEscalationStep {
  @Field(() => EscalationMoment, { simple: true, description: 'After what.' })
  on: EscalationMoment;

  @Field(() => Int, { simple: true, description: 'How many minutes of counted time after it; 0 is with it.' })
  delayMinutes: number;

  @Field(() => [String], { simple: true, description: 'Codes of the teams that are told.' })
  teams: string[];
}

@Entity('sla_policies')
@ObjectType({
  implements: Node,
  description: 'A service level of orders: within which time they come to a state, and who is told when they do not.',
})
@Directive('@key(fields: "id")')
@Access('orders:read')
export class SlaPolicy extends TenantEntity implements Node {
  @IdColumn('slapolicy')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'By which rules start it: `urgent_sample`. It never changes.' })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'For people to read.' })
  name: string;

  @Column('text', { nullable: true })
  @Field(() => OrderType, {
    simple: true,
    nullable: true,
    description: 'Orders of this type have it by themselves; null where only rules start it.',
  })
  orderType: OrderType | null;

  @Column('text', { array: true })
  @Field(() => [OrderPriority], { simple: true, description: 'Of these priorities only; all when empty.' })
  priorities: OrderPriority[];

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Within how many minutes of counted time.' })
  targetMinutes: number;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'After how much of it to warn, in percent.' })
  warnPercent: number;

  @Column('text')
  @Field(() => SlaCounting, { simple: true, description: 'Which time counts.' })
  counts: SlaCounting;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'It is met when the order comes to this state of its workflow; when it is completed, where this is null.',
  })
  untilState: string | null;

  @Column('jsonb')
  @Field(() => [SlaEscalationStep], { simple: true, description: 'Who is told when.' })
  escalation: SlaEscalationStep[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether orders that are placed now have it.' })
  active: boolean;
}

export const slaPolicyById = loaderById(SlaPolicy);
