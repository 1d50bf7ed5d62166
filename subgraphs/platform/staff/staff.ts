import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, SecretColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { defineList } from '#kernel/subgraph/list.js';
import { loaderById, loaderByParent } from '#kernel/subgraph/loader.js';

export enum StaffStatus {
  ACTIVE = 'ACTIVE',
  DEACTIVATED = 'DEACTIVATED',
}

registerEnumType(StaffStatus, {
  name: 'StaffStatus',
  description: 'Whether a person may sign in.',
  valuesConfig: { ACTIVE: { description: 'May sign in.' }, DEACTIVATED: { description: 'May not; the record stays.' } },
});

@Entity('staff')
@ObjectType({ implements: Node, description: 'A person who works for the tenant.' })
@Directive('@key(fields: "id")')
@Access('signed-in')
export class Staff extends TenantEntity implements Node {
  @IdColumn('staff')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'By which the person signs in; unique in the tenant.' })
  email: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'For people to read.' })
  displayName: string;

  @Column('text')
  nameKey: string;

  @Column('text', { nullable: true })
  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Telephone.' })
  phone: string | null;

  @Column('text')
  @Field(() => StaffStatus, { simple: true, description: 'Whether the person may sign in.' })
  status: StaffStatus;

  @SecretColumn('text')
  passwordHash: string;

  @Column('boolean')
  @Field(() => Boolean, { simple: true, description: 'The password was made by somebody else and should be changed.' })
  passwordTemporary: boolean;
}

@Entity('staff_grants')
@ObjectType({ description: 'A role that a person has, at one branch or at all.' })
export class StaffGrant extends TenantEntity {
  @IdColumn('grant')
  id: string;

  @ReferenceColumn('staff')
  staffId: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Code of the role: `DOCTOR`.' })
  role: string;

  @ReferenceColumn('branch', { nullable: true })
  branchId: string | null;
}

export const StaffConnection = connectionOf(Staff, 'Staff');

export const staffById = loaderById(Staff);
export const grantsOfStaff = loaderByParent(StaffGrant, 'staffId', ['role', 'createdAt', 'id']);

export enum StaffOrderField {
  NAME = 'NAME',
}

registerEnumType(StaffOrderField, {
  name: 'StaffOrderField',
  description: 'What people can be sorted by.',
  valuesConfig: { NAME: { description: 'Their name, without regard to accents and case.' } },
});

export const staffList = defineList<Staff, StaffOrderField>({ name: 'staff', entity: Staff, orders: { NAME: ['nameKey'] } });

/** Emails are compared without regard to case. */
export function normalEmail(email: string): string {
  return email.trim().toLowerCase();
}

export function isEmail(email: string): boolean {
  return email.length <= 254 && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email);
}
