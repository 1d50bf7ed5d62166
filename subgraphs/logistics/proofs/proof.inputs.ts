import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { TaskPayload } from '../tasks/task.inputs.js';

@InputType({ description: 'The signature of who took what was brought, or gave what was fetched: its strokes, or a picture of it.' })
export class TaskSignatureInput {
  @Field(() => String, { description: 'Who signed, in letters.' })
  signer: string;

  @Field(() => String, {
    nullable: true,
    description: 'The strokes, as the `d` of an SVG path in a field of 1000 by 400: only its commands and numbers.',
  })
  path?: string | null;

  @Field(() => String, { nullable: true, description: 'A PNG in base64, at most 2 MiB, instead of the strokes.' })
  png?: string | null;
}

@InputType({ description: 'That a task was done, with what shows it: see `requiredProofs` and `acceptedProofs`.' })
export class CompleteTaskInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => String, { nullable: true, description: 'A photo of what was left and where: JPEG or PNG in base64, at most 2 MiB.' })
  photo?: string | null;

  @Field(() => TaskSignatureInput, { nullable: true, description: 'Who took or gave it.' })
  signature?: TaskSignatureInput | null;

  @Field(() => String, { nullable: true, description: 'The one-time code that the recipient told.' })
  code?: string | null;

  @Field(() => [String], { nullable: true, description: 'The codes on the labels of all items; at most 1000.' })
  scanned?: string[] | null;

  @Field(() => String, { nullable: true, description: 'What else is to be said of it.' })
  note?: string | null;
}

@InputType({ description: 'That the recipient of a task is to be told a code.' })
export class IssueTaskCodeInput {
  @Field(() => ID, { description: 'The task.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The task that was done, or why not.' })
export class CompleteTaskPayload extends TaskPayload {}

@ObjectType({ description: 'The code, or why there is none.' })
export class IssueTaskCodePayload extends TaskPayload {
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Six digits, told this once: pass them on to the recipient. An earlier code holds no more.',
  })
  code: string | null;
}
