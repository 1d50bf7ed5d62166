import type { Language } from '../words/languages.js';
import type { Clinic, FreeTime, HeldTime, Person, Service, Visit } from './booking-desk.js';

/** What is asked, in the order in which it usually is. */
export const stepNames = [
  'LANGUAGE',
  'VERIFY',
  'PHONE',
  'CODE',
  'PATIENT',
  'MENU',
  'VISIT',
  'CALL_OFF',
  'CLINIC',
  'SERVICE',
  'PRACTITIONER',
  'DAY',
  'TIME',
  'CONFIRM',
] as const;

export type StepName = (typeof stepNames)[number];

/** What one can tap, or name. */
export interface Choice {
  readonly id: string;
  readonly title: string;
  /** A second line, where there is room for one. */
  readonly description?: string;
}

/** What was found out so far. */
export interface Facts {
  readonly language: Language;
  /** Who writes, as E.164: by default also the number that the clinic knows. */
  readonly contact: string;
  readonly phone: string;
  readonly verificationId: string | null;
  readonly codesSent: number;
  readonly wrongCodes: number;
  readonly patients: readonly Person[];
  readonly patientId: string | null;
  readonly visits: readonly Visit[];
  /** The visit that is to be moved or called off; null books a new one. */
  readonly visit: Visit | null;
  readonly clinic: Clinic | null;
  readonly service: Service | null;
  readonly practitioner: Person | null;
  readonly day: string | null;
  readonly held: HeldTime | null;
  /** The time to which a visit is to be moved, which nobody holds meanwhile. */
  readonly movingTo: FreeTime | null;
}

/** Where the talk with a person stands, as it is kept between two messages. */
export interface Dialogue {
  /** Of what follows; a talk that was kept in another form begins anew. */
  readonly form: typeof currentForm;
  readonly step: StepName;
  /** The steps that were answered on the way here, for going back. */
  readonly trail: readonly StepName[];
  readonly facts: Facts;
  /** What can be chosen now, as it was shown. */
  readonly shown: readonly Choice[];
  readonly page: number;
  /** Counts our questions, so that a tap on an earlier one is known. */
  readonly turn: number;
  readonly misunderstood: number;
}

export const currentForm = 1;

export function beginning(language: Language, contact: string): Dialogue {
  const facts: Facts = {
    language,
    contact,
    phone: contact,
    verificationId: null,
    codesSent: 0,
    wrongCodes: 0,
    patients: [],
    patientId: null,
    visits: [],
    visit: null,
    clinic: null,
    service: null,
    practitioner: null,
    day: null,
    held: null,
    movingTo: null,
  };
  return { form: currentForm, step: 'LANGUAGE', trail: [], facts, shown: [], page: 0, turn: 0, misunderstood: 0 };
}
