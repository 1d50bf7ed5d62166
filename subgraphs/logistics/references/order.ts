import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Something that one party asks of another; orders owns it, here is how it is brought.' })
@Directive('@key(fields: "id")')
export class Order {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `order_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function orderReference(id: string): Order {
  return Object.assign(new Order(), { id });
}
