import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';
import { DateTimeScalar, JsonScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ApiClient, ApiClientStatus } from './api-client.js';
import { ApiKey } from './api-key.js';
import { ClientSecret } from './client-secret.js';

@InputType({ description: 'Which clients; all conditions given must hold.' })
export class ApiClientFilter {
  @Field(() => ApiClientStatus, { nullable: true, description: 'Whether they may ask.' })
  status?: ApiClientStatus | null;
}

@InputType({ description: 'A new client. You can give it only what you hold yourself, at branches where you hold it.' })
export class CreateApiClientInput {
  @Field(() => String, { description: 'For people to read; unique in the tenant.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What it is for, and whose.' })
  description?: string | null;

  @Field(() => PurposeOfUse, { description: 'Why it will ask; patients consent to a purpose.' })
  purpose: PurposeOfUse;

  @Field(() => [String], {
    description: 'Permissions that it gets, such as `orders:place`: those that the public graph asks for (`publicScopes`).',
  })
  scopes: string[];

  @Field(() => [ID], { nullable: true, description: 'At these branches only; at all, present and future, when left out.' })
  branchIds?: string[] | null;
}

@InputType({ description: 'Changes to a client, which hold within seconds, also for its access tokens. What is left out stays.' })
export class UpdateApiClientInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'For people to read; unique in the tenant.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'What it is for, and whose; null takes it away.' })
  description?: string | null;

  @Field(() => PurposeOfUse, { nullable: true, description: 'Why it will ask. Consents to another purpose do not hold any more.' })
  purpose?: PurposeOfUse | null;

  @Field(() => [String], { nullable: true, description: 'All permissions; they replace the present ones.' })
  scopes?: string[] | null;

  @Field(() => Boolean, { nullable: true, description: 'With `true` it may ask at all branches, present and future.' })
  everyBranch?: boolean | null;

  @Field(() => [ID], { nullable: true, description: 'All branches; they replace the present ones.' })
  branchIds?: string[] | null;
}

@InputType({ description: 'Which client.' })
export class ApiClientStatusInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;
}

@InputType({ description: 'Keys by which a client signs its own assertions (RFC 7523).' })
export class SetClientKeysInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => JsonScalar, {
    description:
      'All its public keys as a JSON Web Key Set (RFC 7517), at most 5: Ed25519, P-256, or RSA of 2048 to 4096 bits, each with a `kid`. An empty set takes all away.',
  })
  keySet: unknown;
}

@InputType({ description: 'A further secret of a client, of which two can be active.' })
export class IssueClientSecretInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; never when left out.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'Which secret.' })
export class RevokeClientSecretInput {
  @Field(() => ID, { description: 'The secret.' })
  id: string;
}

@InputType({ description: 'A further API key of a client, of which two can be active.' })
export class CreateApiKeyInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => String, { description: 'What it is for.' })
  name: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ends; never when left out.' })
  expiresAt?: Date | null;
}

@InputType({ description: 'Which API key.' })
export class RevokeApiKeyInput {
  @Field(() => ID, { description: 'The key.' })
  id: string;
}

/** What every change of a client answers. */
@ObjectType()
abstract class ApiClientPayload extends MutationPayload {
  @Field(() => ApiClient, { simple: true, nullable: true, description: 'The client.' })
  client: ApiClient | null;
}

@ObjectType({ description: 'The client made, or why not.' })
export class CreateApiClientPayload extends ApiClientPayload {}

@ObjectType({ description: 'The client as changed, or why not.' })
export class UpdateApiClientPayload extends ApiClientPayload {}

@ObjectType({ description: 'The client, which may not ask any more, or why not.' })
export class DeactivateApiClientPayload extends ApiClientPayload {}

@ObjectType({ description: 'The client, which may ask again, or why not.' })
export class ActivateApiClientPayload extends ApiClientPayload {}

@ObjectType({ description: 'The client with its keys, or why not.' })
export class SetClientKeysPayload extends ApiClientPayload {}

@ObjectType({ description: 'The new secret, or why there is none.' })
export class IssueClientSecretPayload extends MutationPayload {
  @Field(() => ClientSecret, { simple: true, nullable: true, description: 'What is kept of it.' })
  clientSecret: ClientSecret | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The secret itself: shown only here.' })
  secret: string | null;
}

@ObjectType({ description: 'The secret as revoked, or why not.' })
export class RevokeClientSecretPayload extends MutationPayload {
  @Field(() => ClientSecret, { simple: true, nullable: true, description: 'The secret.' })
  clientSecret: ClientSecret | null;
}

@ObjectType({ description: 'The new API key, or why there is none.' })
export class CreateApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { simple: true, nullable: true, description: 'What is kept of it.' })
  apiKey: ApiKey | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The key itself: shown only here.' })
  key: string | null;
}

@ObjectType({ description: 'The API key as revoked, or why not.' })
export class RevokeApiKeyPayload extends MutationPayload {
  @Field(() => ApiKey, { simple: true, nullable: true, description: 'The key.' })
  apiKey: ApiKey | null;
}
