import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { WebhookDelivery } from './webhook-delivery.js';
import { WebhookEndpoint, WebhookSignatureKind } from './webhook-endpoint.js';

const typesText = 'types of events as `eventTypes` lists them, or all of a kind as in `order.*`; at most 50.';

@InputType({ description: 'A new endpoint of webhooks.' })
export class CreateWebhookEndpointInput {
  @Field(() => ID, {
    nullable: true,
    description:
      "The API client whose it is to be; an API client makes its own and leaves this out. The tenant's own when a person leaves it out.",
  })
  clientId?: string | null;

  @Field(() => String, { description: 'Where your server answers, by https and on the Internet.' })
  url: string;

  @Field(() => String, { nullable: true, description: 'For people to read, at most 200 letters.' })
  description?: string | null;

  @Field(() => [String], { description: `What it is told of: ${typesText}` })
  eventTypes: string[];

  @Field(() => [ID], {
    nullable: true,
    description: 'Only of events at these branches, and of those that concern none; all when left out.',
  })
  branchIds?: string[] | null;

  @Field(() => WebhookSignatureKind, {
    defaultValue: WebhookSignatureKind.HMAC_SHA256,
    description: 'How messages to it are signed. It stays so.',
  })
  signatureKind: WebhookSignatureKind;
}

@InputType({ description: 'Changes of an endpoint; what is left out stays.' })
export class UpdateWebhookEndpointInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, {
    nullable: true,
    description: 'Where your server answers, by https and on the Internet. What waits is sent there.',
  })
  url?: string | null;

  @Field(() => String, { nullable: true, description: 'For people to read, at most 200 letters.' })
  description?: string | null;

  @Field(() => [String], { nullable: true, description: `In place of those before: ${typesText}` })
  eventTypes?: string[] | null;

  @Field(() => [ID], { nullable: true, description: 'Only of events at these branches, and of those that concern none.' })
  branchIds?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: '`true` for all branches, present and future, in place of some.' })
  everyBranch?: boolean | null;

  @Field(() => Boolean, {
    nullable: true,
    description: '`false` switches it off; what waits is not sent. `enableWebhookEndpoint` switches it on.',
  })
  enabled?: boolean | null;
}

@InputType({ description: 'An endpoint that is not wanted any more.' })
export class DeleteWebhookEndpointInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;
}

@InputType({ description: 'An endpoint that is to be sent messages again.' })
export class EnableWebhookEndpointInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;
}

@InputType({ description: 'A new key for an endpoint.' })
export class RotateWebhookSecretInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;

  @Field(() => Int, {
    defaultValue: 24,
    description: 'For how many hours messages are signed by the key before too, 0 to 168; 0 when others know it.',
  })
  overlapHours: number;
}

@InputType({ description: 'A message to try an endpoint with.' })
export class SendTestEventInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;
}

@InputType({ description: 'Which events are to be told again.' })
export class ReplayEventsInput {
  @Field(() => ID, { description: 'The endpoint.' })
  id: string;

  @Field(() => DateTimeScalar, { description: 'Events that happened then or later; at most 30 days ago.' })
  from: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Events that happened before then; until now when left out.' })
  to?: Date | null;

  @Field(() => [String], {
    nullable: true,
    description: 'Only of these types, or all of a kind as in `order.*`; all that it is told of when left out.',
  })
  types?: string[] | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Only what its server has not taken.' })
  undeliveredOnly: boolean;
}

@InputType({ description: 'A message that is to be sent again.' })
export class RetryWebhookDeliveryInput {
  @Field(() => ID, { description: 'The message: a `WebhookDelivery`.' })
  id: string;
}

@ObjectType({ description: 'The new endpoint, and by what its messages are checked.' })
export class CreateWebhookEndpointPayload extends MutationPayload {
  @Field(() => WebhookEndpoint, { simple: true, nullable: true, description: 'The endpoint.' })
  webhookEndpoint: WebhookEndpoint | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'With `HMAC_SHA256`, the secret by which you check signatures, `whsec_…`. It is shown this once and never again.',
  })
  secret: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'With `ED25519`, the key by which you check signatures, `whpk_…`.' })
  publicKey: string | null;
}

@ObjectType({ description: 'The endpoint as it is now.' })
export class WebhookEndpointPayload extends MutationPayload {
  @Field(() => WebhookEndpoint, { simple: true, nullable: true, description: 'The endpoint.' })
  webhookEndpoint: WebhookEndpoint | null;
}

@ObjectType({ description: 'Which endpoint is no more.' })
export class DeleteWebhookEndpointPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'Its id.' })
  deletedId: string | null;
}

@ObjectType({ description: 'The new key.' })
export class RotateWebhookSecretPayload extends MutationPayload {
  @Field(() => WebhookEndpoint, { simple: true, nullable: true, description: 'The endpoint.' })
  webhookEndpoint: WebhookEndpoint | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The new secret, `whsec_…`. It is shown this once and never again.' })
  secret: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The new key to check by, `whpk_…`.' })
  publicKey: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when messages are signed by the key before too.' })
  previousValidUntil: Date | null;
}

@ObjectType({ description: 'The message that is being sent.' })
export class WebhookDeliveryPayload extends MutationPayload {
  @Field(() => WebhookDelivery, { simple: true, nullable: true, description: 'The message: read it again to see what came of it.' })
  delivery: WebhookDelivery | null;
}

@ObjectType({ description: 'What is told again.' })
export class ReplayEventsPayload extends MutationPayload {
  @Field(() => WebhookEndpoint, { simple: true, nullable: true, description: 'The endpoint.' })
  webhookEndpoint: WebhookEndpoint | null;

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'How many messages are sent. Those that wait to be sent anyway are not among them.',
  })
  planned: number | null;
}
