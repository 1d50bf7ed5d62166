import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Column, Entity, PrimaryColumn, VersionColumn } from 'typeorm';
import { empty, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { LocalTimeScalar } from '#kernel/graph/scalars/index.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { Reader } from '../slots/availability.js';

export enum ReminderChannel {
  EMAIL = 'EMAIL',
  SMS = 'SMS',
  WHATSAPP = 'WHATSAPP',
  LOG = 'LOG',
}

registerEnumType(ReminderChannel, {
  name: 'ReminderChannel',
  description: 'How a message reaches a patient.',
  valuesConfig: {
    EMAIL: { description: "To the patient's e-mail address." },
    SMS: { description: "To the patient's telephone." },
    WHATSAPP: { description: "To the patient's telephone, by WhatsApp." },
    LOG: { description: 'To the notification log alone: nothing leaves the house.' },
  },
});

@Entity('scheduling_settings')
@ObjectType({ description: "How the tenant's appointments are reminded of and its waitlist is run." })
@Access('schedules:read')
export class SchedulingSettings {
  @PrimaryColumn('uuid')
  id: string;

  @VersionColumn()
  @Field(() => Int, { simple: true, description: 'Grows by one with every change, 0 while nothing was set; send it as `expectedVersion`.' })
  version: number;

  @Column('integer', { array: true })
  @Field(() => [Int], {
    simple: true,
    description: 'How many minutes before a visit its patient is reminded, the earliest first; none for no reminders.',
  })
  reminderLeadMinutes: number[];

  @Column('text', { array: true })
  @Field(() => [ReminderChannel], {
    simple: true,
    description: 'The ways to try, in order: the first that is set up and for which the patient has an address is used.',
  })
  reminderChannels: ReminderChannel[];

  @Column('time')
  @Field(() => LocalTimeScalar, {
    simple: true,
    description: "From this time no patient is written to, on the wall clock of the patient's own zone.",
  })
  quietFrom: string;

  @Column('time')
  @Field(() => LocalTimeScalar, { simple: true, description: 'Until this time; equal to `quietFrom` for no quiet hours.' })
  quietUntil: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'How long somebody on the waitlist has to answer an offer, in minutes.' })
  claimMinutes: number;
}

/** Until the tenant has set its own. */
const firstSettings = {
  reminderLeadMinutes: [1440, 120],
  reminderChannels: [ReminderChannel.WHATSAPP, ReminderChannel.SMS, ReminderChannel.EMAIL, ReminderChannel.LOG],
  quietFrom: '21:00:00',
  quietUntil: '08:00:00',
  claimMinutes: 30,
};

export type Settings = Pick<SchedulingSettings, keyof typeof firstSettings>;

/** The tenant's own, or those that hold until it has any. */
export async function settingsOf(reader: Pick<Reader, 'all'>, clauses: Sql = empty): Promise<SchedulingSettings> {
  const [own] = await reader.all(SchedulingSettings, clauses);
  return own ?? Object.assign(new SchedulingSettings(), { id: newUuid(), version: 0, ...firstSettings });
}
