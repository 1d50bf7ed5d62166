import { Field, Int, ObjectType } from 'type-graphql';

/** How a service is booked: by all who offer it, or by one of them. Minutes and days are whole. */
@ObjectType({
  description:
    "How a service is booked with a practitioner: the service's own values, each replaced by the practitioner's where there is one.",
})
export class VisitTerms {
  @Field(() => Int, { simple: true, description: 'How long a visit takes, in minutes.' })
  durationMinutes: number;

  @Field(() => Int, { simple: true, description: 'Minutes before a visit in which practitioner and resources are taken too.' })
  bufferBeforeMinutes: number;

  @Field(() => Int, { simple: true, description: 'Minutes after a visit in which practitioner and resources are taken too.' })
  bufferAfterMinutes: number;

  @Field(() => Int, {
    simple: true,
    description: 'How many patients can have the same visit at the same time: over 1 for groups and overbooking.',
  })
  capacity: number;

  @Field(() => Int, {
    simple: true,
    description: 'Visits begin at multiples of so many minutes after midnight, on the wall clock of the branch.',
  })
  alignmentMinutes: number;

  @Field(() => Int, { simple: true, description: 'A visit can be booked until so many minutes before it begins.' })
  minimumNoticeMinutes: number;

  @Field(() => Int, { simple: true, description: 'A visit can be booked at most so many days ahead.' })
  horizonDays: number;

  @Field(() => Int, {
    simple: true,
    nullable: true,
    description: 'Within so many days after a visit one follow-up is free; null when none is.',
  })
  followUpDays: number | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The key of the price in the price list.' })
  priceReference: string | null;
}

/** The fields of the terms, by which one replaces the other. */
export const termFields = [
  'durationMinutes',
  'bufferBeforeMinutes',
  'bufferAfterMinutes',
  'capacity',
  'alignmentMinutes',
  'minimumNoticeMinutes',
  'horizonDays',
  'followUpDays',
  'priceReference',
] as const satisfies readonly (keyof VisitTerms)[];

export type OwnTerms = { readonly [Field in keyof VisitTerms]: VisitTerms[Field] | null };

/** The service's terms with a practitioner's own in their place, field by field. */
export function termsWith(service: VisitTerms, own: OwnTerms | null | undefined): VisitTerms {
  const terms = new VisitTerms();
  for (const field of termFields) Object.assign(terms, { [field]: own?.[field] ?? service[field] });
  return terms;
}
