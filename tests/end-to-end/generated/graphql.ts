/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** Whether a tenant may use the platform, and by which plan. */
export type AdministerTenantInput = {
  /** Put it on another plan. What it has beyond the new limits stays. */
  plan?: Plan | null | undefined;
  /** Suspend it, or lift the suspension. */
  status?: TenantStatus | null | undefined;
  /** The tenant. */
  tenantId: string | number;
};

/** How far an appointment has come (FHIR R4 appointmentstatus). docs/scheduling.md holds the table of transitions. */
export type AppointmentStatus =
  /** The patient is at the branch. */
  | 'ARRIVED'
  /** Firm. */
  | 'BOOKED'
  /** Called off, or a hold or offer that ran out. */
  | 'CANCELLED'
  /** The patient is received and waits to be called. */
  | 'CHECKED_IN'
  /** Recorded by mistake. */
  | 'ENTERED_IN_ERROR'
  /** The visit took place. */
  | 'FULFILLED'
  /** The patient did not come. */
  | 'NOSHOW'
  /** Held; the time is kept until `holdExpiresAt`. */
  | 'PENDING'
  /** Offered to somebody on the waitlist; the time is theirs until `holdExpiresAt`. */
  | 'PROPOSED';

/** A visit, booked at once. */
export type BookAppointmentInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** The visit that this follows up: free once, within the follow-up window of its service. */
  followUpOfId?: string | number | null | undefined;
  /** The patient. */
  patientId: string | number;
  /** The practitioner; left out only for a service that needs none. */
  practitionerId?: string | number | null | undefined;
  /** Why the patient comes, in their words; at most 1,000 characters. */
  reason?: string | null | undefined;
  /** The rooms and devices that it takes up too. */
  resourceIds?: Array<string | number>;
  /** The service. */
  serviceId: string | number;
  /** When it begins: a time that `slots` gave. */
  startsAt: string;
};

/** A postal address. */
export type BranchAddressInput = {
  /** City, town or village. */
  city?: string | null | undefined;
  /** Country, by ISO 3166-1 alpha-2. */
  country?: string | null | undefined;
  /** Street and house, as lines. */
  lines?: Array<string>;
  /** Postal code. */
  postalCode?: string | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
};

/** What a branch is. */
export type BranchType =
  /** Outpatient care. */
  | 'CLINIC'
  /** Inpatient care. */
  | 'HOSPITAL'
  /** Examines samples. */
  | 'LAB'
  /** Fits glasses and lenses. */
  | 'OPTICS'
  /** Dispenses medicines. */
  | 'PHARMACY'
  /** Sterilizes instruments. */
  | 'STERILIZATION'
  /** Sells to the others. */
  | 'SUPPLIER';

/** A desk that is free for the next. */
export type CallNextTicketInput = {
  /** By whom; of tickets with an appointment only theirs are called then. */
  practitionerId?: string | number | null | undefined;
  /** To which room or desk. */
  resourceId?: string | number | null | undefined;
  /** The service point. */
  servicePointId: string | number;
};

/** An appointment that is called off. */
export type CancelAppointmentInput = {
  /** `PATIENT` or `PROVIDER`. */
  by: CancelledBy;
  /** The `version` you have read. */
  expectedVersion: number;
  /** The appointment. */
  id: string | number;
  /** Why; never blank. */
  reason: string;
  /** Which of a series. */
  scope?: SeriesScope;
};

/** Who called an appointment off. */
export type CancelledBy =
  /** The patient, or somebody for them. */
  | 'PATIENT'
  /** The practice. */
  | 'PROVIDER'
  /** Nobody confirmed in time. */
  | 'SYSTEM';

/** A patient with an appointment who is received. */
export type CheckInAppointmentInput = {
  /** The `version` you have read. */
  expectedVersion: number;
  /** The appointment. */
  id: string | number;
  /** Why to be called before earlier ones. */
  priority?: QueuePriority;
  /** The queue to join; left out when the patient goes straight in. */
  servicePointId?: string | number | null | undefined;
};

/** A code of a terminology, or plain words when there is no code. */
export type CodingInput = {
  /** The code. */
  code?: string | null | undefined;
  /** What it stands for, for a person to read; never blank. */
  display: string;
  /** The terminology, as a URI: `http://snomed.info/sct`. */
  system?: string | null | undefined;
};

/** A hold that becomes firm. */
export type ConfirmAppointmentInput = {
  /** The appointment that is held. */
  id: string | number;
};

/** A way to reach somebody. */
export type ContactPointInput = {
  /** By which means. */
  system: ContactSystem;
  /** Where or when it reaches the person. */
  use?: ContactUse | null | undefined;
  /** The number or address; telephone numbers with + and country code. */
  value: string;
};

/** By which means somebody is reached (FHIR R4 contact-point-system). */
export type ContactSystem =
  /** An email address. */
  | 'EMAIL'
  /** A fax machine. */
  | 'FAX'
  /** Something else. */
  | 'OTHER'
  /** A pager. */
  | 'PAGER'
  /** A telephone, in E.164. */
  | 'PHONE'
  /** A number for text messages only, in E.164. */
  | 'SMS'
  /** A web address or messenger handle. */
  | 'URL';

/** Where or when a contact point reaches the person (FHIR R4 contact-point-use). */
export type ContactUse =
  /** At home. */
  | 'HOME'
  /** Carried along. */
  | 'MOBILE'
  /** No longer in use. */
  | 'OLD'
  /** For a time only. */
  | 'TEMP'
  /** At work. */
  | 'WORK';

