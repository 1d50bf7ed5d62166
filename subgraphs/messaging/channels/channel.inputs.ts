import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { WhatsAppChannel } from './whatsapp-channel.js';

@InputType({ description: 'A number of yours on WhatsApp, as its settings at Meta tell it.' })
export class CreateWhatsAppChannelInput {
  @Field(() => String, { description: 'What your people call it.' })
  name: string;

  @Field(() => String, { description: 'The id that WhatsApp gave the number: digits.' })
  phoneNumberId: string;

  @Field(() => PhoneNumberScalar, { description: 'The number, as patients see it.' })
  displayPhone: string;

  @Field(() => ID, {
    description: 'The API client in whose name visits are booked. docs/whatsapp.md lists the scopes that it takes.',
  })
  clientId: string;

  @Field(() => String, { defaultValue: 'en', description: 'In which language it greets whom it does not know: `en`, `mn`, `th` or `ur`.' })
  defaultLanguage: string;

  @Field(() => String, { description: "The app's secret, by which WhatsApp signs what it sends. It is sealed, and never shown." })
  appSecret: string;

  @Field(() => String, { description: 'A token of a system user, by which answers are sent. It is sealed, and never shown.' })
  accessToken: string;

  @Field(() => String, {
    nullable: true,
    description: 'The name of an approved template without parameters that asks a person to write again.',
  })
  reopeningTemplate?: string | null;
}

@InputType({ description: 'Changes to a number on WhatsApp. What is left out stays.' })
export class UpdateWhatsAppChannelInput {
  @Field(() => ID, { description: 'The channel.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'What your people call it.' })
  name?: string | null;

  @Field(() => String, { nullable: true, description: 'The id that WhatsApp gave the number: digits.' })
  phoneNumberId?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'The number, as patients see it.' })
  displayPhone?: string | null;

  @Field(() => ID, { nullable: true, description: 'The API client in whose name visits are booked from now on.' })
  clientId?: string | null;

  @Field(() => String, { nullable: true, description: 'In which language it greets whom it does not know: `en`, `mn`, `th` or `ur`.' })
  defaultLanguage?: string | null;

  @Field(() => String, { nullable: true, description: "The app's new secret." })
  appSecret?: string | null;

  @Field(() => String, { nullable: true, description: 'A new token of a system user.' })
  accessToken?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The name of an approved template without parameters that asks a person to write again; null for none.',
  })
  reopeningTemplate?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Whether messages to it are taken and answered.' })
  active?: boolean | null;
}

@InputType({ description: 'A channel that gets a new verify token.' })
export class RotateWhatsAppVerifyTokenInput {
  @Field(() => ID, { description: 'The channel.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;
}

@ObjectType({ description: 'The channel created, or why not.' })
export class CreateWhatsAppChannelPayload extends MutationPayload {
  @Field(() => WhatsAppChannel, { simple: true, nullable: true, description: 'The channel.' })
  channel: WhatsAppChannel | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The verify token to give Meta beside the `webhookPath`. It is shown this once.',
  })
  verifyToken: string | null;
}

@ObjectType({ description: 'The channel as changed, or why not.' })
export class UpdateWhatsAppChannelPayload extends MutationPayload {
  @Field(() => WhatsAppChannel, { simple: true, nullable: true, description: 'The channel.' })
  channel: WhatsAppChannel | null;
}

@ObjectType({ description: 'The channel with its new verify token, or why not.' })
export class RotateWhatsAppVerifyTokenPayload extends MutationPayload {
  @Field(() => WhatsAppChannel, { simple: true, nullable: true, description: 'The channel.' })
  channel: WhatsAppChannel | null;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'The verify token to give Meta beside the `webhookPath`. It is shown this once.',
  })
  verifyToken: string | null;
}
