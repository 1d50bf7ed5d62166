import { Directive, Field, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('dispense_returns')
@ObjectType('MedicationDispenseReturn', {
  implements: Node,
  description: 'Packs that a patient gave back; they lie in quarantine until somebody has decided.',
})
@Directive('@key(fields: "id")')
@Access('dispenses:read')
export class DispenseReturn extends TenantEntity implements Node {
  @IdColumn('dispensereturn')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @ReferenceColumn('dispense')
  dispenseId: string;

  @ReferenceColumn('lot')
  lotId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How many packs.' })
  quantity: number;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Why, in the words of who took them back.' })
  reason: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether the patient may be given as much again.' })
  credited: boolean;

  @Column('text', { nullable: true })
  createdBy: string | null;
}

export const dispenseReturnById = loaderById(DispenseReturn);
export const returnsOfDispense = loaderByParent(DispenseReturn, 'dispenseId', ['id']);
