import { Arg, Args, Ctx, Field, FieldResolver, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Cost } from '#kernel/graph/cost-decorator.js';
import { DateTimeScalar, JsonScalar } from '#kernel/graph/scalars/index.js';
import { Branch, branchById } from '../branches/branch.js';
import type { PlatformContext } from '../services.js';
import {
  createWebhookEndpoint,
  deleteWebhookEndpoint,
  enableWebhookEndpoint,
  rotateWebhookSecret,
  updateWebhookEndpoint,
} from './endpoint-changes.js';
import { replayEvents, retryWebhookDelivery, sendTestEvent } from './replaying.js';
import { schemaOf } from './thin-message.js';
import { attemptsOfWebhookDelivery, WebhookAttempt } from './webhook-attempt.js';
import { deliveriesOfEndpoint, newestDeliveryFirst, WebhookDelivery, WebhookDeliveryConnection } from './webhook-delivery.js';
import { ownedBy, reading, WebhookEndpoint, webhookEndpointById } from './webhook-endpoint.js';
import { publicKeysOfEndpoint } from './webhook-secrets.js';
import {
  CreateWebhookEndpointInput,
  CreateWebhookEndpointPayload,
  DeleteWebhookEndpointInput,
  DeleteWebhookEndpointPayload,
  EnableWebhookEndpointInput,
  ReplayEventsInput,
  ReplayEventsPayload,
  RetryWebhookDeliveryInput,
  RotateWebhookSecretInput,
  RotateWebhookSecretPayload,
  SendTestEventInput,
  UpdateWebhookEndpointInput,
  WebhookDeliveryPayload,
  WebhookEndpointPayload,
} from './webhook.inputs.js';

@ObjectType({ description: 'A type of event of which webhooks tell.' })
export class EventType {
  @Field(() => String, { simple: true, description: 'Its name: `order.placed`.' })
  type: string;

  @Field(() => Int, {
    simple: true,
    description: 'Of the message. Fields are added to it and none is taken away: what would break its readers comes as another type.',
  })
  version: number;

  @Field(() => String, { simple: true, description: 'What happened.' })
  description: string;

  @Field(() => String, { simple: true, nullable: true, description: 'The scope that a client needs to hear it; null when it needs none.' })
  permission: string | null;

  @Field(() => Boolean, {
    simple: true,
    description: 'Whether it can be about a patient: a client hears it with the consent of that patient alone.',
  })
  aboutPatient: boolean;

  @Field(() => JsonScalar, { simple: true, description: 'The JSON Schema (draft 2020-12) of its messages.' })
  schema: unknown;
}

@ObjectType({ description: 'A key by which messages to an endpoint are checked.' })
export class WebhookPublicKey {
  @Field(() => String, { simple: true, description: 'The key, `whpk_…`.' })
  publicKey: string;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when messages are signed by it; null of the newest.' })
  expiresAt: Date | null;
}

@Resolver(() => WebhookEndpoint)
export class WebhookEndpointResolver {
  @Query(() => [EventType], {
    description:
      'Of what webhooks tell, by name: API clients are shown what a client can hear, others also what only endpoints of the tenant are told.',
  })
  @Access('webhooks:read')
  eventTypes(@Ctx() { request, services }: PlatformContext): EventType[] {
    const { events, publicScopes } = services;
    return (request.actor.kind === 'client' ? events.heardWith(publicScopes) : events.all).map((event) => {
      const { type, version, description, outside } = event;
      return {
        type,
        version,
        description,
        permission: outside.permission,
        aboutPatient: outside.patient !== undefined,
        schema: schemaOf(event),
      };
    });
  }

  @Query(() => [WebhookEndpoint], {
    description: 'Endpoints of webhooks, the oldest first: those that are told of no branch beyond your reach; of an API client its own.',
  })
  @Access('webhooks:read')
  webhookEndpoints(@Ctx() context: PlatformContext): Promise<WebhookEndpoint[]> {
    return context.db.all(WebhookEndpoint, sql`where ${ownedBy(context.request, reading)} order by created_at, id limit 1000`);
  }

