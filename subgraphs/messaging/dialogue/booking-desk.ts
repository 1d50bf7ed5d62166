/** What a dialogue asks of the graph, in its own words; booking/public-desk.ts answers by the public graph. */
export interface BookingDesk {
  /** Has a one-time code sent to a number; answers the same whether anybody has it. */
  requestCode(phone: string): Promise<{ readonly verificationId: string } | Refused>;
  /** Whom the code was for; nobody when the number is nobody's. */
  confirmCode(verificationId: string, code: string): Promise<{ readonly patients: readonly Person[] } | Refused>;
  clinics(): Promise<readonly Clinic[]>;
  /** What can be had at a clinic, each with those who give it there. */
  services(clinicId: string): Promise<readonly Service[]>;
  /** Those of these days that have free times, in their order; `daysAtOnce` of them are asked for. */
  days(wanted: WantedTimes, among: readonly string[]): Promise<readonly string[]>;
  /** The free times of a day, soonest first. */
  times(wanted: WantedTimes, day: string): Promise<readonly FreeTime[]>;
  hold(wanted: WantedVisit): Promise<HeldTime | Refused>;
  /** Makes a hold firm. */
  confirm(held: HeldTime): Promise<{ readonly booked: true } | Refused>;
  /** Gives a hold back before it runs out. */
  release(held: HeldTime): Promise<void>;
  /** What the patient has booked from now on, soonest first. */
  visits(patientId: string): Promise<readonly Visit[]>;
  callOff(visit: Visit): Promise<{ readonly done: true } | Refused>;
  move(visit: Visit, to: FreeTime): Promise<{ readonly done: true } | Refused>;
}

/** Days at the clinic, YYYY-MM-DD, are looked at so many at a time: as many as a list has room for. */
export const daysAtOnce = 8;

/** The graph cannot be asked just now: the message is answered later. */
export class DeskUnavailable extends Error {
  override name = 'DeskUnavailable';
}

/** The graph says no to the question itself, which asking again would not change: a person must help. */
export class DeskDenied extends Error {
  override name = 'DeskDenied';
}

/** A rule of the graph says no to this. */
export interface Refused {
  readonly refused: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
}

export interface Clinic {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
}

export interface Service {
  readonly id: string;
  readonly name: string;
  /** Nobody for a service that needs no practitioner. */
  readonly practitioners: readonly Person[];
}

export interface WantedTimes {
  readonly clinicId: string;
  readonly serviceId: string;
  readonly practitionerId: string | null;
  readonly patientId: string;
}

export interface FreeTime {
  /** RFC 3339. */
  readonly startsAt: string;
  /** At the clinic. */
  readonly day: string;
  readonly practitioner: Person | null;
}

export interface WantedVisit {
  readonly clinicId: string;
  readonly serviceId: string;
  readonly practitionerId: string | null;
  readonly patientId: string;
  readonly startsAt: string;
}

export interface HeldTime {
  readonly appointmentId: string;
  readonly version: number;
  readonly startsAt: string;
  readonly practitioner: Person | null;
}

export interface Visit {
  readonly appointmentId: string;
  readonly version: number;
  readonly startsAt: string;
  readonly clinic: Clinic;
  readonly service: { readonly id: string; readonly name: string };
  readonly practitioner: Person | null;
}
