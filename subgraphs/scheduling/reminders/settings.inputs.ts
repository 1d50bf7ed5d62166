import { Field, InputType, Int, ObjectType } from 'type-graphql';
import { LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ReminderChannel, SchedulingSettings } from './scheduling-settings.js';

@InputType({
  description: "Changes to the tenant's settings; what is left out stays. Reminders that are planned already stay as they are.",
})
export class UpdateSchedulingSettingsInput {
  @Field(() => Int, { description: 'The `version` you have read; 0 while nothing was set.' })
  expectedVersion: number;

  @Field(() => [Int], {
    nullable: true,
    description: 'How many minutes before a visit its patient is reminded: at most 5, each 15 to 43200; none for no reminders.',
  })
  reminderLeadMinutes?: number[] | null;

  @Field(() => [ReminderChannel], { nullable: true, description: 'The ways to try, in order.' })
  reminderChannels?: ReminderChannel[] | null;

  @Field(() => LocalTimeScalar, {
    nullable: true,
    description: "From this time no patient is written to, on the wall clock of the patient's own zone.",
  })
  quietFrom?: string | null;

  @Field(() => LocalTimeScalar, { nullable: true, description: 'Until this time; equal to `quietFrom` for no quiet hours.' })
  quietUntil?: string | null;

  @Field(() => Int, { nullable: true, description: 'How long somebody on the waitlist has to answer an offer: 1 to 1440 minutes.' })
  claimMinutes?: number | null;
}

@ObjectType({ description: 'The settings as they are now, or why not.' })
export class UpdateSchedulingSettingsPayload extends MutationPayload {
  @Field(() => SchedulingSettings, { simple: true, nullable: true, description: 'The settings.' })
  settings: SchedulingSettings | null;
}