/** A new branch; it counts against the plan. */
export type CreateBranchInput = {
  /** Where it is. */
  address?: BranchAddressInput | null | undefined;
  /** 2 to 20 letters, digits or hyphens, unique in the tenant. */
  code: string;
  /** Degrees north, -90 to 90. */
  latitude?: number | null | undefined;
  /** Number of its licence. */
  licenceNumber?: string | null | undefined;
  /** Degrees east, -180 to 180. */
  longitude?: number | null | undefined;
  /** Name. */
  name: string;
  /** When it is open. */
  openingHours?: Array<OpeningHoursInput>;
  /** Telephone. */
  phone?: string | null | undefined;
  /** Its time zone. */
  timeZone: string;
  /** What it is. */
  type: BranchType;
};

/** A type of visit. */
export type CreateHealthcareServiceInput = {
  /** 1 to 40 letters, digits, hyphens, dots or underscores, unique in the tenant. */
  code: string;
  /** The name that patients read. */
  name: string;
  /** Whether a visit needs a practitioner. */
  requiresPractitioner?: boolean;
  /** The specialty that it belongs to. */
  specialty?: CodingInput | null | undefined;
  /** How it is booked; the duration is required. */
  terms: VisitTermsInput;
};

/** Somebody who gives care. */
export type CreatePractitionerInput = {
  /** Where they work; at least one branch. */
  branchIds: Array<string | number>;
  /** The name that patients and boards read; the staff member's own when left out. */
  name?: string | null | undefined;
  /** What entitles them to it. */
  qualifications?: Array<QualificationInput>;
  /** What they practise, the main one first. */
  specialties?: Array<CodingInput>;
  /** The member of staff that this is; none for a visiting practitioner. */
  staffId?: string | number | null | undefined;
};

/** A room or device. */
export type CreateResourceInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** How many visits it can take at the same time, 1 to 1000. */
  capacity?: number;
  /** What one should know of it. */
  description?: string | null | undefined;
  /** What it is. */
  kind: ResourceKind;
  /** Its name, unique in the branch. */
  name: string;
};

/** When somebody or something can be booked. Name one of practitioner, resource and service. */
export type CreateScheduleInput = {
  /** The branch, whose wall clock counts; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** What is done in these hours; other than CLINIC only for practitioners. */
  context?: PracticeContext;
  /** The services that can be booked in these hours; all that the practitioner offers when left out. */
  forServiceIds?: Array<string | number> | null | undefined;
  /** The hours, 1 to 50 entries. */
  hours: Array<ScheduleHoursInput>;
  /** What people call it. */
  name?: string | null | undefined;
  /** The practitioner. Their clinic hours replace those of the services they offer. */
  practitionerId?: string | number | null | undefined;
  /** The room or device; without a schedule it is free whenever the branch is open. */
  resourceId?: string | number | null | undefined;
  /** Whether the hours count only while the branch is open; by default so for CLINIC. */
  respectsOpeningHours?: boolean | null | undefined;
  /** The service: these hours hold for all who offer it and have no clinic hours of their own. */
  serviceId?: string | number | null | undefined;
};

/** A desk, room or department with a queue of its own. */
export type CreateServicePointInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** How many minutes serving one patient takes: 1 to 480. */
  expectedMinutes?: number;
  /** Its name. */
  name: string;
  /** The letters of its tickets: 1 to 3 of A to Z, unique in the branch. */
  prefix: string;
  /** For how many seconds a step can be undone: 0 to 3600. */
  undoSeconds?: number;
  /** What each priority is worth; those left out keep what they are worth at first. */
  weights?: Array<PriorityWeightInput> | null | undefined;
};

/** A new tenant and its first administrator. */
export type CreateTenantInput = {
  /** Email of the first administrator. */
  adminEmail: string;
  /** Name of the first administrator; the email when left out. */
  adminName?: string | null | undefined;
  /** Password of the first administrator; a temporary one is made when left out. */
  adminPassword?: string | null | undefined;
  /** Legal or trading name. */
  name: string;
  /** What it subscribes to. */
  plan?: Plan;
  /** 3 to 40 letters, digits or hyphens, unique on the platform. */
  subdomain: string;
};

/** A day of the week (FHIR R4 days-of-week). */
export type DayOfWeek =
  /** Friday. */
  | 'FRI'
  /** Monday. */
  | 'MON'
  /** Saturday. */
  | 'SAT'
  /** Sunday. */
  | 'SUN'
  /** Thursday. */
  | 'THU'
  /** Tuesday. */
  | 'TUE'
  /** Wednesday. */
  | 'WED';

/** Which patient to delete. */
export type DeletePatientInput = {
  /** The `version` you have read. */
  expectedVersion: number;
  /** The patient. */
  id: string | number;
};

/** In which setting care is given (HL7 v3 ActEncounterCode). */
export type EncounterClass =
  /** Inpatient, acute. */
  | 'ACUTE'
  /** Ambulatory. */
  | 'AMB'
  /** Emergency. */
  | 'EMER'
  /** In the field. */
  | 'FLD'
  /** At home. */
  | 'HH'
  /** Inpatient. */
  | 'IMP'
  /** Inpatient, not acute. */
  | 'NONAC'
  /** Observation. */
  | 'OBSENC'
  /** Before admission. */
  | 'PRENC'
  /** Short stay. */
  | 'SS'
  /** By telephone or video. */
  | 'VR';

