import { Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';

export enum SessionEnd {
  LOGOUT = 'LOGOUT',
  REVOKED = 'REVOKED',
  TOKEN_REUSED = 'TOKEN_REUSED',
  PASSWORD_CHANGED = 'PASSWORD_CHANGED',
  DEACTIVATED = 'DEACTIVATED',
}

registerEnumType(SessionEnd, {
  name: 'SessionEnd',
  description: 'Why a session ended before its time.',
  valuesConfig: {
    LOGOUT: { description: 'The person signed out.' },
    REVOKED: { description: 'Somebody ended it.' },
    TOKEN_REUSED: { description: 'A refresh token was used twice, so it was in two hands.' },
    PASSWORD_CHANGED: { description: 'The password was changed.' },
    DEACTIVATED: { description: 'The person was deactivated.' },
  },
});

@Entity('sessions')
@ObjectType({ description: 'A sign-in of a person on a device.' })
@Access('signed-in')
export class Session extends TenantEntity {
  @IdColumn('session')
  id: string;

  @ReferenceColumn('staff')
  staffId: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'Network address that it began from.' })
  address: string | null;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'What the device said it is.' })
  userAgent: string | null;

  @Column({ type: 'timestamptz', precision: 3 })
  @Field(() => DateTimeScalar, { simple: true, description: 'When it ends unless it is refreshed.' })
  expiresAt: Date;

  @Column({ type: 'timestamptz', precision: 3, nullable: true })
  @Field(() => DateTimeScalar, { simple: true, nullable: true, description: 'When it was ended before its time.' })
  revokedAt: Date | null;

  @Column('text', { nullable: true })
  @Field(() => SessionEnd, { simple: true, nullable: true, description: 'Why it was ended.' })
  revokedReason: SessionEnd | null;
}
