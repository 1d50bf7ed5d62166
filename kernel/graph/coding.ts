import { Directive, Field, InputType, ObjectType } from 'type-graphql';

@ObjectType({ description: 'A code of a terminology, such as SNOMED CT or ICD-10, and what it stands for (FHIR R4 Coding).' })
@Directive('@shareable')
export class Coding {
  @Field(() => String, { simple: true, nullable: true, description: 'The terminology, as a URI: `http://snomed.info/sct`.' })
  system: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The code.' })
  code: string | null;

  @Field(() => String, { simple: true, description: 'What it stands for, for a person to read.' })
  display: string;
}

@InputType({ description: 'A code of a terminology, or plain words when there is no code.' })
export class CodingInput {
  @Field(() => String, { nullable: true, description: 'The terminology, as a URI: `http://snomed.info/sct`.' })
  system?: string | null;

  @Field(() => String, { nullable: true, description: 'The code.' })
  code?: string | null;

  @Field(() => String, { description: 'What it stands for, for a person to read; never blank.' })
  display: string;
}

export function toCoding(input: CodingInput): Coding {
  return { system: input.system ?? null, code: input.code ?? null, display: input.display.trim() };
}
