import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { SigningKey } from './signing-key.js';

@InputType({ description: "A key of one's own, made on one's own device." })
export class RegisterSigningKeyInput {
  @Field(() => String, { description: 'The device on which it is: `Telephone of Oyuun`.' })
  name: string;

  @Field(() => String, { description: 'Ed25519: `x` of its JSON Web Key (RFC 8037), 32 bytes in base64url. Never send the private key.' })
  publicKey: string;

  @Field(() => [ID], {
    defaultValue: [],
    description: 'Branches in whose names it signs too, of those where you may hand things over.',
  })
  branchIds: string[];
}

@InputType({ description: "That a key of one's own is not to be trusted any more." })
export class RevokeSigningKeyInput {
  @Field(() => ID, { description: 'The key.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { description: 'Why: `Telephone lost`.' })
  reason: string;
}

@ObjectType({ description: 'The key, or why not.' })
export class RegisterSigningKeyPayload extends MutationPayload {
  @Field(() => SigningKey, { simple: true, nullable: true, description: 'The key; its id is the `keyId` of what it signs.' })
  signingKey: SigningKey | null;
}

@ObjectType({ description: 'The key, or why not.' })
export class RevokeSigningKeyPayload extends MutationPayload {
  @Field(() => SigningKey, { simple: true, nullable: true, description: 'The key.' })
  signingKey: SigningKey | null;
}