  @Mutation(() => CreateWebhookEndpointPayload, { description: 'Has a server told of what happens. Its secret is shown this once.' })
  @Access('webhooks:manage')
  createWebhookEndpoint(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateWebhookEndpointInput, { description: 'The endpoint.' }) input: CreateWebhookEndpointInput,
  ): Promise<CreateWebhookEndpointPayload> {
    return createWebhookEndpoint(context, input);
  }

  @Mutation(() => WebhookEndpointPayload, { description: 'Changes where an endpoint is and of what it is told, or switches it off.' })
  @Access('webhooks:manage')
  updateWebhookEndpoint(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateWebhookEndpointInput, { description: 'The changes.' }) input: UpdateWebhookEndpointInput,
  ): Promise<WebhookEndpointPayload> {
    return updateWebhookEndpoint(context, input);
  }

  @Mutation(() => DeleteWebhookEndpointPayload, { description: 'Takes an endpoint away, with what waits for it and what was sent to it.' })
  @Access('webhooks:manage')
  deleteWebhookEndpoint(
    @Ctx() context: PlatformContext,
    @Arg('input', () => DeleteWebhookEndpointInput, { description: 'The endpoint.' }) input: DeleteWebhookEndpointInput,
  ): Promise<DeleteWebhookEndpointPayload> {
    return deleteWebhookEndpoint(context, input);
  }

  @Mutation(() => WebhookEndpointPayload, {
    description: 'Has an endpoint that was switched off told again, from now on; `replayEvents` tells it what it missed.',
  })
  @Access('webhooks:manage')
  enableWebhookEndpoint(
    @Ctx() context: PlatformContext,
    @Arg('input', () => EnableWebhookEndpointInput, { description: 'The endpoint.' }) input: EnableWebhookEndpointInput,
  ): Promise<WebhookEndpointPayload> {
    return enableWebhookEndpoint(context, input);
  }

  @Mutation(() => RotateWebhookSecretPayload, {
    description: 'Gives an endpoint a new key. For a while messages are signed by the one before too, so that you can change over.',
  })
  @Access('webhooks:manage')
  rotateWebhookSecret(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RotateWebhookSecretInput, { description: 'The endpoint.' }) input: RotateWebhookSecretInput,
  ): Promise<RotateWebhookSecretPayload> {
    return rotateWebhookSecret(context, input);
  }

  @Mutation(() => WebhookDeliveryPayload, { description: 'Sends an endpoint a message of the type `webhook.test`.' })
  @Access('webhooks:manage')
  sendTestEvent(
    @Ctx() context: PlatformContext,
    @Arg('input', () => SendTestEventInput, { description: 'The endpoint.' }) input: SendTestEventInput,
  ): Promise<WebhookDeliveryPayload> {
    return sendTestEvent(context, input);
  }

  @Mutation(() => ReplayEventsPayload, {
    description: 'Tells an endpoint again what happened in some time, with the same `webhook-id`s as the first time.',
  })
  @Access('webhooks:manage')
  @Cost(500)
  replayEvents(
    @Ctx() context: PlatformContext,
    @Arg('input', () => ReplayEventsInput, { description: 'What.' }) input: ReplayEventsInput,
  ): Promise<ReplayEventsPayload> {
    return replayEvents(context, input);
  }

  @Mutation(() => WebhookDeliveryPayload, {
    description: 'Sends a message again, with the same `webhook-id`, and tries as often as with a new one.',
  })
  @Access('webhooks:manage')
  retryDelivery(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RetryWebhookDeliveryInput, { description: 'Which.' }) input: RetryWebhookDeliveryInput,
  ): Promise<WebhookDeliveryPayload> {
    return retryWebhookDelivery(context, input);
  }

  @FieldResolver(() => [Branch], { description: 'The branches of whose events it is told; empty when of all.' })
  async branches(@Root() { branchIds }: WebhookEndpoint, @Ctx() context: PlatformContext): Promise<Branch[]> {
    const found = await Promise.all(branchIds.map((id) => context.load(branchById, id)));
    return found.filter((branch) => branch !== null);
  }

  @FieldResolver(() => [WebhookPublicKey], { description: 'By which its messages are checked, the newest first; none with `HMAC_SHA256`.' })
  async publicKeys(@Root() { id }: WebhookEndpoint, @Ctx() context: PlatformContext): Promise<WebhookPublicKey[]> {
    return (await context.load(publicKeysOfEndpoint, id)) ?? [];
  }

  @FieldResolver(() => WebhookDeliveryConnection, { description: 'What was sent to it in the last 30 days, the newest first.' })
  deliveries(
    @Root() { id }: WebhookEndpoint,
    @Ctx() context: PlatformContext,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<WebhookDelivery>> {
    return deliveriesOfEndpoint.page(context, id, args, newestDeliveryFirst);
  }
}

@Resolver(() => WebhookDelivery)
export class WebhookDeliveryResolver {
  @FieldResolver(() => WebhookEndpoint, { description: 'To which.' })
  endpoint(@Root() { endpointId }: WebhookDelivery, @Ctx() context: PlatformContext): Promise<WebhookEndpoint | null> {
    return context.load(webhookEndpointById, endpointId);
  }

  @FieldResolver(() => [WebhookAttempt], { description: 'How often it was sent and what came of it, the first attempt first.' })
  async attempts(@Root() { id }: WebhookDelivery, @Ctx() context: PlatformContext): Promise<WebhookAttempt[]> {
    return (await context.load(attemptsOfWebhookDelivery, id)) ?? [];
  }
}
