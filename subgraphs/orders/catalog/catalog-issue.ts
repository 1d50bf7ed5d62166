import { Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { defineList } from '#kernel/subgraph/list.js';
import type { Problem } from './judging-values.js';

@ObjectType({ description: 'What is wrong with a product in one respect.' })
export class AttributeProblem implements Problem {
  @Field(() => String, { simple: true, description: "The attribute's code in the newest revision of its set." })
  code: string;

  @Field(() => String, { simple: true, description: 'For the person who corrects it.' })
  message: string;
}

@Entity('catalog_issues')
@ObjectType({
  description: 'A product whose values do not meet the newest revision of its attribute set. It keeps them until somebody writes others.',
})
@Access('medicines:read')
export class CatalogIssue {
  @IdColumn('catalogissue')
  id: string;

  @ReferenceColumn('product')
  productId: string;

  @ReferenceColumn('attributeset')
  setId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'By which revision of the set it was found.' })
  revision: number;

  @Column('jsonb')
  @Field(() => [AttributeProblem], { simple: true, description: 'What is wrong, in the order of the set.' })
  problems: AttributeProblem[];
}

export const CatalogIssueConnection = connectionOf(CatalogIssue, 'CatalogIssue');

export const catalogIssueList = defineList<CatalogIssue, 'FOUND'>({ name: 'catalogIssues', entity: CatalogIssue, orders: { FOUND: [] } });

export const firstFoundFirst = { field: 'FOUND', direction: OrderDirection.ASC } as const;
