import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Who sells goods to the tenant; the pharmacy owns it.' })
@Directive('@key(fields: "id")')
export class Supplier {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `supplier_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function supplierReference(id: string): Supplier {
  return Object.assign(new Supplier(), { id });
}
