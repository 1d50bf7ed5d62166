import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderWebhookDelivery } from './order-webhook-delivery.js';
import { OrderWebhook } from './order-webhook.js';

@InputType({ description: 'A new webhook.' })
export class CreateOrderWebhookInput {
  @Field(() => String, {
    description: 'By which rules call it: words of lower-case letters and digits, parted by underscores, such as `lims`.',
  })
  name: string;

  @Field(() => String, { description: 'Where your server answers, by https and on the Internet.' })
  url: string;

  @Field(() => Boolean, { defaultValue: true, description: 'Whether it is called.' })
  active: boolean;
}

@InputType({ description: 'Changes of a webhook; what is left out stays.' })
export class UpdateOrderWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Where your server answers, by https and on the Internet.' })
  url?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether it is called. What was due while it was not is not sent later.' })
  active?: boolean | null;
}

@InputType({ description: 'A new secret for a webhook.' })
export class RotateOrderWebhookSecretInput {
  @Field(() => ID, { description: 'The webhook.' })
  id: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how many hours messages are signed by the secret before too, 0 to 168; 0 when it is known to others.',
  })
  overlapHours: number;
}

@InputType({ description: 'A message to try a webhook with.' })
export class TestOrderWebhookInput {
  @Field(() => ID, { description: 'The webhook.' })
  id: string;
}

@ObjectType({ description: 'The new webhook, and its secret.' })
export class CreateOrderWebhookPayload extends MutationPayload {
  @Field(() => OrderWebhook, { simple: true, nullable: true, description: 'The webhook.' })
  orderWebhook: OrderWebhook | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The secret by which your server checks signatures, `whsec_…`. It is shown this once and never again.',
  })
  secret: string | null;
}

@ObjectType({ description: 'The webhook as it is now.' })
export class UpdateOrderWebhookPayload extends MutationPayload {
  @Field(() => OrderWebhook, { simple: true, nullable: true, description: 'The webhook.' })
  orderWebhook: OrderWebhook | null;
}

@ObjectType({ description: 'The new secret.' })
export class RotateOrderWebhookSecretPayload extends MutationPayload {
  @Field(() => OrderWebhook, { simple: true, nullable: true, description: 'The webhook.' })
  orderWebhook: OrderWebhook | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The new secret, `whsec_…`. It is shown this once and never again.' })
  secret: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when messages are signed by the secret before too.' })
  previousValidUntil: Date | null;
}

@ObjectType({ description: 'The message that is being sent.' })
export class TestOrderWebhookPayload extends MutationPayload {
  @Field(() => OrderWebhookDelivery, { simple: true, nullable: true, description: 'The message: read it again to see what came of it.' })
  delivery: OrderWebhookDelivery | null;
}
