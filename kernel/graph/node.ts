import { Field, ID, InterfaceType } from 'type-graphql';

@InterfaceType({ description: 'Anything that `node(id)` can find again (Relay Object Identification).' })
export abstract class Node {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id.' })
  id: string;
}
