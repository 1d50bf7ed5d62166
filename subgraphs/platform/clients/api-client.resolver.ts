import { Arg, Args, Ctx, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchById } from '../branches/branch.js';
import type { PlatformContext } from '../services.js';
import {
  ActivateApiClientPayload,
  ApiClientFilter,
  ApiClientStatusInput,
  CreateApiClientInput,
  CreateApiClientPayload,
  CreateApiKeyInput,
  CreateApiKeyPayload,
  DeactivateApiClientPayload,
  IssueClientSecretInput,
  IssueClientSecretPayload,
  RevokeApiKeyInput,
  RevokeApiKeyPayload,
  RevokeClientSecretInput,
  RevokeClientSecretPayload,
  SetClientKeysInput,
  SetClientKeysPayload,
  UpdateApiClientInput,
  UpdateApiClientPayload,
} from './api-client.inputs.js';
import { ApiClient, apiClientById, ApiClientConnection, apiClientList, ClientPublicKey, clientsByName } from './api-client.js';
import { ApiKey, keysOfClient } from './api-key.js';
import { activateApiClient, createApiClient, deactivateApiClient, updateApiClient } from './client-changes.js';
import { setClientKeys } from './client-keys.js';
import { ClientSecret, secretsOfClient } from './client-secret.js';
import { createApiKey, issueClientSecret, revokeApiKey, revokeClientSecret } from './credential-changes.js';
import { lastUses } from './credential-use.js';

@ObjectType({ description: 'A permission that clients can have.' })
export class PublicScope {
  @Field(() => String, { simple: true, description: 'As `scopes` and OAuth name it: `orders:place`.' })
  scope: string;

  @Field(() => String, { simple: true, description: 'What it allows.' })
  description: string;
}

@Resolver(() => ApiClient)
export class ApiClientResolver {
  @Query(() => ApiClient, { nullable: true, description: 'One client of your tenant; null when there is none.' })
  @Access('clients:read')
  apiClient(@Ctx() context: PlatformContext, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<ApiClient | null> {
    return context.load(apiClientById, id);
  }

  @Query(() => ApiClientConnection, { description: "Third parties' programs that may ask at your tenant, by name." })
  @Access('clients:read')
  apiClients(
    @Ctx() context: PlatformContext,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => ApiClientFilter, { nullable: true, description: 'Which clients.' }) filter: ApiClientFilter | null,
  ): Promise<Page<ApiClient>> {
    const where = filter?.status ? sql`api_clients.status = ${filter.status}` : sql`true`;
    return page(context, apiClientList, args, clientsByName, where);
  }

  @Query(() => [PublicScope], { description: 'Every permission that the public graph asks for: what clients can have.' })
  @Access('clients:read')
  publicScopes(@Ctx() { services }: PlatformContext): PublicScope[] {
    const { catalogue, publicScopes } = services;
    return catalogue.ofTenants.filter(({ name }) => publicScopes.has(name)).map(({ name, description }) => ({ scope: name, description }));
  }

