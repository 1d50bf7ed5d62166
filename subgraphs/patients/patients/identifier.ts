import { Field, InputType, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('patient_identifiers')
@ObjectType({ description: 'A number or code that some system gave the patient, such as a national id (FHIR R4 Identifier).' })
@Access('patients:read')
export class PatientIdentifier extends TenantEntity {
  @IdColumn('identifier')
  id: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Who gave it, as a URI: `http://hl7.org/fhir/sid/us-ssn`.' })
  system: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The identifier itself; unique in the tenant with its system.' })
  value: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Its kind by HL7 v2 table 0203: `MR`, `SS`, `DL`, `PPN`, `NI`.' })
  type: string | null;
}

@InputType({ description: 'A number or code that some system gave the patient.' })
export class PatientIdentifierInput {
  @Field(() => String, { description: 'Who gave it, as a URI.' })
  system: string;

  @Field(() => String, { description: 'The identifier itself.' })
  value: string;

  @Field(() => String, { nullable: true, description: 'Its kind by HL7 v2 table 0203.' })
  type?: string | null;
}

export const identifiersOfPatient = loaderByParent(PatientIdentifier, 'patientId', ['system', 'value']);
