import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'What is kept and sold; the pharmacy owns it.' })
@Directive('@key(fields: "id")')
export class Product {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `product_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function productReference(id: string): Product {
  return Object.assign(new Product(), { id });
}
