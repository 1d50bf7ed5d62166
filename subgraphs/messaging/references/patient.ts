import { Directive, Field, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'Somebody who is cared for; patients owns the record, here is what messaging knows of it.' })
@Directive('@key(fields: "id")')
export class Patient {
  @Field(() => ID, { simple: true, description: 'Opaque, typed id: `patient_…`.' })
  id: string;
}

/** As its key, for the gateway to fill in. */
export function patientReference(id: string): Patient {
  return Object.assign(new Patient(), { id });
}
