import { Field, ObjectType } from 'type-graphql';
import { ListSize } from '#kernel/graph/cost-decorator.js';
import { BigIntScalar, DateScalar } from '#kernel/graph/scalars/index.js';

/** A month, which is what a page of figures shows. */
export const usualDays = 31;
export const mostDays = 100;

@ObjectType({ description: 'What was used, added up.' })
export class ApiUsageTotals {
  @Field(() => BigIntScalar, { simple: true, description: 'Requests, whatever came of them.' })
  requests: bigint;

  @Field(() => BigIntScalar, { simple: true, description: 'Of them, those whose answer carried an error.' })
  errors: bigint;

  @Field(() => BigIntScalar, {
    simple: true,
    description: 'Of them, those that were refused for their cost, their rate or the quota of the day.',
  })
  refused: bigint;

  @Field(() => BigIntScalar, { simple: true, description: 'Cost units, as `extensions.cost.actual` told them.' })
  cost: bigint;
}

@ObjectType({ description: 'What one operation of a client used on one day.' })
export class ApiOperationUsage {
  @Field(() => String, {
    simple: true,
    description:
      'The name of the operation, or the beginning of the SHA-256 of one without a name; `(other)` for those beyond 200 names a day, `(unreadable)` for what was no valid operation.',
  })
  operation: string;

  @Field(() => ApiUsageTotals, { simple: true, description: 'What it used.' })
  totals: ApiUsageTotals;
}

@ObjectType({ description: 'What a client used on one day.' })
export class ApiUsageDay {
  @Field(() => DateScalar, { simple: true, description: 'The day, in UTC.' })
  day: string;

  @Field(() => ApiUsageTotals, { simple: true, description: 'All operations together.' })
  totals: ApiUsageTotals;

  @Field(() => [ApiOperationUsage], { simple: true, description: 'Each operation, the dearest first.' })
  operations: ApiOperationUsage[];
}

@ObjectType({ description: 'What a client used of the public graph; it is complete up to some seconds ago.' })
export class ApiUsage {
  @Field(() => DateScalar, { simple: true, description: 'The first day, in UTC.' })
  from: string;

  @Field(() => DateScalar, { simple: true, description: 'The last day, in UTC.' })
  to: string;

  @Field(() => ApiUsageTotals, { simple: true, description: 'All days together.' })
  totals: ApiUsageTotals;

  @Field(() => [ApiUsageDay], { simple: true, description: 'The days on which it asked, the latest first.' })
  @ListSize(usualDays)
  days: ApiUsageDay[];
}
