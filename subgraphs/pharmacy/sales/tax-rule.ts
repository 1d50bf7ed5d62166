import { Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf, OrderDirection } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { ProductKind } from '../products/product-terms.js';

@Entity('tax_rules')
@ObjectType({
  implements: Node,
  description:
    "Which tax prices contain, from a day on. Of the rules that apply to a product, those of its branch go before the tenant's; then those that name the product, those for medicines on prescription, those for its kind, and those for everything; then the newest. Where none applies, no tax is contained.",
})
@Directive('@key(fields: "id")')
@Access('tills:read')
export class TaxRule extends TenantEntity implements Node {
  @IdColumn('taxrule')
  id: string;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The name of the tax on the receipt: `VAT`.' })
  name: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'The rate in basis points: 1000 is 10 %.' })
  rateBasisPoints: number;

  @ReferencesColumn('product')
  productIds: string[];

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether it applies to medicines that are given only against a prescription.' })
  prescriptionMedicines: boolean;

  @Column('text', { array: true })
  @Field(() => [ProductKind], { simple: true, description: 'To which kinds of products it applies.' })
  productKinds: ProductKind[];

  @Column('date')
  @Field(() => DateScalar, { simple: true, description: 'The first day, at the branch, on which it applies.' })
  validFrom: string;
}

export const TaxRuleConnection = connectionOf(TaxRule, 'TaxRule');

export enum TaxRuleOrderField {
  VALID_FROM = 'VALID_FROM',
}

registerEnumType(TaxRuleOrderField, {
  name: 'TaxRuleOrderField',
  description: 'What tax rules can be sorted by.',
  valuesConfig: { VALID_FROM: { description: 'The first day on which they apply.' } },
});

export const taxRuleById = loaderById(TaxRule);

export const taxRuleList = defineList<TaxRule, TaxRuleOrderField>({
  name: 'taxRules',
  entity: TaxRule,
  orders: { VALID_FROM: ['validFrom'] },
});

export const newestRuleFirst = { field: TaxRuleOrderField.VALID_FROM, direction: OrderDirection.DESC };
