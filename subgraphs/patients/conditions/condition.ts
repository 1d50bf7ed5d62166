import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum ConditionClinicalStatus {
  ACTIVE = 'ACTIVE',
  RECURRENCE = 'RECURRENCE',
  RELAPSE = 'RELAPSE',
  INACTIVE = 'INACTIVE',
  REMISSION = 'REMISSION',
  RESOLVED = 'RESOLVED',
}

registerEnumType(ConditionClinicalStatus, {
  name: 'ConditionClinicalStatus',
  description: 'Whether the patient has it now (FHIR R4 condition-clinical).',
  valuesConfig: {
    ACTIVE: { description: 'Has it.' },
    RECURRENCE: { description: 'Has it again.' },
    RELAPSE: { description: 'Has it again after getting better.' },
    INACTIVE: { description: 'No longer has signs of it.' },
    REMISSION: { description: 'Has no signs of it, but it may come back.' },
    RESOLVED: { description: 'Had it; it is over.' },
  },
});

export enum ConditionVerificationStatus {
  UNCONFIRMED = 'UNCONFIRMED',
  PROVISIONAL = 'PROVISIONAL',
  DIFFERENTIAL = 'DIFFERENTIAL',
  CONFIRMED = 'CONFIRMED',
  REFUTED = 'REFUTED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(ConditionVerificationStatus, {
  name: 'ConditionVerificationStatus',
  description: 'How sure the diagnosis is (FHIR R4 condition-ver-status).',
  valuesConfig: {
    UNCONFIRMED: { description: 'Not enough evidence.' },
    PROVISIONAL: { description: 'A working diagnosis.' },
    DIFFERENTIAL: { description: 'One of several that are possible.' },
    CONFIRMED: { description: 'Established by evidence.' },
    REFUTED: { description: 'Ruled out.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
  },
});

export enum ConditionSeverity {
  MILD = 'MILD',
  MODERATE = 'MODERATE',
  SEVERE = 'SEVERE',
}

registerEnumType(ConditionSeverity, {
  name: 'ConditionSeverity',
  description: 'How bad it is (FHIR R4 condition-severity).',
  valuesConfig: { MILD: { description: 'Mild.' }, MODERATE: { description: 'Moderate.' }, SEVERE: { description: 'Severe.' } },
});

@Entity('conditions')
@ObjectType({ implements: Node, description: 'A problem or diagnosis of a patient (FHIR R4 Condition).' })
@Directive('@key(fields: "id")')
@Access('conditions:read')
export class Condition extends TenantEntity implements Node {
  @IdColumn('condition')
  id: string;

  @ReferenceColumn('patient')
  patientId: string;

  @ReferenceColumn('encounter', { nullable: true })
  encounterId: string | null;

  @Column('text')
  @Field(() => ConditionClinicalStatus, { simple: true, description: 'Whether the patient has it now.' })
  clinicalStatus: ConditionClinicalStatus;

  @Column('text')
  @Field(() => ConditionVerificationStatus, { simple: true, description: 'How sure it is.' })
  verificationStatus: ConditionVerificationStatus;

  @Column('text', { nullable: true })
  @Field(() => ConditionSeverity, { simple: true, nullable: true, description: 'How bad it is.' })
  severity: ConditionSeverity | null;

  @Column('jsonb')
  @Field(() => Coding, { simple: true, description: 'What it is.' })
  code: Coding;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it began.' })
  onsetAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was over.' })
  abatedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Remarks.' })
  note: string | null;

  @Column('text', { nullable: true })
  externalId: string | null;

  @Field(() => String, { description: 'What it is, for people to read.' })
  display(): string {
    return this.code.display;
  }
}

export const conditionById = loaderById(Condition);
export const conditionsOfPatient = loaderByParent(Condition, 'patientId', ['createdAt', 'id']);
