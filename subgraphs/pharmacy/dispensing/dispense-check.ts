import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineLoader, loaderById, loaderByParent } from '#kernel/subgraph/loader.js';
import { findingKey } from './checks/checking.js';
import { CheckKind, CheckSeverity, type Finding } from './checks/finding.js';

@Entity('dispense_checks')
@ObjectType({
  implements: Node,
  description: 'What was found when a dispense was looked at (FHIR R4 DetectedIssue). It stays on record as it was found.',
})
@Directive('@key(fields: "id")')
@Access('dispenses:read')
export class DispenseCheck extends TenantEntity implements Node {
  @IdColumn('dispensecheck')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('dispense')
  dispenseId: string;

  @Column('text')
  @Field(() => CheckKind, { simple: true, description: 'What was looked at.' })
  kind: CheckKind;

  @Column('text')
  @Field(() => CheckSeverity, { simple: true, description: 'How grave it is.' })
  severity: CheckSeverity;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What was found, for the pharmacist.' })
  message: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Who says so: a work, a record, a setting.' })
  source: string | null;

  /** As JSON in the table, and as its text in the graph. */
  @Column('jsonb', { name: 'inputs' })
  compared: object;

  @Column('text')
  subject: string;

  /** Whether nothing is handed over before somebody has answered for it. */
  get blocks(): boolean {
    return this.severity === CheckSeverity.HIGH;
  }
}

@ObjectType('DispenseFinding', { description: 'What would be found if it were dispensed now; nothing of it is kept.' })
@Access('dispenses:read')
export class FoundCheck {
  @Field(() => CheckKind, { simple: true, description: 'What was looked at.' })
  kind: CheckKind;

  @Field(() => CheckSeverity, { simple: true, description: 'How grave it is.' })
  severity: CheckSeverity;

  @Field(() => String, { simple: true, description: 'What was found, for the pharmacist.' })
  message: string;

  @Field(() => String, { simple: true, nullable: true, description: 'Who says so: a work, a record, a setting.' })
  source: string | null;
}

@ObjectType('DispenseCheckOverride', { description: 'That a pharmacist answers for handing out in spite of a check.' })
@Access('dispenses:read')
export class CheckOverride {
  /** Shown as the Staff. */
  createdBy: string;

  @Field(() => String, { simple: true, description: 'Why, in the words of the pharmacist.' })
  reason: string;

  @Field(() => DateTimeScalar, { simple: true, description: 'When.' })
  at: Date;
}

export const dispenseCheckById = loaderById(DispenseCheck);
export const checksOfDispense = loaderByParent(DispenseCheck, 'dispenseId', ['id']);

interface OverrideRow {
  readonly check_id: string;
  readonly created_by: string;
  readonly reason: string;
  readonly created_at: string;
}

export const overrideOfCheck = defineLoader<string, CheckOverride>('override of check', async (context: Context, ids) => {
  const rows = await context.db.rows<OverrideRow>(
    sql`select check_id, created_by, reason, created_at from check_overrides where check_id = any (${ids.map((id) => toUuid('dispensecheck', id))}::uuid[])`,
    'dispenses:read',
  );
  return new Map(
    rows.map(({ check_id, created_by, reason, created_at }) => [
      toTypeId('dispensecheck', check_id),
      Object.assign(new CheckOverride(), { createdBy: created_by, reason, at: new Date(created_at) }),
    ]),
  );
});

/** Keeps what a look has found; what an earlier look at the same dispense has found already is not kept twice. */
export async function keepFindings(
  transaction: Transaction,
  { id: dispenseId, branchId }: { readonly id: string; readonly branchId: string },
  findings: readonly Finding[],
): Promise<void> {
  const rows = findings.map((finding) => ({
    id: toUuid('dispensecheck', newId('dispensecheck')),
    kind: finding.kind,
    severity: finding.severity,
    message: finding.message,
    source: finding.source,
    inputs: finding.inputs,
    subject: findingKey(finding),
  }));
  await transaction.rows(sql`insert into dispense_checks (branch_id, dispense_id, id, kind, severity, message, source, inputs, subject)
    select ${toUuid('branch', branchId)}, ${toUuid('dispense', dispenseId)}, line.*
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as line (id uuid, kind text, severity text, message text, source text, inputs jsonb, subject text)
    on conflict (tenant_id, dispense_id, subject) do nothing`);
}

/** The checks of high severity that nobody has answered for; also those of an earlier look that would not be found any more. */
export async function openChecks(transaction: Transaction, dispenseId: string): Promise<DispenseCheck[]> {
  return transaction.all(
    DispenseCheck,
    sql`where dispense_id = ${toUuid('dispense', dispenseId)} and severity = ${CheckSeverity.HIGH}
      and not exists (select from check_overrides answer where answer.check_id = dispense_checks.id) order by id`,
  );
}
