import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ApiClient } from '../clients/api-client.js';
import { ClientOperation } from './client-operation.js';

export const operationLimits = { published: 100, ofClient: 1_000, characters: 20_000, tokens: 2_000 } as const;

@InputType({ description: 'Documents that a client will run by their ids.' })
export class PublishOperationsInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => [String], {
    description: `The documents, exactly as they are to be run: at most ${operationLimits.published} at once and ${operationLimits.ofClient} of a client, of at most ${operationLimits.characters} characters each. Those that it has already stay as they are.`,
  })
  documents: string[];
}

@ObjectType({ description: 'What was published, or why nothing was.' })
export class PublishOperationsPayload extends MutationPayload {
  @Field(() => [ClientOperation], {
    simple: true,
    description: 'The operations, in the order of the documents; empty when nothing was published.',
  })
  operations: ClientOperation[];
}

@InputType({ description: 'Operations that a client is not to run any more.' })
export class RemoveOperationsInput {
  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => [String], { description: 'Their `documentId`s, at most 1,000. Those that it does not have are no mistake.' })
  documentIds: string[];
}

@ObjectType({ description: 'What is left of the manifest.' })
export class RemoveOperationsPayload extends MutationPayload {
  @Field(() => ApiClient, { simple: true, nullable: true, description: 'The client.' })
  client: ApiClient | null;
}

@InputType({ description: 'Whether a client is locked to its operations.' })
export class LockClientToOperationsInput {
  @Field(() => ID, { description: 'The client.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => Boolean, { description: 'Whether only its published operations are run.' })
  locked: boolean;
}

@ObjectType({ description: 'The client as it is now.' })
export class LockClientToOperationsPayload extends MutationPayload {
  @Field(() => ApiClient, { simple: true, nullable: true, description: 'The client.' })
  client: ApiClient | null;
}
