import { createPublicKey, type KeyObject } from 'node:crypto';
import { Directive, Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, ReferencesColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('signing_keys')
@ObjectType({
  implements: Node,
  description: 'The public half of a key with which a person signs handovers; the private one never leaves the device.',
})
@Directive('@key(fields: "id")')
@Access('custody:read')
export class SigningKey extends TenantEntity implements Node {
  @IdColumn('signingkey')
  id: string;

  @ReferenceColumn('staff')
  staffId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Of the device on which it is: `Telephone of Oyuun`.' })
  name: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Ed25519: `x` of its JSON Web Key (RFC 8037), 32 bytes in base64url.' })
  publicKey: string;

  @ReferencesColumn('branch')
  branchIds: string[];

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'From when on it signs.' })
  validFrom: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, {
    simple: true,
    nullable: true,
    description: 'From when on it does not sign any more; what it signed before stays signed.',
  })
  revokedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Why it was revoked.' })
  revokeReason: string | null;
}

/** What an Ed25519 key is in code, or null when the text is none. */
export function readPublicKey(x: string): KeyObject | null {
  const bytes = Buffer.from(x, 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== x) return null;
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

export const signingKeyById = loaderById(SigningKey);

/** A person has few. */
export const signingKeysOfStaff = loaderByParent(SigningKey, 'staffId', ['id']);
