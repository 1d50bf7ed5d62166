import { Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql';
import { DateTimeScalar, PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { PurposeOfUse } from '#kernel/graph/purpose-of-use.js';

export enum VerificationChannel {
  WHATSAPP = 'WHATSAPP',
  SMS = 'SMS',
  LOG = 'LOG',
}

registerEnumType(VerificationChannel, {
  name: 'VerificationChannel',
  description: 'How a code reaches the patient.',
  valuesConfig: {
    WHATSAPP: { description: 'By WhatsApp.' },
    SMS: { description: 'By a text message.' },
    LOG: { description: 'Not at all: no channel is set up here.' },
  },
});

@InputType({ description: 'A telephone number that its owner is to show to be theirs, and what they consent to by that.' })
export class RequestPatientVerificationInput {
  @Field(() => PhoneNumberScalar, { description: "The patient's number." })
  phone: string;

  @Field(() => PurposeOfUse, { nullable: true, description: "For what the data may be used; the client's own purpose when left out." })
  purpose?: PurposeOfUse | null;

  @Field(() => [String], {
    description: "What the client may do for the patient: some of the client's own scopes, such as `appointments:book`.",
  })
  scopes: string[];

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the consent holds, at most a year; a year when left out.' })
  endsAt?: Date | null;
}

@InputType({ description: 'The code that the patient got.' })
export class ConfirmPatientVerificationInput {
  @Field(() => ID, { description: 'What `requestPatientVerification` answered.' })
  verificationId: string;

  @Field(() => String, { description: 'Six digits.' })
  code: string;
}

@ObjectType({ description: "The same, whether or not the number is a patient's." })
export class RequestPatientVerificationPayload extends MutationPayload {
  @Field(() => ID, { simple: true, nullable: true, description: 'For `confirmPatientVerification`.' })
  verificationId: string | null;

  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'Until when the code can be entered.' })
  expiresAt: Date | null;

  @Field(() => VerificationChannel, { simple: true, nullable: true, description: "How the code is sent, if the number is a patient's." })
  channel: VerificationChannel | null;
}

@ObjectType({ description: 'Who was verified, or why not.' })
export class ConfirmPatientVerificationPayload extends MutationPayload {
  /** Shown as patients, by a resolver: what a client sees of them is what they consented to. */
  patientIds: string[];
}
