import type { Person } from '../dialogue/booking-desk.js';

interface UserErrors {
  readonly userErrors: readonly { readonly code: string; readonly message: string }[];
}

/** What each operation answers, as far as it selects. */
export interface Answers {
  readonly requestCode: { readonly requestPatientVerification: UserErrors & { readonly verificationId: string | null } };
  readonly confirmCode: { readonly confirmPatientVerification: UserErrors & { readonly patients: readonly Person[] } };
  readonly clinics: {
    readonly branches: Nodes<{ readonly id: string; readonly name: string; readonly type: string; readonly timeZone: string }>;
  };
  readonly services: {
    readonly healthcareServices: Nodes<{ readonly id: string; readonly name: string; readonly requiresPractitioner: boolean }>;
    readonly practitioners: Nodes<Person & { readonly services: readonly { readonly service: { readonly id: string } | null }[] }>;
  };
  /** Of each day by the name of its search. */
  readonly days: Readonly<Record<string, { readonly slots: readonly object[] }>>;
  readonly times: {
    readonly slots: { readonly slots: readonly { readonly startsAt: string; readonly practitioner: Person | null }[] };
  };
  readonly hold: {
    readonly holdAppointment: UserErrors & {
      readonly appointment: {
        readonly id: string;
        readonly version: number;
        readonly startsAt: string;
        readonly practitioner: Person | null;
      } | null;
    };
  };
  readonly confirm: { readonly confirmAppointment: UserErrors };
  readonly visits: {
    readonly appointments: Nodes<{
      readonly id: string;
      readonly version: number;
      readonly startsAt: string;
      readonly timeZone: string;
      readonly branch: { readonly id: string; readonly name: string };
      readonly service: { readonly id: string; readonly name: string } | null;
      readonly practitioner: Person | null;
    }>;
  };
  readonly callOff: { readonly cancelAppointment: UserErrors };
  readonly move: { readonly rescheduleAppointment: UserErrors };
}

interface Nodes<Node> {
  readonly nodes: readonly Node[];
}

export type Operation = keyof Answers;
