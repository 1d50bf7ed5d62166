import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Coding } from '#kernel/graph/coding.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum AllergyClinicalStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  RESOLVED = 'RESOLVED',
}

registerEnumType(AllergyClinicalStatus, {
  name: 'AllergyClinicalStatus',
  description: 'Whether an allergy is a present danger (FHIR R4 allergyintolerance-clinical).',
  valuesConfig: {
    ACTIVE: { description: 'The patient may react.' },
    INACTIVE: { description: 'No longer known to react.' },
    RESOLVED: { description: 'Shown by test or exposure to be gone.' },
  },
});

export enum AllergyVerificationStatus {
  UNCONFIRMED = 'UNCONFIRMED',
  CONFIRMED = 'CONFIRMED',
  REFUTED = 'REFUTED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(AllergyVerificationStatus, {
  name: 'AllergyVerificationStatus',
  description: 'How sure it is (FHIR R4 allergyintolerance-verification).',
  valuesConfig: {
    UNCONFIRMED: { description: 'Told, not tested.' },
    CONFIRMED: { description: 'Established by evidence.' },
    REFUTED: { description: 'Shown not to be so.' },
    ENTERED_IN_ERROR: { description: 'Recorded by mistake.' },
  },
});

export enum AllergyType {
  ALLERGY = 'ALLERGY',
  INTOLERANCE = 'INTOLERANCE',
}

registerEnumType(AllergyType, {
  name: 'AllergyType',
  description: 'The mechanism, where known (FHIR R4 allergy-intolerance-type).',
  valuesConfig: { ALLERGY: { description: 'Of the immune system.' }, INTOLERANCE: { description: 'Not of the immune system.' } },
});

export enum AllergyCategory {
  FOOD = 'FOOD',
  MEDICATION = 'MEDICATION',
  ENVIRONMENT = 'ENVIRONMENT',
  BIOLOGIC = 'BIOLOGIC',
}

registerEnumType(AllergyCategory, {
  name: 'AllergyCategory',
  description: 'What kind of substance (FHIR R4 allergy-intolerance-category).',
  valuesConfig: {
    FOOD: { description: 'Food and drink.' },
    MEDICATION: { description: 'Medicines.' },
    ENVIRONMENT: { description: 'Pollen, dust, insects, latex.' },
    BIOLOGIC: { description: 'Blood products, vaccines.' },
  },
});

export enum AllergyCriticality {
  LOW = 'LOW',
  HIGH = 'HIGH',
  UNABLE_TO_ASSESS = 'UNABLE_TO_ASSESS',
}

registerEnumType(AllergyCriticality, {
  name: 'AllergyCriticality',
  description: 'How bad a future reaction could be (FHIR R4 allergy-intolerance-criticality).',
  valuesConfig: {
    LOW: { description: 'Not a threat to life.' },
    HIGH: { description: 'Could threaten life.' },
    UNABLE_TO_ASSESS: { description: 'Cannot be said.' },
  },
});

@Entity('allergies')
@ObjectType('AllergyIntolerance', { implements: Node, description: 'A substance that may harm the patient (FHIR R4 AllergyIntolerance).' })
@Directive('@key(fields: "id")')
@Access('allergies:read')
export class Allergy extends TenantEntity implements Node {
  @IdColumn('allergy')
  id: string;

  @ReferenceColumn('patient')
  patientId: string;

  @Column('text')
  @Field(() => AllergyClinicalStatus, { simple: true, description: 'Whether it is a present danger.' })
  clinicalStatus: AllergyClinicalStatus;

  @Column('text')
  @Field(() => AllergyVerificationStatus, { simple: true, description: 'How sure it is.' })
  verificationStatus: AllergyVerificationStatus;

  @Column('text', { nullable: true })
  @Field(() => AllergyType, { simple: true, nullable: true, description: 'The mechanism, where known.' })
  type: AllergyType | null;

  @Column('text', { array: true })
  @Field(() => [AllergyCategory], { simple: true, description: 'What kind of substance.' })
  categories: AllergyCategory[];

  @Column('text', { nullable: true })
  @Field(() => AllergyCriticality, { simple: true, nullable: true, description: 'How bad a future reaction could be.' })
  criticality: AllergyCriticality | null;

  @Column('jsonb')
  @Field(() => Coding, { simple: true, description: 'The substance.' })
  code: Coding;

  @Column('jsonb')
  @Field(() => [String], { simple: true, description: 'How the patient reacted, such as `Hives`.' })
  reactions: string[];

  @Column('date', { nullable: true })
  @Field(() => DateScalar, { simple: true, nullable: true, description: 'When it began.' })
  onsetDate: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Remarks.' })
  note: string | null;

  @Column('text', { nullable: true })
  externalId: string | null;

  @Field(() => String, { description: 'The substance, for people to read.' })
  display(): string {
    return this.code.display;
  }
}

export const allergyById = loaderById(Allergy);
export const allergiesOfPatient = loaderByParent(Allergy, 'patientId', ['createdAt', 'id']);
