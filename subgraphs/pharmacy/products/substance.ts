import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';

@Entity('substances')
@ObjectType({ implements: Node, description: 'What medicines are made of (FHIR R4 Substance): `Metformin hydrochloride`.' })
@Directive('@key(fields: "id")')
@Access('medicines:read')
export class Substance extends TenantEntity implements Node {
  @IdColumn('substance')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name.' })
  name: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'In which system it has its code: a URI, such as `http://www.nlm.nih.gov/research/umls/rxnorm`.',
  })
  codeSystem: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Its code in that system.' })
  code: string | null;
}

export const substanceById = loaderById(Substance);

export const SubstanceConnection = connectionOf(Substance, 'Substance');

export enum SubstanceOrderField {
  NAME = 'NAME',
}

registerEnumType(SubstanceOrderField, {
  name: 'SubstanceOrderField',
  description: 'What substances can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const substanceList = defineList<Substance, SubstanceOrderField>({
  name: 'substances',
  entity: Substance,
  orders: { NAME: ['nameKey'] },
});

export const substancesByName = { field: SubstanceOrderField.NAME, direction: OrderDirection.ASC };
