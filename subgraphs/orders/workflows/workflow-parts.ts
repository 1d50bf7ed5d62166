import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { OrderStatus } from '../orders/order-terms.js';
import { orderEnds, type OrderEnd } from './workflow-definition.js';

registerEnumType(orderEnds, {
  name: 'OrderEnd',
  description: 'From which end of an order something is done.',
  valuesConfig: {
    PLACER: { description: 'By the branch that ordered.' },
    PERFORMER: { description: 'By the branch that does what is ordered.' },
  },
});

@ObjectType({ description: 'A state of a workflow, as it was written.' })
export class OrderWorkflowState {
  @Field(() => String, { simple: true, description: 'Its code: `in_transit`.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name for people.' })
  name: string;

  @Field(() => OrderStatus, { simple: true, description: 'How an order stands that is in it, unless it is held.' })
  status: OrderStatus;

  @Field(() => Boolean, { simple: true, description: 'Whether a placed order that is in it can be amended.' })
  amendable: boolean;
}

@ObjectType({ description: 'A transition of a workflow, as it was written.' })
export class OrderWorkflowTransition {
  @Field(() => String, { simple: true, description: 'Its code, by which `moveOrder` takes it.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name for people.' })
  name: string;

  @Field(() => [String], { simple: true, description: 'The states from which it leads on.' })
  from: string[];

  @Field(() => String, { simple: true, description: 'The state to which it leads.' })
  to: string;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The permission that it takes, at that end; null when only the house takes it.',
  })
  permission: string | null;

  @Field(() => orderEnds, { simple: true, nullable: true, description: 'From which end it is done; null for either.' })
  end: OrderEnd | null;

  @Field(() => [String], { simple: true, description: 'What must hold.' })
  guards: string[];

  @Field(() => [String], { simple: true, description: 'What it brings about, in this order.' })
  effects: string[];

  @Field(() => [String], { simple: true, description: 'Upon what the house takes it by itself.' })
  triggers: string[];

  @Field(() => Boolean, { simple: true, description: 'Whether who takes it must say why.' })
  reasonRequired: boolean;
}

@ObjectType({ description: 'A word that workflows are written with.' })
export class OrderWorkflowTerm {
  @Field(() => String, { simple: true, description: 'As it is written: `STOCK_RESERVED`.' })
  name: string;

  @Field(() => String, { simple: true, description: 'What it means.' })
  meaning: string;
}

@ObjectType({ description: 'The words that workflows are written with.' })
export class OrderWorkflowTerms {
  @Field(() => [OrderWorkflowTerm], { simple: true, description: 'What a transition can ask for.' })
  guards: OrderWorkflowTerm[];

  @Field(() => [OrderWorkflowTerm], { simple: true, description: 'What a transition can bring about.' })
  effects: OrderWorkflowTerm[];

  @Field(() => [OrderWorkflowTerm], { simple: true, description: 'What can happen elsewhere to an order.' })
  triggers: OrderWorkflowTerm[];

  @Field(() => [String], { simple: true, description: 'What a transition can ask its caller to be permitted.' })
  permissions: string[];
}
