import { Field, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { InteractionSeverity } from './interaction-severity.js';

/** What is said of a substance where its row is not needed. */
export interface SubstanceFacts {
  readonly id: string;
  readonly name: string;
}

@ObjectType({
  description:
    'That two substances interact, as the source has it (FHIR R4 ClinicalUseDefinition, interaction). The source speaks of substances and of classes of them, whatever the way they are given and the dose: what is put on the skin is found as what is swallowed.',
})
@Access('medicines:read')
export class InteractionFinding {
  @Field(() => InteractionSeverity, { simple: true, description: 'How grave it is.' })
  severity: InteractionSeverity;

  @Field(() => Boolean, {
    simple: true,
    description:
      'Whether the source gives these two several severities, each under conditions of its own: read `management` to see whether this one applies.',
  })
  conditional: boolean;

  /** Shown as the Substance. */
  first: SubstanceFacts;

  second: SubstanceFacts;

  @Field(() => String, {
    simple: true,
    description: 'The first substance, or the class that it belongs to, as the source names it: `ANTIVITAMINES K`.',
  })
  firstAs: string;

  @Field(() => String, { simple: true, description: 'The second substance, or the class that it belongs to, as the source names it.' })
  secondAs: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What happens in the body, in the language of the source.' })
  mechanism: string | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'Under which conditions it is so grave, and what to do, in the language of the source. A pair that has several severities is found once for each.',
  })
  management: string | null;

  @Field(() => String, {
    simple: true,
    description: 'The work and its edition: `Thésaurus des interactions médicamenteuses, ANSM, 10-2020`.',
  })
  source: string;
}
