import { Directive, Field, Float, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum SterilizationMethod {
  STEAM = 'STEAM',
  ETO = 'ETO',
  PLASMA = 'PLASMA',
  DRY_HEAT = 'DRY_HEAT',
}

registerEnumType(SterilizationMethod, {
  name: 'SterilizationMethod',
  description: 'By what a sterilizer kills.',
  valuesConfig: {
    STEAM: { description: 'Moist heat (EN 285, EN ISO 17665).' },
    ETO: { description: 'Ethylene oxide (EN ISO 11135).' },
    PLASMA: { description: 'Hydrogen peroxide, with plasma (EN ISO 22441).' },
    DRY_HEAT: { description: 'Dry heat (EN ISO 20857).' },
  },
});

@Entity('sterilizers')
@ObjectType({ implements: Node, description: 'A device that sterilizes.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class Sterilizer extends TenantEntity implements Node {
  @IdColumn('sterilizer')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: "Short; its loads' numbers hold it: `AC1`." })
  code: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people call it: `Autoclave by the window`.' })
  name: string;

  @Column('text')
  @Field(() => SterilizationMethod, { simple: true, description: 'By what it kills.' })
  method: SterilizationMethod;

  @Column('text')
  @Field(() => String, { simple: true, description: "The maker's serial number." })
  serialNumber: string;

  @Column('date')
  @Field(() => DateScalar, {
    simple: true,
    description: 'The last day for which its performance was qualified: no load is released for a later one.',
  })
  validatedUntil: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether loads are run in it.' })
  active: boolean;
}

@Entity('sterilization_programmes')
@ObjectType({ implements: Node, description: 'A cycle that a sterilizer runs, and what it must come to.' })
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class SterilizationProgramme extends TenantEntity implements Node {
  @IdColumn('programme')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('sterilizer')
  sterilizerId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'As people call it: `Wrapped 134 °C`.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'The temperature to be held, in degrees Celsius.' })
  celsius: number;

  @Column('double precision')
  @Field(() => Float, { simple: true, description: 'For how many minutes without a break.' })
  holdingMinutes: number;

  @Column('double precision', { nullable: true })
  @Field(() => Float, { simple: true, nullable: true, description: 'The least F0 in minutes; only of steam.' })
  minimumF0: number | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether each load needs a biological indicator.' })
  biologicalIndicator: boolean;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether loads are run by it.' })
  active: boolean;
}

export const sterilizerById = loaderById(Sterilizer);
export const programmeById = loaderById(SterilizationProgramme);
export const programmesOfSterilizer = loaderByParent(SterilizationProgramme, 'sterilizerId', ['nameKey', 'id']);
