import { Field, ObjectType } from 'type-graphql';
import { sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Money } from '#kernel/graph/money.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { TenderKind } from '../tills/till-terms.js';
import type { ReportBranch, ReportRange } from './report-range.js';

@ObjectType({ description: 'A till that was closed with more or less than its journal says.' })
@Access('sales:report')
export class TillDifference {
  sessionId: string;

  cashierId: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When it was closed.' })
  closedAt: Date;

  @Field(() => TenderKind, { simple: true, description: 'The kind of tender.' })
  tender: TenderKind;

  @Field(() => Money, { simple: true, description: 'What the journal said.' })
  expected: Money;

  @Field(() => Money, { simple: true, description: 'What was counted.' })
  counted: Money;

  @Field(() => Money, { simple: true, description: 'Counted less expected: negative when some is missing.' })
  difference: Money;

  @Field(() => String, { simple: true, nullable: true, description: 'Why, in the words of who closed it.' })
  reason: string | null;
}

export interface DifferenceRow {
  readonly session_id: string;
  readonly cashier_id: string;
  readonly till: string;
  readonly closed_at: Date;
  readonly tender: TenderKind;
  readonly currency: string;
  readonly expected: string;
  readonly counted: string;
  readonly reason: string | null;
}

export function tillDifferences({ uuid }: ReportBranch, { begins, ends }: ReportRange): Sql {
  return sql`select session.id as session_id, session.cashier_id, till.name as till, session.closed_at, counted.tender, session.currency,
      counted.expected_minor as expected, counted.counted_minor as counted, session.difference_reason as reason
    from till_sessions session join till_counts counted on counted.session_id = session.id join tills till on till.id = session.till_id
    where session.branch_id = ${uuid} and session.closed_at >= ${begins} and session.closed_at < ${ends} and counted.counted_minor <> counted.expected_minor
    order by session.closed_at, session.id, counted.tender`;
}
