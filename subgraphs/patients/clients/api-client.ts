import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: "A third party's program; platform owns it, here is only its key." })
@Directive('@key(fields: "id", resolvable: false)')
export class ApiClient {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `client_…`.' })
  id: string;
}

/** The client as its key, for the gateway to fill in. */
export function clientReference(id: string): ApiClient {
  return Object.assign(new ApiClient(), { id });
}
