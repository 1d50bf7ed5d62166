import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A person who works for the tenant; platform owns it, here is what messaging knows of it.' })
@Directive('@key(fields: "id")')
export class Staff {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `staff_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function staffReference(id: string): Staff {
  return Object.assign(new Staff(), { id });
}
