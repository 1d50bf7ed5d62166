import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A place of the tenant; platform owns it, here is what messaging knows of it.' })
@Directive('@key(fields: "id")')
export class Branch {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `branch_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function branchReference(id: string): Branch {
  return Object.assign(new Branch(), { id });
}