/** How far a visit or stay has come (FHIR R4 encounter-status). */
export type EncounterStatus =
  /** The patient is here and waits. */
  | 'ARRIVED'
  /** Ended before it began. */
  | 'CANCELLED'
  /** Recorded by mistake. */
  | 'ENTERED_IN_ERROR'
  /** Ended. */
  | 'FINISHED'
  /** Under way. */
  | 'IN_PROGRESS'
  /** Begun, and the patient is away for a time. */
  | 'ONLEAVE'
  /** Not begun. */
  | 'PLANNED'
  /** Looked at for urgency; waits for care. */
  | 'TRIAGED'
  /** Known by the source that it came from, but not told. */
  | 'UNKNOWN';

/** A ticket. */
export type FinishTicketInput = {
  /** Whether the visit took place with it: its appointment becomes `FULFILLED`. No while the patient goes on to another desk. */
  fulfillAppointment?: boolean;
  /** The ticket that is being served. */
  id: string | number;
};

/** Administrative gender (FHIR R4 administrative-gender). */
export type Gender =
  /** Female. */
  | 'FEMALE'
  /** Male. */
  | 'MALE'
  /** Other. */
  | 'OTHER'
  /** Not known. */
  | 'UNKNOWN';

/** A time to be kept until it is confirmed. */
export type HoldAppointmentInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** The visit that this follows up: free once, within the follow-up window of its service. */
  followUpOfId?: string | number | null | undefined;
  /** For how many minutes, 1 to 60. */
  holdMinutes?: number;
  /** The patient. */
  patientId: string | number;
  /** The practitioner; left out only for a service that needs none. */
  practitionerId?: string | number | null | undefined;
  /** Why the patient comes, in their words; at most 1,000 characters. */
  reason?: string | null | undefined;
  /** The rooms and devices that it takes up too. */
  resourceIds?: Array<string | number>;
  /** The service. */
  serviceId: string | number;
  /** When it begins: a time that `slots` gave. */
  startsAt: string;
};

/** A name of a person; a family name or a given name is needed. */
export type HumanNameInput = {
  /** Family name. */
  family?: string | null | undefined;
  /** Given names, first and middle ones in order. */
  given?: Array<string>;
  /** Parts before the name, such as `Dr.`. */
  prefix?: Array<string>;
  /** Parts after the name, such as `Jr.`. */
  suffix?: Array<string>;
  /** What it is for. */
  use?: NameUse;
};

/** Somebody who walks in. */
export type IssueTicketInput = {
  /** The patient, in one queue at a time; left out when nobody has asked for a name yet. */
  patientId?: string | number | null | undefined;
  /** Why to be called before earlier ones. */
  priority?: QueuePriority;
  /** The service point. */
  servicePointId: string | number;
};

/** Who signs in. */
export type LoginInput = {
  /** Email of the person. */
  email: string;
  /** Password of the person. */
  password: string;
};

/** What a name is for (FHIR R4 name-use). */
export type NameUse =
  /** Assigned to hide the person. */
  | 'ANONYMOUS'
  /** Before marriage. */
  | 'MAIDEN'
  /** Among friends. */
  | 'NICKNAME'
  /** As on official papers. */
  | 'OFFICIAL'
  /** No longer in use. */
  | 'OLD'
  /** For a time only. */
  | 'TEMP'
  /** Known as. */
  | 'USUAL';

/** That a practitioner offers a service, and with which values of their own. */
export type OfferServiceInput = {
  /** The practitioner. */
  practitionerId: string | number;
  /** The service. */
  serviceId: string | number;
  /** Values in place of the service's. They replace all that the practitioner had; what is left out is the service's. */
  terms?: VisitTermsInput | null | undefined;
};

/** Opening hours of a day of the week, on the wall clock of the branch. */
export type OpeningHoursInput = {
  /** Until; before `opens` it is on the next day. */
  closes: string;
  /** The day. */
  day: DayOfWeek;
  /** From. */
  opens: string;
};

/** A postal address. */
export type PatientAddressInput = {
  /** City, town or village. */
  city?: string | null | undefined;
  /** Country, by ISO 3166-1 alpha-2. */
  country?: string | null | undefined;
  /** District or county. */
  district?: string | null | undefined;
  /** Street, house, apartment, as lines. */
  lines?: Array<string>;
  /** Postal code. */
  postalCode?: string | null | undefined;
  /** State or province. */
  state?: string | null | undefined;
};

/** Somebody to turn to about the patient. */
export type PatientContactInput = {
  /** Who it is. */
  name: string;
  /** What they are to the patient, such as `mother`. */
  relationship?: string | null | undefined;
  /** How to reach them. */
  telecom?: Array<ContactPointInput>;
};

/** A number or code that some system gave the patient. */
export type PatientIdentifierInput = {
  /** Who gave it, as a URI. */
  system: string;
  /** Its kind by HL7 v2 table 0203. */
  type?: string | null | undefined;
  /** The identifier itself. */
  value: string;
};

/** Whether the record is in use (FHIR R4 Patient.active). */
export type PatientStatus =
  /** In use. */
  | 'ACTIVE'
  /** Kept, but no longer in use. */
  | 'INACTIVE';

/** What a tenant has subscribed to. */
export type Plan =
  /** No limits. */
  | 'ENTERPRISE'
  /** Up to 25 branches and 500 people. */
  | 'GROWTH'
  /** Up to 3 branches and 25 people. */
  | 'STARTER';

