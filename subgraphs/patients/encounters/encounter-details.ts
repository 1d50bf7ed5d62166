import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('encounter_notes')
@ObjectType({ description: 'What somebody wrote down during an encounter. Notes are added, never changed.' })
@Access('encounters:read')
export class EncounterNote extends TenantEntity {
  @IdColumn('note')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('encounter')
  encounterId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The text.' })
  text: string;

  @Column('text')
  @Field(() => ID, { simple: true, description: 'Who wrote it.' })
  authorId: string;
}

/** FHIR R4 diagnosis-role. */
export enum DiagnosisUse {
  ADMISSION = 'ADMISSION',
  DISCHARGE = 'DISCHARGE',
  CHIEF_COMPLAINT = 'CHIEF_COMPLAINT',
  COMORBIDITY = 'COMORBIDITY',
  PRE_OP = 'PRE_OP',
  POST_OP = 'POST_OP',
  BILLING = 'BILLING',
}

registerEnumType(DiagnosisUse, {
  name: 'DiagnosisUse',
  description: 'What a diagnosis is to its encounter (FHIR R4 diagnosis-role).',
  valuesConfig: {
    ADMISSION: { description: 'At admission.' },
    DISCHARGE: { description: 'At discharge.' },
    CHIEF_COMPLAINT: { description: 'Why the patient came.' },
    COMORBIDITY: { description: 'Beside the main one.' },
    PRE_OP: { description: 'Before an operation.' },
    POST_OP: { description: 'After an operation.' },
    BILLING: { description: 'For the bill.' },
  },
});

@Entity('encounter_diagnoses')
@ObjectType({ description: 'A diagnosis made or treated in an encounter (FHIR R4 Encounter.diagnosis).' })
@Access('encounters:read')
export class EncounterDiagnosis extends TenantEntity {
  @IdColumn('diagnosis')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('encounter')
  encounterId: string;

  @ReferenceColumn('condition', { nullable: true })
  conditionId: string | null;

  @Column('jsonb')
  @Field(() => Coding, { simple: true, description: 'What was diagnosed.' })
  code: Coding;

  @Column('text')
  @Field(() => DiagnosisUse, { simple: true, description: 'What it is to the encounter.' })
  use: DiagnosisUse;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Its place: 1 is the main diagnosis.' })
  rank: number;

  @Column('text', { nullable: true })
  externalId: string | null;
}

export const notesOfEncounter = loaderByParent(EncounterNote, 'encounterId', ['createdAt', 'id']);
export const diagnosesOfEncounter = loaderByParent(EncounterDiagnosis, 'encounterId', ['rank']);
