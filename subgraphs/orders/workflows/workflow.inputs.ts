import { Field, InputType, ObjectType } from 'type-graphql';
import { JsonScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderType } from '../orders/order-terms.js';
import { OrderWorkflow } from './order-workflow.js';

@InputType({ description: 'A lifecycle of orders, written anew.' })
export class DefineOrderWorkflowInput {
  @Field(() => OrderType, { description: 'Of which orders.' })
  type: OrderType;

  @Field(() => String, {
    description:
      'By which it is chosen: words of lower-case letters, parted by underscores. Orders go by `standard` unless another is named.',
  })
  code: string;

  @Field(() => String, { description: 'Its name for people.' })
  name: string;

  @Field(() => JsonScalar, {
    description:
      'An object: `initial`, the code of the first state; `states`, each with `code`, `name`, `status` (an `OrderStatus`) and `amendable`; `transitions`, each with `code`, `name`, `from`, `to`, `permission` (null for what only the house does), `end` (`PLACER` or `PERFORMER`), `guards`, `effects`, `triggers` and `reasonRequired`; and `reserveMinutes`. See `orderWorkflowTerms`.',
  })
  definition: unknown;
}

@ObjectType({ description: 'The new revision, or all that is wrong with the definition: `field` says where.' })
export class DefineOrderWorkflowPayload extends MutationPayload {
  @Field(() => OrderWorkflow, { simple: true, nullable: true, description: 'The workflow.' })
  workflow: OrderWorkflow | null;
}