/** What somebody does in the hours of a schedule. */
export type PracticeContext =
  /** Sees patients by appointment: these hours can be booked. */
  | 'CLINIC'
  /** Can be called: shown on the rota, neither bookable nor in the way of what is. */
  | 'ON_CALL'
  /** Is on a ward: these hours are taken away from those that can be booked, at every branch. */
  | 'ROUNDS';

/** What a priority is worth at a service point. */
export type PriorityWeightInput = {
  /** Counts as if so many minutes had been waited already: 0 to 1440. */
  minutes: number;
  /** The priority. */
  priority: QueuePriority;
};

/** A certification, licence or training. */
export type QualificationInput = {
  /** What it is. */
  code: CodingInput;
  /** Its number, such as that of a licence. */
  identifier?: string | null | undefined;
  /** Who gave it. */
  issuer?: string | null | undefined;
  /** From when it holds. */
  validFrom?: string | null | undefined;
  /** The last day on which it holds. */
  validUntil?: string | null | undefined;
};

/** Why somebody is called before others who came earlier. */
export type QueuePriority =
  /** Has an appointment. */
  | 'APPOINTMENT'
  /** Must not wait. */
  | 'EMERGENCY'
  /** Small children, old age, pregnancy, disability. */
  | 'PRIORITY'
  /** For no reason: in the order of coming. */
  | 'ROUTINE'
  /** Should not wait long. */
  | 'URGENT';

/** A refresh token to exchange. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. Using an older one ends the session. */
  refreshToken: string;
};

/** A new patient. */
export type RegisterPatientInput = {
  /** Where the patient lives or gets mail. */
  addresses?: Array<PatientAddressInput>;
  /** Register although a patient like this one exists. */
  allowDuplicate?: boolean;
  /** Date of birth; not in the future. */
  birthDate?: string | null | undefined;
  /** The branch that registers; the chosen branch (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** Whom to turn to about the patient. */
  contacts?: Array<PatientContactInput>;
  /** Administrative gender. */
  gender?: Gender | null | undefined;
  /** Numbers that other systems gave the patient. */
  identifiers?: Array<PatientIdentifierInput>;
  /** Preferred language, as BCP 47 tag. */
  language?: string | null | undefined;
  /** At least one name, with a family or a given name. */
  names: Array<HumanNameInput>;
  /** Where the photo is kept, as https address. */
  photoUrl?: string | null | undefined;
  /** The tenant's own marks. */
  tags?: Array<string>;
  /** How to reach the patient, the preferred way first. */
  telecom?: Array<ContactPointInput>;
  /** Time zone where the patient lives, where it is not the branch's, by its IANA name: `Asia/Ulaanbaatar`. */
  timeZone?: string | null | undefined;
};

/** An appointment that is moved. What is left out stays. */
export type RescheduleAppointmentInput = {
  /** Where now; then say the resources too. */
  branchId?: string | number | null | undefined;
  /** The `version` you have read. */
  expectedVersion: number;
  /** The appointment. */
  id: string | number;
  /** With whom now. */
  practitionerId?: string | number | null | undefined;
  /** Why. */
  reason?: string | null | undefined;
  /** Which rooms and devices now. */
  resourceIds?: Array<string | number> | null | undefined;
  /** Which of a series. */
  scope?: SeriesScope;
  /** When it begins now. Later ones of a series move by as much, on the wall clock. */
  startsAt: string;
};

/** What a bookable resource is. */
export type ResourceKind =
  /** A device (FHIR R4 Device). */
  | 'DEVICE'
  /** A room, or a place in one (FHIR R4 Location). */
  | 'ROOM';

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session: one of yours, or of anybody with `staff:manage`. */
  id: string | number;
};

/** Hours that recur, on the wall clock of the branch. */
export type ScheduleHoursInput = {
  /** Days on which the hours hold too (RFC 5545 RDATE). */
  alsoOn?: Array<string>;
  /** Days on which the rule does not hold (RFC 5545 EXDATE). */
  exceptOn?: Array<string>;
  /** From. */
  from: string;
  /** On which days again, as an RFC 5545 recurrence rule of days: `FREQ=WEEKLY;BYDAY=MO,TU`; left out, on the first day only. */
  rule?: string | null | undefined;
  /** The first day. */
  startsOn: string;
  /** Until; at or before `from` it is on the next day. */
  until: string;
};

/** Which appointments of a series a change is for. */
export type SeriesScope =
  /** This one. */
  | 'THIS'
  /** This one and all later ones that are booked. */
  | 'THIS_AND_LATER';

/** Why a session ended before its time. */
export type SessionEnd =
  /** The person was deactivated. */
  | 'DEACTIVATED'
  /** The person signed out. */
  | 'LOGOUT'
  /** The password was changed. */
  | 'PASSWORD_CHANGED'
  /** Somebody ended it. */
  | 'REVOKED'
  /** A refresh token was used twice, so it was in two hands. */
  | 'TOKEN_REUSED';

/** A ticket. */
export type SkipTicketInput = {
  /** The ticket that was called. */
  id: string | number;
};

/** Which slots a search gives. */
export type SlotMode =
  /** Every slot, soonest first. */
  | 'ALL'
  /** The first free slot of each practitioner at each branch, soonest first. */
  | 'FIRST_AVAILABLE';