  @Mutation(() => CreateApiClientPayload, {
    description: 'Lets a program of a third party in. It gets a secret, a key or keys of its own by further mutations.',
  })
  @Access('clients:manage')
  createApiClient(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateApiClientInput, { description: 'The client.' }) input: CreateApiClientInput,
  ): Promise<CreateApiClientPayload> {
    return createApiClient(context, input);
  }

  @Mutation(() => UpdateApiClientPayload, { description: 'Changes what a client is called, may do, and where.' })
  @Access('clients:manage')
  updateApiClient(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateApiClientInput, { description: 'The changes.' }) input: UpdateApiClientInput,
  ): Promise<UpdateApiClientPayload> {
    return updateApiClient(context, input);
  }

  @Mutation(() => DeactivateApiClientPayload, { description: 'Shuts a client out; all that it was given is refused within seconds.' })
  @Access('clients:manage')
  deactivateApiClient(
    @Ctx() context: PlatformContext,
    @Arg('input', () => ApiClientStatusInput, { description: 'Which.' }) input: ApiClientStatusInput,
  ): Promise<DeactivateApiClientPayload> {
    return deactivateApiClient(context, input);
  }

  @Mutation(() => ActivateApiClientPayload, { description: 'Lets a client in again, by the secrets and keys that it had.' })
  @Access('clients:manage')
  activateApiClient(
    @Ctx() context: PlatformContext,
    @Arg('input', () => ApiClientStatusInput, { description: 'Which.' }) input: ApiClientStatusInput,
  ): Promise<ActivateApiClientPayload> {
    return activateApiClient(context, input);
  }

  @Mutation(() => SetClientKeysPayload, {
    description: 'Sets the keys by which a client signs its own assertions (`private_key_jwt`), so that there is no secret to be kept.',
  })
  @Access('clients:manage')
  setClientKeys(
    @Ctx() context: PlatformContext,
    @Arg('input', () => SetClientKeysInput, { description: 'The keys.' }) input: SetClientKeysInput,
  ): Promise<SetClientKeysPayload> {
    return setClientKeys(context, input);
  }

  @Mutation(() => IssueClientSecretPayload, {
    description:
      'Makes a secret by which a client asks for access tokens. An `Idempotency-Key` has no effect here: the answer is a secret and is never stored.',
  })
  @Access('clients:manage')
  issueClientSecret(
    @Ctx() context: PlatformContext,
    @Arg('input', () => IssueClientSecretInput, { description: 'Of which.' }) input: IssueClientSecretInput,
  ): Promise<IssueClientSecretPayload> {
    return issueClientSecret(context, input);
  }

  @Mutation(() => RevokeClientSecretPayload, {
    description: 'Takes a secret back. Access tokens that it was exchanged for end by themselves, within ten minutes.',
  })
  @Access('clients:manage')
  revokeClientSecret(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RevokeClientSecretInput, { description: 'Which.' }) input: RevokeClientSecretInput,
  ): Promise<RevokeClientSecretPayload> {
    return revokeClientSecret(context, input);
  }

  @Mutation(() => CreateApiKeyPayload, {
    description: 'Makes an API key, by which a client asks without an access token. An `Idempotency-Key` has no effect here.',
  })
  @Access('clients:manage')
  createApiKey(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateApiKeyInput, { description: 'Of which client.' }) input: CreateApiKeyInput,
  ): Promise<CreateApiKeyPayload> {
    return createApiKey(context, input);
  }

  @Mutation(() => RevokeApiKeyPayload, { description: 'Takes an API key back; it is refused within seconds.' })
  @Access('clients:manage')
  revokeApiKey(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RevokeApiKeyInput, { description: 'Which.' }) input: RevokeApiKeyInput,
  ): Promise<RevokeApiKeyPayload> {
    return revokeApiKey(context, input);
  }

  @FieldResolver(() => [Branch], { description: 'At which branches it may use its scopes; empty when at all.' })
  @Access('clients:read')
  async branches(@Root() { branchIds }: ApiClient, @Ctx() context: PlatformContext): Promise<Branch[]> {
    const branches = await Promise.all(branchIds.map((id) => context.load(branchById, id)));
    return branches.filter((branch) => branch !== null);
  }

  @FieldResolver(() => [ClientPublicKey], { description: 'Keys by which it signs its own assertions.' })
  @Access('clients:read')
  publicKeys(@Root() { publicKeys }: ApiClient): ClientPublicKey[] {
    return publicKeys.map(({ kid = '', alg = '' }) => ({ keyId: kid, algorithm: alg }));
  }

  @FieldResolver(() => [ClientSecret], { description: 'Its secrets, the oldest first, those that do not work any more as well.' })
  @Access('clients:read')
  async secrets(@Root() { id }: ApiClient, @Ctx() context: PlatformContext): Promise<ClientSecret[]> {
    return (await context.load(secretsOfClient, id)) ?? [];
  }

  @FieldResolver(() => [ApiKey], { description: 'Its API keys, the oldest first, those that do not work any more as well.' })
  @Access('clients:read')
  async apiKeys(@Root() { id }: ApiClient, @Ctx() context: PlatformContext): Promise<ApiKey[]> {
    return (await context.load(keysOfClient, id)) ?? [];
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When it last asked, to the minute; null when it never has.' })
  @Access('clients:read')
  lastUsedAt(@Root() { id }: ApiClient, @Ctx() context: PlatformContext): Promise<Date | null> {
    return context.load(lastUses, id);
  }
}

@Resolver(() => ClientSecret)
export class ClientSecretResolver {
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'When it was last exchanged for an access token, to the minute; null when it never was.',
  })
  lastUsedAt(@Root() { id }: ClientSecret, @Ctx() context: PlatformContext): Promise<Date | null> {
    return context.load(lastUses, id);
  }
}

@Resolver(() => ApiKey)
export class ApiKeyResolver {
  @FieldResolver(() => DateTimeScalar, { nullable: true, description: 'When it was last used, to the minute; null when it never was.' })
  lastUsedAt(@Root() { id }: ApiKey, @Ctx() context: PlatformContext): Promise<Date | null> {
    return context.load(lastUses, id);
  }
}
