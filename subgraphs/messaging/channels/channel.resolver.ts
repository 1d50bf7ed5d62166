import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { inboundPath } from '#kernel/subgraph/inbound.js';
import { whatsappDoor } from '../receiving/whatsapp-door.js';
import { createWhatsAppChannel, rotateWhatsAppVerifyToken, updateWhatsAppChannel } from './channel-changes.js';
import {
  CreateWhatsAppChannelInput,
  CreateWhatsAppChannelPayload,
  RotateWhatsAppVerifyTokenInput,
  RotateWhatsAppVerifyTokenPayload,
  UpdateWhatsAppChannelInput,
  UpdateWhatsAppChannelPayload,
} from './channel.inputs.js';
import { channelById, WhatsAppChannel } from './whatsapp-channel.js';

@Resolver(() => WhatsAppChannel)
export class WhatsAppChannelResolver {
  @Query(() => WhatsAppChannel, { nullable: true, description: 'One of your numbers on WhatsApp; null when there is none.' })
  @Access('messaging:manage')
  whatsappChannel(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<WhatsAppChannel | null> {
    return context.load(channelById, id);
  }

  @Query(() => [WhatsAppChannel], { description: 'Your numbers on WhatsApp, by name; at most 20.' })
  @Access('messaging:manage')
  whatsappChannels(@Ctx() context: Context): Promise<WhatsAppChannel[]> {
    return context.db.all(WhatsAppChannel, sql`order by name, id`);
  }

  @Mutation(() => CreateWhatsAppChannelPayload, { description: 'Opens a number of yours on WhatsApp for booking.' })
  @Access('messaging:manage')
  createWhatsAppChannel(
    @Ctx() context: Context,
    @Arg('input', () => CreateWhatsAppChannelInput, { description: 'The number.' }) input: CreateWhatsAppChannelInput,
  ): Promise<CreateWhatsAppChannelPayload> {
    return createWhatsAppChannel(context, input);
  }

  @Mutation(() => UpdateWhatsAppChannelPayload, { description: 'Changes a number, or its secrets, or closes it.' })
  @Access('messaging:manage')
  updateWhatsAppChannel(
    @Ctx() context: Context,
    @Arg('input', () => UpdateWhatsAppChannelInput, { description: 'The changes.' }) input: UpdateWhatsAppChannelInput,
  ): Promise<UpdateWhatsAppChannelPayload> {
    return updateWhatsAppChannel(context, input);
  }

  @Mutation(() => RotateWhatsAppVerifyTokenPayload, {
    description:
      'Gives a number a new verify token; the old one proves the address no more. What Meta has verified stays verified: the token is asked for when the callback URL is entered.',
  })
  @Access('messaging:manage')
  rotateWhatsAppVerifyToken(
    @Ctx() context: Context,
    @Arg('input', () => RotateWhatsAppVerifyTokenInput, { description: 'The channel.' }) input: RotateWhatsAppVerifyTokenInput,
  ): Promise<RotateWhatsAppVerifyTokenPayload> {
    return rotateWhatsAppVerifyToken(context, input);
  }

  @FieldResolver(() => ID, { description: 'The API client in whose name visits are booked.' })
  clientId(@Root() { clientId }: WhatsAppChannel): string {
    return clientId;
  }

  @FieldResolver(() => String, { description: 'Where WhatsApp is to send what patients write: put the address of the gateway before it.' })
  webhookPath(@Ctx() { request }: Context): string {
    return inboundPath(request.tenant?.id ?? '', 'messaging', whatsappDoor);
  }
}
