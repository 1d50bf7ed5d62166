import { newId } from '#kernel/graph/type-id.js';
import type {
  BookingDesk,
  Clinic,
  FreeTime,
  HeldTime,
  Person,
  Refused,
  Service,
  Visit,
  WantedTimes,
  WantedVisit,
} from '../dialogue/booking-desk.js';

export const bold: Person = { id: newId('patient'), name: 'Б.Б.' };
export const saraa: Person = { id: newId('patient'), name: 'С.Б.' };
export const tuya: Person = { id: newId('practitioner'), name: 'Dr Tuya' };
export const bat: Person = { id: newId('practitioner'), name: 'Dr Bat' };
export const central: Clinic = { id: newId('branch'), name: 'Central', timeZone: 'Asia/Ulaanbaatar' };
export const riverside: Clinic = { id: newId('branch'), name: 'Riverside', timeZone: 'Asia/Bangkok' };
export const checkUp: Service = { id: newId('service'), name: 'Check-up', practitioners: [tuya, bat] };
export const blood: Service = { id: newId('service'), name: 'Blood test', practitioners: [] };

export const rightCode = '424242';

/** A clinic in a test's memory; what was asked of it can be read. */
export class FakeDesk implements BookingDesk {
  patients: Person[] = [bold];
  places: Clinic[] = [central, riverside];
  offered: Service[] = [checkUp, blood];
  free: FreeTime[] = [];
  booked: Visit[] = [];
  /** What is refused, by its name, and as what. */
  readonly refuses = new Map<string, string>();
  readonly done: string[] = [];
  /** What nobody else can have meanwhile. */
  private held: FreeTime[] = [];

  requestCode(phone: string): Promise<{ verificationId: string } | Refused> {
    return this.does(`code to ${phone}`, 'requestCode', { verificationId: 'verification_1' });
  }

  confirmCode(verificationId: string, code: string): Promise<{ patients: Person[] } | Refused> {
    this.done.push(`code ${code} of ${verificationId}`);
    return Promise.resolve(code === rightCode ? { patients: this.patients } : { refused: 'WRONG_CREDENTIALS' });
  }

  clinics(): Promise<Clinic[]> {
    return Promise.resolve(this.places);
  }

  services(): Promise<Service[]> {
    return Promise.resolve(this.offered);
  }

  days({ practitionerId }: WantedTimes, among: readonly string[]): Promise<string[]> {
    return Promise.resolve(among.filter((day) => this.freeWith(practitionerId).some((time) => time.day === day)));
  }

  times({ practitionerId }: WantedTimes, day: string): Promise<FreeTime[]> {
    return Promise.resolve(this.freeWith(practitionerId).filter((time) => time.day === day));
  }

  async hold({ startsAt, practitionerId }: WantedVisit): Promise<HeldTime | Refused> {
    const practitioner = [tuya, bat].find(({ id }) => id === practitionerId) ?? null;
    const answer = await this.does<HeldTime>(`hold ${startsAt}`, 'hold', {
      appointmentId: 'appointment_1',
      version: 1,
      startsAt,
      practitioner,
    });
    if ('refused' in answer) return answer;
    const wanted = (time: FreeTime) => time.startsAt === startsAt && time.practitioner?.id === practitioner?.id;
    this.held.push(...this.free.filter(wanted));
    this.free = this.free.filter((time) => !wanted(time));
    return answer;
  }

  confirm({ appointmentId }: HeldTime): Promise<{ booked: true } | Refused> {
    return this.does(`confirm ${appointmentId}`, 'confirm', { booked: true });
  }

  release({ appointmentId }: HeldTime): Promise<void> {
    this.done.push(`release ${appointmentId}`);
    this.free = [...this.held, ...this.free].toSorted((one, other) => one.startsAt.localeCompare(other.startsAt));
    this.held = [];
    return Promise.resolve();
  }

  visits(): Promise<Visit[]> {
    return Promise.resolve(this.booked);
  }

  callOff({ appointmentId }: Visit): Promise<{ done: true } | Refused> {
    return this.does(`call off ${appointmentId}`, 'callOff', { done: true });
  }

  move({ appointmentId }: Visit, { startsAt }: FreeTime): Promise<{ done: true } | Refused> {
    return this.does(`move ${appointmentId} to ${startsAt}`, 'move', { done: true });
  }

  private freeWith(practitionerId: string | null): FreeTime[] {
    return this.free.filter(({ practitioner }) => practitionerId === null || practitioner?.id === practitionerId);
  }

  private does<Value>(what: string, name: string, value: Value): Promise<Value | Refused> {
    this.done.push(what);
    const refused = this.refuses.get(name);
    return Promise.resolve(refused === undefined ? value : { refused });
  }
}

/** Free times of a practitioner on a day in Ulaanbaatar, from 9 o'clock, every half hour. */
export function freeTimes(day: string, count: number, practitioner: Person | null = tuya): FreeTime[] {
  const nine = Date.parse(`${day}T09:00:00+08:00`);
  return Array.from({ length: count }, (_, index) => ({ startsAt: new Date(nine + index * 1_800_000).toISOString(), day, practitioner }));
}