/** What is looked for. */
export type SlotSearchInput = {
  /** At any of these branches, at most 50; the chosen one (`X-Branch-ID`) when left out, or else all where the practitioners work. */
  branchIds?: Array<string | number> | null | undefined;
  /** The first day, at each branch. */
  from: string;
  /** At most so many slots, 1 to 1000. */
  limit?: number;
  /** Which slots. */
  mode?: SlotMode;
  /** Leaves out what would clash with this patient's other appointments; takes the permission `appointments:read`. */
  patientId?: string | number | null | undefined;
  /** Any of these practitioners, at most 200; all who offer the service when left out. */
  practitionerIds?: Array<string | number> | null | undefined;
  /** All of these rooms and devices must be free together with the practitioner; at most 10, of one branch. */
  resourceIds?: Array<string | number>;
  /** The service. */
  serviceId: string | number;
  /** With `ALL`: slots of which status; the others than FREE are for drawing a calendar. */
  statuses?: Array<SlotStatus>;
  /** The last day, at each branch; at most 62 days in all. */
  until: string;
};

/** Whether a slot can be booked (FHIR R4 slotstatus). */
export type SlotStatus =
  /** Taken. */
  | 'BUSY'
  /** Held by somebody who has not confirmed yet; it may become free. */
  | 'BUSY_TENTATIVE'
  /** Within the hours, but lost to leave, rounds, a closure or a resource that is away. */
  | 'BUSY_UNAVAILABLE'
  /** Can be booked. */
  | 'FREE';

/** A visit or stay that begins, or is planned. */
export type StartEncounterInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** In which setting. */
  class?: EncounterClass;
  /** The patient. */
  patientId: string | number;
  /** Why the patient came. */
  reason?: CodingInput | null | undefined;
  /** When it begins; now when left out. */
  startsAt?: string | null | undefined;
  /** `PLANNED`, `ARRIVED`, `TRIAGED` or `IN_PROGRESS`. */
  status?: EncounterStatus;
  /** What kind of visit. */
  type?: CodingInput | null | undefined;
};

/** A ticket. */
export type StartTicketInput = {
  /** The ticket that was called. */
  id: string | number;
};

/** Whether a tenant may use the platform. */
export type TenantStatus =
  /** It may. */
  | 'ACTIVE'
  /** Nobody of the tenant can do anything until it is lifted. */
  | 'SUSPENDED';

/** How far somebody in a queue has come. */
export type TicketStatus =
  /** Was called and is expected at the desk. */
  | 'CALLED'
  /** Was served. */
  | 'FINISHED'
  /** Waits no longer. */
  | 'LEFT'
  /** Is being served. */
  | 'SERVING'
  /** Was called and did not come; can be called again. */
  | 'SKIPPED'
  /** Waits to be called. */
  | 'WAITING';

/** A ticket that goes on to another queue. */
export type TransferTicketInput = {
  /** The ticket. */
  id: string | number;
  /** The other service point, at the same branch. */
  servicePointId: string | number;
};

/** Changes to a patient. What is left out stays; null empties what may be empty; lists are replaced as a whole. */
export type UpdatePatientInput = {
  /** All addresses. */
  addresses?: Array<PatientAddressInput> | null | undefined;
  /** Date of birth. */
  birthDate?: string | null | undefined;
  /** All contacts. */
  contacts?: Array<PatientContactInput> | null | undefined;
  /** Whether the patient has died. */
  deceased?: boolean | null | undefined;
  /** When the patient died; implies `deceased`. */
  deceasedAt?: string | null | undefined;
  /** The `version` you have read. */
  expectedVersion: number;
  /** Administrative gender. */
  gender?: Gender | null | undefined;
  /** The patient. */
  id: string | number;
  /** All identifiers. */
  identifiers?: Array<PatientIdentifierInput> | null | undefined;
  /** Preferred language, as BCP 47 tag. */
  language?: string | null | undefined;
  /** All names. */
  names?: Array<HumanNameInput> | null | undefined;
  /** Where the photo is kept, as https address. */
  photoUrl?: string | null | undefined;
  /** Whether the record is in use. */
  status?: PatientStatus | null | undefined;
  /** The tenant's own marks. */
  tags?: Array<string> | null | undefined;
  /** All ways to reach the patient. */
  telecom?: Array<ContactPointInput> | null | undefined;
  /** Time zone where the patient lives, where it is not the branch's, by its IANA name: `Asia/Ulaanbaatar`. */
  timeZone?: string | null | undefined;
};

/** Why a mutation was refused. New codes may be added; treat an unknown one as INVALID. */
export type UserErrorCode =
  /** A value cannot be right. */
  | 'INVALID'
  /** What you add seems to exist already; the payload names it, and the input can insist. */
  | 'LIKELY_DUPLICATE'
  /** The plan or a setting allows no more. */
  | 'LIMIT_REACHED'
  /** Your roles do not allow this for the thing named. */
  | 'NOT_ALLOWED'
  /** A value names something that does not exist, or that you cannot see. */
  | 'NOT_FOUND'
  /** A value is missing. */
  | 'REQUIRED'
  /** Somebody changed it since you read it: read it again. */
  | 'STALE_VERSION'
  /** A value that must be unique is in use. */
  | 'TAKEN'
  /** Too many tries: wait, as the message says. */
  | 'TOO_MANY_ATTEMPTS'
  /** The email, password or token is not right. */
  | 'WRONG_CREDENTIALS'
  /** Its present status does not allow this. */
  | 'WRONG_STATE';

