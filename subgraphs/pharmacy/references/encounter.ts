import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A visit or stay of a patient; patients owns it.' })
@Directive('@key(fields: "id")')
export class Encounter {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `encounter_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function encounterReference(id: string): Encounter {
  return Object.assign(new Encounter(), { id });
}
