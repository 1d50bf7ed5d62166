import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { UsageEntry, UsageReport } from '#kernel/context/usage-reports.js';
import { BigIntScalar, DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';

@InputType({ description: 'For the gateway: what an operation of a client used since it last said so.' })
@Directive('@inaccessible')
export class UsageEntryInput implements Omit<UsageEntry, 'cost'> {
  @Field(() => ID, { description: 'The tenant.' })
  tenantId: string;

  @Field(() => ID, { description: 'The client.' })
  clientId: string;

  @Field(() => DateScalar, { description: 'The day, in UTC.' })
  day: string;

  @Field(() => String, { description: 'The operation.' })
  operation: string;

  @Field(() => Int, { description: 'Requests.' })
  requests: number;

  @Field(() => Int, { description: 'Those that answered an error.' })
  errors: number;

  @Field(() => Int, { description: 'Those that were refused.' })
  refused: number;

  @Field(() => BigIntScalar, { description: 'Cost units.' })
  cost: bigint;
}

@InputType({ description: 'For the gateway: what clients used since it last said so.' })
@Directive('@inaccessible')
export class RecordApiUsageInput implements Omit<UsageReport, 'entries'> {
  @Field(() => ID, { description: 'By which it is known when it comes again.' })
  batch: string;

  @Field(() => [UsageEntryInput], { description: 'What they used.' })
  entries: UsageEntryInput[];
}

@ObjectType({ description: 'For the gateway: it was recorded.' })
@Directive('@inaccessible')
export class RecordApiUsagePayload extends MutationPayload {}