/** How a service is booked. What is left out stays as it is, or takes the value named. */
export type VisitTermsInput = {
  /** Visits begin at multiples of so many minutes after midnight: 1 to 1440, at first 15. */
  alignmentMinutes?: number | null | undefined;
  /** Minutes after a visit in which practitioner and resources are taken too: 0 to 240, at first 0. */
  bufferAfterMinutes?: number | null | undefined;
  /** Minutes before a visit in which practitioner and resources are taken too: 0 to 240, at first 0. */
  bufferBeforeMinutes?: number | null | undefined;
  /** How many patients can have the same visit at the same time: 1 to 1000, at first 1. */
  capacity?: number | null | undefined;
  /** How long a visit takes: 1 to 1440 minutes. */
  durationMinutes?: number | null | undefined;
  /** Within so many days after a visit one follow-up is free: 1 to 365; null for none. */
  followUpDays?: number | null | undefined;
  /** A visit can be booked at most so many days ahead: 1 to 730, at first 90. */
  horizonDays?: number | null | undefined;
  /** A visit can be booked until so many minutes before it begins: 0 to 525600, at first 0. */
  minimumNoticeMinutes?: number | null | undefined;
  /** The key of the price in the price list. */
  priceReference?: string | null | undefined;
};

export type LoginMutationVariables = Exact<{
  input: LoginInput;
}>;


