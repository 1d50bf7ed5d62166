import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { JsonScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { Export } from './export.js';

@InputType({ description: 'A query to be answered by a file.' })
export class StartExportInput {
  @Field(() => String, {
    description:
      'One query over one list, with `nodes { … }` or `edges { node { … } }`. Its `first` is ours, for the list is read to its end; lists within the nodes keep their own.',
  })
  query: string;

  @Field(() => JsonScalar, { nullable: true, description: 'Its variables: an object, by their names.' })
  variables?: unknown;

  @Field(() => String, { nullable: true, description: 'The name of its operation.' })
  operationName?: string | null;
}

@InputType({ description: 'An export that is no longer wanted.' })
export class CancelExportInput {
  @Field(() => ID, { description: 'The export, `QUEUED` or `RUNNING`.' })
  id: string;
}

@ObjectType({ description: 'The export, or why there is none.' })
export class StartExportPayload extends MutationPayload {
  @Field(() => Export, { simple: true, nullable: true, description: 'The export, `QUEUED` or `RUNNING`.' })
  export: Export | null;
}

@ObjectType({ description: 'The export as it is now, or why it cannot be cancelled.' })
export class CancelExportPayload extends MutationPayload {
  @Field(() => Export, { simple: true, nullable: true, description: 'The export, `CANCELLED`.' })
  export: Export | null;
}
