import { Field, ObjectType } from 'type-graphql';
import { Column } from 'typeorm';
import { ReferenceColumn, SecretColumn, TenantEntity } from '#kernel/database/columns.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';

/** Two, so that a new one can be put in place before the old one is taken away. */
export const mostActive = 2;

/** What a secret and an API key have in common: a text that is shown once, and of which only the hash is kept. */
@ObjectType()
export abstract class ClientCredential extends TenantEntity {
  abstract id: string;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'How it begins, to tell it from others.' })
  prefix: string;

  @SecretColumn('bytea')
  hash: Buffer;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it ends; null is never.' })
  expiresAt: Date | null;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was revoked.' })
  revokedAt: Date | null;

  @Field(() => Boolean, { description: 'Whether it can be used now.' })
  active(): boolean {
    return this.revokedAt === null && (this.expiresAt === null || this.expiresAt > new Date());
  }
}