export type LoginMutation = { login: { accessToken: string | null, refreshToken: string | null, staffId: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type RefreshSessionMutationVariables = Exact<{
  input: RefreshSessionInput;
}>;


export type RefreshSessionMutation = { refreshSession: { accessToken: string | null, refreshToken: string | null, userErrors: Array<{ code: UserErrorCode }> } };

export type MeQueryVariables = Exact<{ [key: string]: never; }>;


export type MeQuery = { me: { id: string, displayName: string, email: string, tenant: { name: string, subdomain: string } | null, grants: Array<{ role: string, branch: { code: string } | null }> } | null };

export type FirstPageQueryVariables = Exact<{
  after?: string | null | undefined;
  nameStartsWith?: string | null | undefined;
}>;


export type FirstPageQuery = { me: { displayName: string, tenant: { name: string } | null } | null, patients: { totalCount: number, nodes: Array<{ id: string, name: string, birthDate: string | null, allergies: Array<{ display: string }>, encounters: { nodes: Array<{ status: EncounterStatus, branch: { name: string, timeZone: string } }> } }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PatientByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type PatientByIdQuery = { patient: { id: string, number: string, name: string, version: number, deletedAt: string | null, encounters: { nodes: Array<{ id: string, status: EncounterStatus, branch: { id: string, code: string } }> } } | null };

export type NodeByIdQueryVariables = Exact<{
  id: string | number;
}>;


export type NodeByIdQuery = { node:
    | { __typename: 'AllergyIntolerance', id: string }
    | { __typename: 'Appointment', id: string }
    | { __typename: 'AppointmentChange', id: string }
    | { __typename: 'BookableResource', id: string }
    | { __typename: 'Branch', code: string, timeZone: string, id: string }
    | { __typename: 'BranchClosure', id: string }
    | { __typename: 'Condition', id: string }
    | { __typename: 'Department', id: string }
    | { __typename: 'Encounter', id: string }
    | { __typename: 'HealthcareService', id: string }
    | { __typename: 'Notification', id: string }
    | { __typename: 'Patient', name: string, id: string }
    | { __typename: 'Practitioner', id: string }
    | { __typename: 'PractitionerService', id: string }
    | { __typename: 'QueueTicket', id: string }
    | { __typename: 'Schedule', id: string }
    | { __typename: 'ServicePoint', id: string }
    | { __typename: 'Staff', displayName: string, id: string }
    | { __typename: 'Tenant', id: string }
    | { __typename: 'Unavailability', id: string }
    | { __typename: 'WaitlistEntry', id: string }
    | { __typename: 'WaitlistOffer', id: string }
   | null };

export type BranchesQueryVariables = Exact<{ [key: string]: never; }>;


export type BranchesQuery = { branches: { nodes: Array<{ id: string, code: string, timeZone: string }> } };

export type SessionsQueryVariables = Exact<{ [key: string]: never; }>;


export type SessionsQuery = { sessions: Array<{ id: string, current: boolean }> };

export type RegisterPatientMutationVariables = Exact<{
  input: RegisterPatientInput;
}>;


export type RegisterPatientMutation = { registerPatient: { patient: { id: string, number: string, name: string, version: number } | null, duplicates: Array<{ id: string }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type UpdatePatientMutationVariables = Exact<{
  input: UpdatePatientInput;
}>;


export type UpdatePatientMutation = { updatePatient: { patient: { id: string, name: string, version: number } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type DeletePatientMutationVariables = Exact<{
  input: DeletePatientInput;
}>;


export type DeletePatientMutation = { deletePatient: { patient: { id: string, deletedAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type StartEncounterMutationVariables = Exact<{
  input: StartEncounterInput;
}>;


export type StartEncounterMutation = { startEncounter: { encounter: { id: string, status: EncounterStatus, version: number, branch: { code: string, timeZone: string }, patient: { name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RevokeSessionMutationVariables = Exact<{
  input: RevokeSessionInput;
}>;


export type RevokeSessionMutation = { revokeSession: { session: { id: string, revokedReason: SessionEnd | null } | null, userErrors: Array<{ code: UserErrorCode }> } };

export type CreateBranchMutationVariables = Exact<{
  input: CreateBranchInput;
}>;


export type CreateBranchMutation = { createBranch: { branch: { id: string, code: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CreateTenantMutationVariables = Exact<{
  input: CreateTenantInput;
}>;


export type CreateTenantMutation = { createTenant: { tenantId: string | null, temporaryPassword: string | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type AdministerTenantMutationVariables = Exact<{
  input: AdministerTenantInput;
}>;


export type AdministerTenantMutation = { administerTenant: { tenant: { id: string, status: TenantStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CreateHealthcareServiceMutationVariables = Exact<{
  input: CreateHealthcareServiceInput;
}>;


export type CreateHealthcareServiceMutation = { createHealthcareService: { service: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreatePractitionerMutationVariables = Exact<{
  input: CreatePractitionerInput;
}>;


export type CreatePractitionerMutation = { createPractitioner: { practitioner: { id: string } | null, userErrors: Array<{ message: string }> } };

export type OfferServiceMutationVariables = Exact<{
  input: OfferServiceInput;
}>;


export type OfferServiceMutation = { offerService: { practitionerService: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreateResourceMutationVariables = Exact<{
  input: CreateResourceInput;
}>;


export type CreateResourceMutation = { createResource: { resource: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreateScheduleMutationVariables = Exact<{
  input: CreateScheduleInput;
}>;


export type CreateScheduleMutation = { createSchedule: { schedule: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreateServicePointMutationVariables = Exact<{
  input: CreateServicePointInput;
}>;


export type CreateServicePointMutation = { createServicePoint: { servicePoint: { id: string } | null, userErrors: Array<{ message: string }> } };

export type SlotsQueryVariables = Exact<{
  input: SlotSearchInput;
}>;


export type SlotsQuery = { slots: { hasMore: boolean, slots: Array<{ startsAt: string, practitioner: { id: string } | null }> } };

export type HoldAppointmentMutationVariables = Exact<{
  input: HoldAppointmentInput;
}>;


export type HoldAppointmentMutation = { holdAppointment: { appointment: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type ConfirmAppointmentMutationVariables = Exact<{
  input: ConfirmAppointmentInput;
}>;


export type ConfirmAppointmentMutation = { confirmAppointment: { appointment: { id: string, version: number, status: AppointmentStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type BookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type BookAppointmentMutation = { bookAppointment: { appointment: { id: string, version: number, status: AppointmentStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type RescheduleAppointmentMutationVariables = Exact<{
  input: RescheduleAppointmentInput;
}>;


export type RescheduleAppointmentMutation = { rescheduleAppointment: { appointment: { id: string, version: number } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type CancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, status: AppointmentStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CheckInAppointmentMutationVariables = Exact<{
  input: CheckInAppointmentInput;
}>;


export type CheckInAppointmentMutation = { checkInAppointment: { appointment: { id: string, status: AppointmentStatus } | null, ticket: { id: string, code: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type IssueTicketMutationVariables = Exact<{
  input: IssueTicketInput;
}>;


export type IssueTicketMutation = { issueTicket: { ticket: { id: string, code: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type CallNextTicketMutationVariables = Exact<{
  input: CallNextTicketInput;
}>;


export type CallNextTicketMutation = { callNextTicket: { ticket: { id: string, code: string, status: TicketStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type StartTicketMutationVariables = Exact<{
  input: StartTicketInput;
}>;


export type StartTicketMutation = { startTicket: { ticket: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type FinishTicketMutationVariables = Exact<{
  input: FinishTicketInput;
}>;


export type FinishTicketMutation = { finishTicket: { ticket: { id: string } | null, appointment: { id: string, status: AppointmentStatus } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type SkipTicketMutationVariables = Exact<{
  input: SkipTicketInput;
}>;


export type SkipTicketMutation = { skipTicket: { ticket: { id: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type TransferTicketMutationVariables = Exact<{
  input: TransferTicketInput;
}>;


export type TransferTicketMutation = { transferTicket: { ticket: { id: string, code: string } | null, userErrors: Array<{ code: UserErrorCode, message: string }> } };

export type DayAtBranchQueryVariables = Exact<{
  branchId: string | number;
  date: string;
  after?: string | null | undefined;
}>;


export type DayAtBranchQuery = { appointments: { totalCount: number, nodes: Array<{ id: string, status: AppointmentStatus, patient: { id: string, initials: string, appointments: { nodes: Array<{ id: string }> } }, practitioner: { name: string, staff: { displayName: string } | null } | null, branch: { name: string, practitioners: Array<{ id: string }> }, resources: Array<{ name: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };


export const LoginDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"Login"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"LoginInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"login"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"staffId"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<LoginMutation, LoginMutationVariables>;
export const RefreshSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RefreshSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RefreshSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"refreshSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accessToken"}},{"kind":"Field","name":{"kind":"Name","value":"refreshToken"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<RefreshSessionMutation, RefreshSessionMutationVariables>;
export const MeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"email"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"subdomain"}}]}},{"kind":"Field","name":{"kind":"Name","value":"grants"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"role"}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MeQuery, MeQueryVariables>;
export const FirstPageDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FirstPage"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"nameStartsWith"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"me"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}},{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"patients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"nameStartsWith"},"value":{"kind":"Variable","name":{"kind":"Name","value":"nameStartsWith"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"birthDate"}},{"kind":"Field","name":{"kind":"Name","value":"allergies"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"display"}}]}},{"kind":"Field","name":{"kind":"Name","value":"encounters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<FirstPageQuery, FirstPageQueryVariables>;
export const PatientByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PatientById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}},{"kind":"Field","name":{"kind":"Name","value":"encounters"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PatientByIdQuery, PatientByIdQueryVariables>;
export const NodeByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"NodeById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"node"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"__typename"}},{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Patient"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Branch"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Staff"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}}]}}]} as unknown as DocumentNode<NodeByIdQuery, NodeByIdQueryVariables>;
export const BranchesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Branches"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"branches"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}}]}}]}}]} as unknown as DocumentNode<BranchesQuery, BranchesQueryVariables>;
export const SessionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sessions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"current"}}]}}]}}]} as unknown as DocumentNode<SessionsQuery, SessionsQueryVariables>;
export const RegisterPatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterPatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterPatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerPatient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"duplicates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterPatientMutation, RegisterPatientMutationVariables>;
export const UpdatePatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"UpdatePatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"UpdatePatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"updatePatient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<UpdatePatientMutation, UpdatePatientMutationVariables>;
export const DeletePatientDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DeletePatient"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DeletePatientInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"deletePatient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"deletedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<DeletePatientMutation, DeletePatientMutationVariables>;
export const StartEncounterDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartEncounter"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartEncounterInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startEncounter"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"encounter"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"timeZone"}}]}},{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}},{"kind":"Field","name":{"kind":"Name","value":"field"}}]}}]}}]}}]} as unknown as DocumentNode<StartEncounterMutation, StartEncounterMutationVariables>;
export const RevokeSessionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RevokeSession"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RevokeSessionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revokeSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"session"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"revokedReason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]} as unknown as DocumentNode<RevokeSessionMutation, RevokeSessionMutationVariables>;
export const CreateBranchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateBranch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateBranchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createBranch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateBranchMutation, CreateBranchMutationVariables>;
export const CreateTenantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateTenant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateTenantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createTenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenantId"}},{"kind":"Field","name":{"kind":"Name","value":"temporaryPassword"}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateTenantMutation, CreateTenantMutationVariables>;
export const AdministerTenantDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AdministerTenant"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AdministerTenantInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"administerTenant"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tenant"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AdministerTenantMutation, AdministerTenantMutationVariables>;
export const CreateHealthcareServiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateHealthcareService"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateHealthcareServiceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createHealthcareService"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"service"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateHealthcareServiceMutation, CreateHealthcareServiceMutationVariables>;
export const CreatePractitionerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePractitioner"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePractitionerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPractitioner"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"practitioner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePractitionerMutation, CreatePractitionerMutationVariables>;
export const OfferServiceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OfferService"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OfferServiceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offerService"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"practitionerService"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OfferServiceMutation, OfferServiceMutationVariables>;
export const CreateResourceDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateResource"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateResourceInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createResource"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"resource"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateResourceMutation, CreateResourceMutationVariables>;
export const CreateScheduleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSchedule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateScheduleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createSchedule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateScheduleMutation, CreateScheduleMutationVariables>;
export const CreateServicePointDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateServicePoint"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateServicePointInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createServicePoint"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"servicePoint"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateServicePointMutation, CreateServicePointMutationVariables>;
export const SlotsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Slots"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SlotSearchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slots"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"slots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startsAt"}},{"kind":"Field","name":{"kind":"Name","value":"practitioner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"hasMore"}}]}}]}}]} as unknown as DocumentNode<SlotsQuery, SlotsQueryVariables>;
export const HoldAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HoldAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HoldAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"holdAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<HoldAppointmentMutation, HoldAppointmentMutationVariables>;
export const ConfirmAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ConfirmAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ConfirmAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"confirmAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ConfirmAppointmentMutation, ConfirmAppointmentMutationVariables>;
export const BookAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"BookAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"BookAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"bookAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<BookAppointmentMutation, BookAppointmentMutationVariables>;
export const RescheduleAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RescheduleAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RescheduleAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"rescheduleAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RescheduleAppointmentMutation, RescheduleAppointmentMutationVariables>;
export const CancelAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CancelAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CancelAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"cancelAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CancelAppointmentMutation, CancelAppointmentMutationVariables>;
export const CheckInAppointmentDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckInAppointment"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckInAppointmentInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkInAppointment"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CheckInAppointmentMutation, CheckInAppointmentMutationVariables>;
export const IssueTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"IssueTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"IssueTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"issueTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<IssueTicketMutation, IssueTicketMutationVariables>;
export const CallNextTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CallNextTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CallNextTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"callNextTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CallNextTicketMutation, CallNextTicketMutationVariables>;
export const StartTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartTicketMutation, StartTicketMutationVariables>;
export const FinishTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"FinishTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"FinishTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"finishTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"appointment"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<FinishTicketMutation, FinishTicketMutationVariables>;
export const SkipTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SkipTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SkipTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"skipTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SkipTicketMutation, SkipTicketMutationVariables>;
export const TransferTicketDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"TransferTicket"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"TransferTicketInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"transferTicket"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ticket"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<TransferTicketMutation, TransferTicketMutationVariables>;
export const DayAtBranchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DayAtBranch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"date"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"appointments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"ObjectField","name":{"kind":"Name","value":"date"},"value":{"kind":"Variable","name":{"kind":"Name","value":"date"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"initials"}},{"kind":"Field","name":{"kind":"Name","value":"appointments"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"practitioner"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"staff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"practitioners"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"resources"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}}]}}]}}]} as unknown as DocumentNode<DayAtBranchQuery, DayAtBranchQueryVariables>;