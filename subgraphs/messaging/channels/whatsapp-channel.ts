import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, SecretColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import type { Language } from '../words/languages.js';

@Entity('whatsapp_channels')
@ObjectType({ implements: Node, description: 'A number of yours on WhatsApp, at which patients book visits.' })
@Directive('@key(fields: "id")')
@Access('messaging:manage')
export class WhatsAppChannel extends TenantEntity implements Node {
  @IdColumn('whatsappchannel')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What your people call it.' })
  name: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The id that WhatsApp gave the number; not the number.' })
  phoneNumberId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The number, as patients see it: E.164.' })
  displayPhone: string;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'In which language it greets whom it does not know: `en`, `mn`, `th` or `ur`.' })
  defaultLanguage: Language;

  @Column('text', { nullable: true })
  @Field(() => String, {
    simple: true,
    nullable: true,
    description:
      'The name of an approved template without parameters that asks a person to write again. It is sent when an answer comes too late to be sent itself: a day after the person wrote.',
  })
  reopeningTemplate: string | null;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'Whether messages to it are taken and answered.' })
  active: boolean;

  /** Sealed, as the two that follow. By it WhatsApp signs what it sends. */
  @SecretColumn('bytea')
  appSecret: Buffer;

  /** What WhatsApp must know when it is told of our address. */
  @SecretColumn('bytea')
  verifyToken: Buffer;

  /** By it we send. */
  @SecretColumn('bytea')
  accessToken: Buffer;
}

export const channelById = loaderById(WhatsAppChannel);
