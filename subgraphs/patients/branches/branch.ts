import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A place of the tenant; platform owns it, here is only its key.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Branch {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `branch_…`.' })
  id: string;
}

/** The branch as its key, for the gateway to fill in; null stays null. */
export function branchReference<Id extends string | null>(id: Id): Id extends null ? null : Branch {
  return (id === null ? null : Object.assign(new Branch(), { id })) as Id extends null ? null : Branch;
}
