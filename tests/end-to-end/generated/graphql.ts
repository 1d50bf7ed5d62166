/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
/** That the taker takes it so. The hashes that are signed say which state of the handover is meant. */
export type AcceptHandoverInput = {
  /** The handover. */
  id: string | number;
  /** For each thing one. */
  signatures: Array<HandoverSignatureInput>;
};

/** That a courier will do a task. */
export type AcceptTaskInput = {
  /** The task. */
  id: string | number;
};

/** Somebody who goes. */
export type AddCourierInput = {
  /** For which branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** How many items can be carried at once, 1 to 10,000. */
  capacity?: number;
  /** What keeps cold or warm what is carried; none when left out. */
  coldBox?: ColdBoxInput | null | undefined;
  /** As dispatchers and customers know the courier; as the staff member is called when left out. */
  name?: string | null | undefined;
  /** Where the courier can be called. */
  phone?: string | null | undefined;
  /** What the courier can do beyond carrying: `phlebotomy`; at most 20. */
  skills?: Array<string>;
  /** Who it is; nobody is a courier twice. */
  staffId: string | number;
  /** How the courier goes. */
  vehicle: Vehicle;
};

/** What was handed out, to be paid. */
export type AddDispenseLineInput = {
  /** What was handed out, or is about to be, at this branch. */
  dispenseId: string | number;
  /** The basket. */
  saleId: string | number;
};

/** Packs to put into a basket. */
export type AddSaleLineInput = {
  /** Of this lot; of those that expire first when left out. */
  lotId?: string | number | null | undefined;
  /** The product; either this or `scan`. */
  productId?: string | number | null | undefined;
  /** How many packs, 1 to 10000. */
  quantity?: number;
  /** The basket. */
  saleId: string | number;
  /** What a scanner read on the pack: a GS1 code or a GTIN. Where it names the lot, packs of that lot are taken. */
  scan?: string | null | undefined;
};

/** A device that measures temperatures. */
export type AddTemperatureLoggerInput = {
  /** Its branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** The last day for which it is calibrated. */
  calibratedUntil?: string | null | undefined;
  /** How dates are meant of which its files do not show it. */
  dateOrder?: LoggerDateOrder | null | undefined;
  /** As people call it. */
  name: string;
  /** The serial number, as it stands on the device and in its files. */
  serial: string;
  /** To which its clock was set; that of the branch when left out. For one that nobody sets to summer time, name a zone without it: `Etc/GMT-1` is UTC+01:00. */
  timeZone?: string | null | undefined;
  /** The unit of files that do not say it. */
  unit?: LoggerUnit | null | undefined;
};

/** A new till. */
export type AddTillInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** The smallest coin that it takes and gives, in minor units of the branch's currency, to which cash is rounded; 1 when left out. */
  cashRoundingMinor?: string | null | undefined;
  /** Its name, unique in the branch. */
  name: string;
};

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

/** A draft that may be ordered. */
export type ApprovePurchaseOrderInput = {
  /** The `version` you have read, so that you approve what you saw. */
  expectedVersion: number;
  /** The order. */
  id: string | number;
};

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

/** A dispense that somebody looked at a second time. */
export type CheckDispenseInput = {
  /** The `version` you have read. */
  expectedVersion: number;
  /** The dispense. */
  id: string | number;
};

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

/** The count on which a till is closed. */
export type CloseTillInput = {
  /** What was counted of everything that the journal has entries in, each once. */
  counted: Array<CountedTenderInput>;
  /** Which notes and coins make up the cash. */
  denominations?: Array<DenominationInput> | null | undefined;
  /** Why what was counted is not what was expected; needed when it is not. */
  reason?: string | null | undefined;
  /** The session of the till. */
  tillSessionId: string | number;
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

/** A box that keeps what is carried between two temperatures. */
export type ColdBoxInput = {
  /** Not warmer than this it is inside, in degrees Celsius. */
  maxCelsius: number;
  /** Not colder than this it is inside, in degrees Celsius. */
  minCelsius: number;
};

/** Specimens that were collected: all of them, or none where one is refused. */
export type CollectSpecimensInput = {
  /** What was scanned from their labels, 1 to 200. */
  accessionNumbers: Array<string>;
  /** When, where that was told later; now when left out. */
  collectedAt?: string | null | undefined;
};

/** How a basket is paid. */
export type CompleteSaleInput = {
  /** The `version` you have read: what was paid for is what was shown. */
  expectedVersion: number;
  /** Who buys, in place of who was named before; needed for credit. */
  patientId?: string | number | null | undefined;
  /** The basket. */
  saleId: string | number;
  /** What is paid with; together they cover the total, and more only in cash. */
  tenders: Array<TenderInput>;
};

/** That a task was done, with what shows it: see `requiredProofs` and `acceptedProofs`. */
export type CompleteTaskInput = {
  /** The one-time code that the recipient told. */
  code?: string | null | undefined;
  /** The task. */
  id: string | number;
  /** What else is to be said of it. */
  note?: string | null | undefined;
  /** A photo of what was left and where: JPEG or PNG in base64, at most 2 MiB. */
  photo?: string | null | undefined;
  /** The codes on the labels of all items; at most 1000. */
  scanned?: Array<string> | null | undefined;
  /** Who took or gave it. */
  signature?: TaskSignatureInput | null | undefined;
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

/** What was counted of what people paid with. */
export type CountedTenderInput = {
  /** How much: the cash in the drawer, or the sum of the slips and of the terminal. */
  amount: MoneyInput;
  /** Of what. */
  tender: TenderKind;
};

/** A new branch; it counts against the plan. */
export type CreateBranchInput = {
  /** Where it is. */
  address?: BranchAddressInput | null | undefined;
  /** 2 to 20 letters, digits or hyphens, unique in the tenant. */
  code: string;
  /** The currency of its prices, tills and stock; that of the tenant's first branch when left out, and the first branch must say it. */
  currency?: string | null | undefined;
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

/** A new order. */
export type CreateOrderInput = {
  /** The branch that orders; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** Who buys it. */
  customerId?: string | number | null | undefined;
  /** How what is ordered comes to where it is needed. */
  deliveryMode: DeliveryMode;
  /** Where it goes, when that is no branch; needed of what a courier brings to a buyer. */
  deliveryPlace?: DeliveryPlaceInput | null | undefined;
  /** What is ordered, at most 200 lines. A draft may have none yet. */
  lines: Array<OrderLineInput>;
  /** What else who fulfils it should know. */
  note?: string | null | undefined;
  /** For whom it is. */
  patientId?: string | number | null | undefined;
  /** The branch that does what is ordered, where that is another. */
  performerBranchId?: string | number | null | undefined;
  /** Whether to place it at once. */
  place?: boolean;
  /** How much it matters that it is done soon. */
  priority?: OrderPriority;
  /** Not before this it is wanted. */
  requestedFrom?: string | null | undefined;
  /** Until when it is wanted. */
  requestedUntil?: string | null | undefined;
  /** Of whom it is bought. */
  supplierId?: string | number | null | undefined;
  /** What is ordered. */
  type: OrderType;
  /** The code of the workflow by which it goes; `standard` when left out. */
  workflow?: string | null | undefined;
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

/** A new product. */
export type CreateProductInput = {
  /** GTIN of the pack, 8, 12, 13 or 14 digits with the check digit. */
  gtin?: string | null | undefined;
  /** Addresses of pictures (https), the best first; at most 20. */
  imageUrls?: Array<string>;
  /** What it is. */
  kind: ProductKind;
  /** What it is as a medicine; needed with `MEDICINE`, and refused with any other kind. */
  medication?: MedicationInput | null | undefined;
  /** Its name with strength and form. */
  name: string;
  /** The code by which the country knows the pack. */
  nationalCode?: string | null | undefined;
  /** Whose `nationalCode` it is; needed with one. */
  nationalCodeSystem?: string | null | undefined;
  /** What a pack holds. */
  pack?: string | null | undefined;
  /** The public price of a pack, where there is one. */
  referencePrice?: MoneyInput | null | undefined;
};

/** A new purchase order. */
export type CreatePurchaseOrderInput = {
  /** The branch that orders; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** When the goods are expected, today or later; by the supplier's lead time when left out. */
  expectedOn?: string | null | undefined;
  /** What is ordered, 1 to 500 products. */
  lines: Array<PurchaseOrderLineInput>;
  /** To the supplier. */
  note?: string | null | undefined;
  /** Of whom. */
  supplierId: string | number;
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

/** A new person; it counts against the plan. */
export type CreateStaffInput = {
  /** For people to read. */
  displayName: string;
  /** By which the person signs in; unique in the tenant. */
  email: string;
  /** What the person may do, and where. */
  grants: Array<GrantInput>;
  /** At least 12 characters; a temporary one is made when left out. */
  password?: string | null | undefined;
  /** Telephone. */
  phone?: string | null | undefined;
};

/** A new supplier. */
export type CreateSupplierInput = {
  /** Its postal address. */
  address?: string | null | undefined;
  /** The short name by which you know it, unique. */
  code?: string | null | undefined;
  /** In which currency it quotes its prices. */
  currency: string;
  /** Where orders are mailed to. */
  email?: string | null | undefined;
  /** GS1 Global Location Number: 13 digits with the check digit. */
  gln?: string | null | undefined;
  /** How many days it usually takes to deliver, 0 to 365. */
  leadTimeDays?: number | null | undefined;
  /** Its name, unique in the tenant. */
  name: string;
  /** Where it can be called. */
  phone?: string | null | undefined;
};

/** A new tenant and its first administrator. */
export type CreateTenantInput = {
  /** Email of the first administrator. */
  adminEmail: string;
  /** Name of the first administrator; the email when left out. */
  adminName?: string | null | undefined;
  /** Password of the first administrator; a temporary one is made when left out. */
  adminPassword?: string | null | undefined;
  /** Real, or a sandbox; it cannot be changed later. */
  mode?: TenantMode;
  /** Legal or trading name. */
  name: string;
  /** What it subscribes to. */
  plan?: Plan;
  /** 3 to 40 letters, digits or hyphens, unique on the platform. */
  subdomain: string;
};

/** What is wrong with a chain of custody. */
export type CustodyFaultCode =
  /** An entry was made behind another one than that before it. */
  | 'BROKEN_LINK'
  /** An entry is not what was hashed. */
  | 'CHANGED_ENTRY'
  /** The end that is known is not in the chain. */
  | 'CUT_END'
  /** An entry stands in the chain twice, or another has its number. */
  | 'DUPLICATE'
  /** The entry that belongs there is nowhere. */
  | 'MISSING_LINK'
  /** A side did not sign. */
  | 'MISSING_SIGNATURE'
  /** An entry is of another item. */
  | 'OTHER_ITEM'
  /** Who gave was not who had it. */
  | 'POSSESSION_GAP'
  /** The key of a signature had been revoked by then. */
  | 'REVOKED_KEY'
  /** An entry is earlier than that before it. */
  | 'TIME_BACKWARDS'
  /** The key of a signature is not known. */
  | 'UNKNOWN_KEY'
  /** The entry that belongs there stands further behind. */
  | 'WRONG_ORDER'
  /** A signature is not of that entry, or not by that side. */
  | 'WRONG_SIGNATURE';

/** A side of a handover. */
export type CustodySide =
  /** Who gives. */
  | 'FROM'
  /** Who takes. */
  | 'TO';

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

/** How what is ordered comes to where it is needed. */
export type DeliveryMode =
  /** A courier brings it: of a laboratory order, the samples to the laboratory. */
  | 'COURIER'
  /** It is done where it was ordered. */
  | 'ONSITE'
  /** It is fetched by who ordered it. */
  | 'PICKUP';

/** Where something is brought that goes to no branch. */
export type DeliveryPlaceInput = {
  /** The address, as one would tell it to a driver. */
  address: string;
  /** Degrees north, WGS 84; with `longitude`. */
  latitude?: number | null | undefined;
  /** Degrees east, WGS 84; with `latitude`. */
  longitude?: number | null | undefined;
  /** Who takes it there. */
  name: string;
  /** Where they can be called. */
  phone?: string | null | undefined;
};

/** So many notes or coins of one value. */
export type DenominationInput = {
  /** How many there are. */
  count: number;
  /** What one is worth, in minor units. */
  valueMinor: string;
};

/** What is taken off: an amount, or a part of the price. */
export type DiscountInput = {
  /** So much. */
  amount?: MoneyInput | null | undefined;
  /** This part, in basis points, 1 to 10000: 500 is 5 %. */
  basisPoints?: number | null | undefined;
};

/** A discount of a whole sale. */
export type DiscountSaleInput = {
  /** The discount, in place of the one before; none when left out. */
  discount?: DiscountInput | null | undefined;
  /** The basket. */
  saleId: string | number;
};

/** Why a courier cannot be sent. */
export type DispatchObstacleCode =
  /** The courier has declined it before. */
  | 'DECLINED'
  /** The courier cannot carry as much at once. */
  | 'FULL'
  /** The courier is not on shift. */
  | 'NOT_ON_SHIFT'
  /** What is carried must be kept cold or warm, and the courier has no box for that. */
  | 'NO_COLD_BOX'
  /** Nobody knows where the courier is, not since the shift began. */
  | 'NO_POSITION'
  /** The task takes something that the courier cannot do. */
  | 'NO_SKILL'
  /** Another courier has other tasks of the order, or what is to be brought. */
  | 'OTHER_COURIER'
  /** The shift ends before it is done. */
  | 'SHIFT_ENDS'
  /** The courier would come too late, there or at a stop that was given before. */
  | 'WINDOW_MISSED';

/** What is looked at before a medicine is handed over. */
export type DispenseCheckKind =
  /** An active allergy or intolerance to a substance of it, or to a class of one: HIGH, and MODERATE when it is of low criticality, or an intolerance that nobody called dangerous. */
  | 'ALLERGY'
  /** The dose is more than the range allows, or is counted in units of a substitute of another strength: HIGH; it is less, or could not be compared: LOW. */
  | 'DOSE_RANGE'
  /** The patient has the same elsewhere: HIGH for the same substance in another active prescription, MODERATE in the same one or when the last fill of a finished one still runs, or for the same generic name or ATC code only, LOW for the same chemical group (ATC level 4). */
  | 'DUPLICATE_THERAPY'
  /** The prescription's last day is over at the branch: HIGH. */
  | 'EXPIRED_PRESCRIPTION'
  /** With the patient's other medicines: CONTRAINDICATED and NOT_RECOMMENDED are found as HIGH, PRECAUTION as MODERATE, TO_CONSIDER as LOW. */
  | 'INTERACTION'
  /** A lot expires before the fill is used up: MODERATE; or within 90 days: LOW. */
  | 'LOT_EXPIRES_SOON'
  /** More than is due of the fill, or a substitute in packs of another size than they are counted as: HIGH. A refill before four fifths of the time of the last fill are over: HIGH for controlled medicines, else MODERATE. */
  | 'QUANTITY';

/** How grave it is (FHIR R4 DetectedIssue.severity). */
export type DispenseCheckSeverity =
  /** It is not handed over until a pharmacist answers for it, by name and with a reason (`overrideCheck`). */
  | 'HIGH'
  /** To know. */
  | 'LOW'
  /** To think about, and to tell the patient. */
  | 'MODERATE';

/** How much is taken at a time. */
export type DoseInput = {
  /** Of what: `tablet`, `mg`, `mL`. */
  unit: string;
  /** How much: 2; more than zero, with three decimals at most. */
  value: number;
};

/** In which unit the period of a dose is counted (UCUM h, d, wk, mo). */
export type DosePeriodUnit =
  /** Days. */
  | 'DAY'
  /** Hours. */
  | 'HOUR'
  /** Months. */
  | 'MONTH'
  /** Weeks. */
  | 'WEEK';

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

/** How long one means to stay on shift. */
export type GoOnShiftInput = {
  /** Since when one has been on shift already, when one could not say so before: at most 12 hours ago, and not before the last shift ended; from now on when left out. */
  since?: string | null | undefined;
  /** Until when, at most 24 hours from now; open when left out. */
  until?: string | null | undefined;
};

/** In which state goods came. */
export type GoodsCondition =
  /** Broken, spoilt or kept too warm: they go into stock as damaged, and leave it to the supplier or as a loss. */
  | 'DAMAGED'
  /** They can be given out. */
  | 'GOOD';

/** A role, at one branch or at all. */
export type GrantInput = {
  /** The branch; all branches, present and future, when left out. */
  branchId?: string | number | null | undefined;
  /** Code of a built-in role or of one of the tenant's own: `DOCTOR`. */
  role: string;
};

/** A dispense to be handed over. */
export type HandOverDispenseInput = {
  /** The name of who takes it for the patient; the patient does when left out. */
  collectedBy?: string | null | undefined;
  /** The `version` you have read. */
  expectedVersion: number;
  /** The dispense. */
  id: string | number;
};

/** In what state an item was found when it changed hands. */
export type HandoverCondition =
  /** Broken, wet, leaking or crushed. */
  | 'DAMAGED'
  /** Less is there than should be. */
  | 'INCOMPLETE'
  /** Whole and closed, as it should be. */
  | 'INTACT'
  /** Its seal is broken or its packing open; what is in it may be whole. */
  | 'SEAL_BROKEN';

/** A thing that is handed over. */
export type HandoverItemInput = {
  /** What stands on its label; for its first handover, unless the task says it. Later ones keep it. */
  code?: string | null | undefined;
  /** In what state it is. */
  condition?: HandoverCondition;
  /** What it is in the graph: `specimen_…`, `lot_…`. */
  itemId: string | number;
  /** What people call it; needed at its first handover, unless the task names it. Later ones keep what it was called. */
  name?: string | null | undefined;
  /** The order that it belongs to; for its first handover. */
  orderId?: string | number | null | undefined;
  /** What is to be remarked. */
  remark?: string | null | undefined;
  /** What the scanner reads on it; its code where it has one. */
  scan: string;
  /** How warm it is. */
  temperature?: HandoverTemperatureInput | null | undefined;
};

/** Where something changes hands. */
export type HandoverPlaceInput = {
  /** Its GLN, 13 digits. */
  gln?: string | null | undefined;
  /** Degrees north (WGS 84); with the longitude. */
  latitude?: number | null | undefined;
  /** Degrees east (WGS 84). */
  longitude?: number | null | undefined;
  /** Its name: `Ward 3`. */
  name: string;
};

/** A signature for one thing of a handover. */
export type HandoverSignatureInput = {
  /** Which thing. */
  itemId: string | number;
  /** By which of one's own keys: `signingkey_…`. */
  keyId: string | number;
  /** Ed25519 over the 32 bytes of its `hash`, 64 bytes in base64url. */
  value: string;
};

/** How far a handover is. */
export type HandoverStatus =
  /** Both have signed: the items have changed hands. */
  | 'ACCEPTED'
  /** The giver has said what is handed over, and is to sign it. */
  | 'PROPOSED'
  /** The taker did not take them. */
  | 'REFUSED'
  /** The giver has signed; the taker is to. */
  | 'SIGNED'
  /** The giver did not give them. */
  | 'WITHDRAWN';

/** Who takes: a courier, a branch, or a person at a branch. */
export type HandoverTakerInput = {
  /** Without `staffId` the branch that takes, in whose name any of its people signs; with it where the person is, the giver's when left out. */
  branchId?: string | number | null | undefined;
  /** A courier, who carries it on; alone. */
  courierId?: string | number | null | undefined;
  /** A person of the staff, who signs alone. */
  staffId?: string | number | null | undefined;
};

/** What a thermometer at the thing shows. */
export type HandoverTemperatureInput = {
  /** When it was read; at the handover when left out. */
  at?: string | null | undefined;
  /** In degrees Celsius. */
  celsius: number;
  /** Which thermometer. */
  deviceId?: string | null | undefined;
};

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

/** A file that was read out of a logger. */
export type ImportTemperatureLogInput = {
  /** The heading of the column to read, where there are several of temperatures. */
  column?: string | null | undefined;
  /** All of it, at most 5 MB. */
  content: string;
  /** How dates are meant where no date of the file shows it; as the logger says when left out. */
  dateOrder?: LoggerDateOrder | null | undefined;
  /** How the content is sent. */
  encoding?: TemperatureLogEncoding;
  /** The name of the file. */
  fileName: string;
  /** The logger that it is of. */
  loggerId?: string | number | null | undefined;
  /** To which zone the clock was set: an IANA name, or an offset such as `+07:00`, which leaves no doubt about summer time; that of the logger when left out. */
  timeZone?: string | null | undefined;
  /** The unit where the file does not say it; as the logger says when left out. */
  unit?: LoggerUnit | null | undefined;
  /** The watch whose logger it is of; this or `loggerId`. */
  watchId?: string | number | null | undefined;
};

/** A substance in a medicine. */
export type IngredientInput = {
  /** To how much the strength refers: `one tablet`. */
  referenceAmount?: string | null | undefined;
  /** In what sense. */
  role?: IngredientRole;
  /** As the label says it: `500 mg`. */
  strength?: string | null | undefined;
  /** The unit of that number in UCUM: `mg`. */
  strengthUnit?: string | null | undefined;
  /** The strength as a number, where it is one; more than zero. */
  strengthValue?: number | null | undefined;
  /** The substance; add it first (`addSubstance`) when it is not there. */
  substanceId: string | number;
};

/** In what sense a medicine has an ingredient. */
export type IngredientRole =
  /** What it contains: metformin hydrochloride. */
  | 'ACTIVE'
  /** The part of an active ingredient that acts: metformin. */
  | 'MOIETY';

/** Somebody who walks in. */
export type IssueTicketInput = {
  /** The patient, in one queue at a time; left out when nobody has asked for a name yet. */
  patientId?: string | number | null | undefined;
  /** Why to be called before earlier ones. */
  priority?: QueuePriority;
  /** The service point. */
  servicePointId: string | number;
};

/** How dates in a file are meant. */
export type LoggerDateOrder =
  /** 03/04/2026 is the third of April. */
  | 'DAY_FIRST'
  /** 03/04/2026 is the fourth of March. */
  | 'MONTH_FIRST'
  /** 2026/03/04 is the fourth of March. */
  | 'YEAR_FIRST';

/** In what a file gives temperatures. */
export type LoggerUnit =
  /** Degrees Celsius (UCUM Cel). */
  | 'CELSIUS'
  /** Degrees Fahrenheit (UCUM [degF]). */
  | 'FAHRENHEIT';

/** Who signs in. */
export type LoginInput = {
  /** Email of the person. */
  email: string;
  /** Password of the person. */
  password: string;
};

/** How far a dispense has come (FHIR R4 MedicationDispense.status). */
export type MedicationDispenseStatus =
  /** Called off before it was handed over; the packs are back in stock. */
  | 'CANCELLED'
  /** Handed over. */
  | 'COMPLETED'
  /** The pharmacist refused to give it; the packs are back in stock. */
  | 'DECLINED'
  /** It was a mistake. */
  | 'ENTERED_IN_ERROR'
  /** Somebody has looked a second time; it waits to be handed over. */
  | 'IN_PROGRESS'
  /** Stopped for a while; the packs stay set aside. */
  | 'ON_HOLD'
  /** The packs are set aside; nobody has looked a second time. */
  | 'PREPARATION'
  /** Ended before all of it was handed over; it came from elsewhere. */
  | 'STOPPED'
  /** It came from elsewhere, and nobody knows. */
  | 'UNKNOWN';

/** What a product is as a medicine. */
export type MedicationInput = {
  /** ATC codes: a letter, two digits, and so on: `A10BA02`. */
  atcCodes?: Array<string>;
  /** The list of the law that it stands on; from then on it is kept in the register. */
  controlledSchedule?: string | null | undefined;
  /** The dose form: `tablet`. */
  form?: string | null | undefined;
  /** The name under which any maker sells it. */
  genericName?: string | null | undefined;
  /** What it is made of, in the order of the label. */
  ingredients?: Array<IngredientInput>;
  /** Whether it is given only against a prescription. */
  prescriptionRequired?: boolean;
  /** By which ways it is given. */
  routes?: Array<string>;
  /** RxNorm concept ids (RXCUI), digits only. */
  rxNormCodes?: Array<string>;
  /** Highest temperature of storage, in degrees Celsius. */
  storageMaxCelsius?: number | null | undefined;
  /** Lowest temperature of storage, in degrees Celsius. */
  storageMinCelsius?: number | null | undefined;
  /** What else to see to when it is kept. */
  storageNote?: string | null | undefined;
  /** A name that all products share that may stand in for one another. */
  substitutionGroup?: string | null | undefined;
};

/** How far a prescription, or one medicine of it, has come (FHIR R4 MedicationRequest.status). */
export type MedicationRequestStatus =
  /** Signed, and to be dispensed. */
  | 'ACTIVE'
  /** Withdrawn before anything was dispensed. */
  | 'CANCELLED'
  /** All of it was dispensed. */
  | 'COMPLETED'
  /** Being written; not signed, and not to be dispensed. */
  | 'DRAFT'
  /** It was a mistake. */
  | 'ENTERED_IN_ERROR'
  /** Stopped for a while; it can become active again. */
  | 'ON_HOLD'
  /** Ended before all of it was dispensed. */
  | 'STOPPED'
  /** It came from elsewhere, and nobody knows. */
  | 'UNKNOWN';

/** An amount of money in minor units. */
export type MoneyInput = {
  /** Minor units by ISO 4217: `"1250"` is 12.50 USD, 1250 JPY or 1.250 KWD. */
  amountMinor: string;
  /** The currency. */
  currency: string;
};

/** A step of an order in its workflow. */
export type MoveOrderInput = {
  /** The `version` you have read; whichever it is at when left out. */
  expectedVersion?: number | null | undefined;
  /** The order. */
  id: string | number;
  /** Why, in at most 1000 characters; some transitions require it. */
  reason?: string | null | undefined;
  /** The code of one of the order's `transitions`. */
  transition: string;
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

/** Who begins to work at a till: you. */
export type OpenTillInput = {
  /** The cash that is in it now, counted; zero or more. */
  openingFloat: MoneyInput;
  /** The till. */
  tillId: string | number;
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

/** A product to order. */
export type OrderLineInput = {
  /** What else who fulfils it should know. */
  note?: string | null | undefined;
  /** The product. */
  productId: string | number;
  /** How much, in `unit`; it must come to whole packs. */
  quantity: number;
  /** Only with `unitPrice`: the rate of the tax in hundredths of a percent, 0 to 10000. When left out it is that of the price lists, or none where no list has the product. */
  taxBasisPoints?: number | null | undefined;
  /** A unit of the product: `PACK`, or one of its own such as `BOX`. */
  unit?: string;
  /** What was agreed on for a pack, without tax, in the currency of the order; by the price lists when left out. */
  unitPrice?: MoneyInput | null | undefined;
};

/** How much it matters that an order is done soon (FHIR R4 request-priority). */
export type OrderPriority =
  /** As soon as it can be. */
  | 'ASAP'
  /** As usual. */
  | 'ROUTINE'
  /** At once. */
  | 'STAT'
  /** Before what is usual. */
  | 'URGENT';

/** How an order stands, whatever its workflow calls it (FHIR R4 request-status). */
export type OrderStatus =
  /** Placed, and being fulfilled. */
  | 'ACTIVE'
  /** Fulfilled. */
  | 'COMPLETED'
  /** Being written; nobody acts on it. */
  | 'DRAFT'
  /** It was a mistake. */
  | 'ENTERED_IN_ERROR'
  /** Placed, and waiting: nothing is done and its clocks stand still. */
  | 'ON_HOLD'
  /** Called off. */
  | 'REVOKED';

/** What is ordered. Each type has lifecycles, numbers and rules of its own. */
export type OrderType =
  /** Examinations by a laboratory of samples that are collected and brought to it. */
  | 'LAB_SAMPLE'
  /** Goods that the tenant buys from a supplier. */
  | 'PURCHASE'
  /** Goods that a customer or patient buys from the tenant. */
  | 'SALES'
  /** Work done somewhere: a repair, a calibration, instruments to be sterilized. */
  | 'SERVICE';

/** That you answer for handing out in spite of a check. */
export type OverrideCheckInput = {
  /** The check. */
  checkId: string | number;
  /** Why, in words: it stays on record with your name. */
  reason: string;
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

/** A draft to be placed. */
export type PlaceOrderInput = {
  /** The `version` you have read, so that you place what you saw. */
  expectedVersion: number;
  /** The draft. */
  id: string | number;
};

/** What a tenant has subscribed to. */
export type Plan =
  /** No limits. */
  | 'ENTERPRISE'
  /** Up to 25 branches and 500 people. */
  | 'GROWTH'
  /** Up to 3 branches and 25 people. */
  | 'STARTER';

/** Where the device of a courier says that it was. */
export type PositionInput = {
  /** The radius in metres in which the device believes itself with 68 %. */
  accuracyMetres?: number | null | undefined;
  /** When, by the clock of the device. */
  at: string;
  /** Where it headed, in degrees clockwise from true north. */
  heading?: number | null | undefined;
  /** Degrees north, WGS 84. */
  latitude: number;
  /** Degrees east, WGS 84. */
  longitude: number;
  /** How fast it moved, in metres per second. */
  speed?: number | null | undefined;
};

/** Why a position is not believed, or not kept. */
export type PositionRejection =
  /** The vehicle cannot have come there. It is believed as soon as others agree with it. */
  | 'IMPOSSIBLE_JUMP'
  /** The device does not know it better than within 100 metres. */
  | 'INACCURATE'
  /** Its time is more than two minutes ahead. It was not kept: set the clock of the device, and send it again. */
  | 'IN_THE_FUTURE'
  /** There is no such latitude or longitude. It was not kept. */
  | 'NOT_A_PLACE'
  /** Latitude and longitude are 0, or close by: what a device says that knows nothing. */
  | 'NULL_ISLAND'
  /** One was not on shift at that time: where one is then is nobody’s business. It was not kept. */
  | 'OFF_SHIFT'
  /** It is older than seven days. It was not kept. */
  | 'TOO_OLD';

/** What somebody does in the hours of a schedule. */
export type PracticeContext =
  /** Sees patients by appointment: these hours can be booked. */
  | 'CLINIC'
  /** Can be called: shown on the rota, neither bookable nor in the way of what is. */
  | 'ON_CALL'
  /** Is on a ward: these hours are taken away from those that can be booked, at every branch. */
  | 'ROUNDS';

/** One medicine of a prescription to be prepared. */
export type PrepareDispenseInput = {
  /** Whether to give what there is when stock is short; the rest stays owed. */
  allowPartial?: boolean;
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** For how many packs as prescribed these count, where a substitute comes in packs of another size: 1 of 90 tablets counts as 3 of 30. Needs `quantity`; each pack counts as one when left out. */
  countsAs?: number | null | undefined;
  /** The lot to give it from; what expires first when neither this nor `scan` is given. */
  lotId?: string | number | null | undefined;
  /** The medicine of the prescription. */
  medicationRequestId: string | number;
  /** The product to give, where it is another than was prescribed; needs `substitutionReason`. */
  productId?: string | number | null | undefined;
  /** How many packs; what is due of the fill when left out. */
  quantity?: number | null | undefined;
  /** The code of the pack in the hand: its product is compared, and its lot is taken. */
  scan?: string | null | undefined;
  /** Why another product is given. */
  substitutionReason?: string | null | undefined;
};

/** One medicine of a prescription. */
export type PrescriptionItemInput = {
  /** Whether it is taken only when needed. */
  asNeeded?: boolean;
  /** How much is taken at a time. */
  dose?: DoseInput | null | undefined;
  /** For how many days one fill is taken: 1 to 366. */
  durationDays?: number | null | undefined;
  /** How often in each period: 3. Needs `periodUnit`. */
  frequency?: number | null | undefined;
  /** To the patient: `With food`. */
  instructions?: string | null | undefined;
  /** How long a period is, in `periodUnit`; 1 when left out. */
  period?: number | null | undefined;
  /** In what the period is counted. Needs `frequency`. */
  periodUnit?: DosePeriodUnit | null | undefined;
  /** The product; one that is `ACTIVE`. */
  productId: string | number;
  /** How many packs a fill is: 1 to 1000. */
  quantity: number;
  /** How many fills may follow the first: 0 to 12, and none of a controlled medicine. */
  refills?: number;
  /** By which way it is given: `oral`. */
  route?: string | null | undefined;
  /** Whether the pharmacist may give another product of the same kind. */
  substitutionAllowed?: boolean;
};

/** What a priority is worth at a service point. */
export type PriorityWeightInput = {
  /** Counts as if so many minutes had been waited already: 0 to 1440. */
  minutes: number;
  /** The priority. */
  priority: QueuePriority;
};

/** What a product is. */
export type ProductKind =
  /** Used up in care: dressings, syringes, test strips. */
  | 'CONSUMABLE'
  /** A medical device. */
  | 'DEVICE'
  /** Kept and used for years: an analyser, a centrifuge, an autoclave, furniture. */
  | 'EQUIPMENT'
  /** A medicine; has `medication`. */
  | 'MEDICINE'
  /** Lenses, frames and what belongs to them. */
  | 'OPTICAL'
  /** Anything else that is sold. */
  | 'OTHER'
  /** Used up by a laboratory in examinations: reagents, calibrators, controls. */
  | 'REAGENT'
  /** Work that is done, such as a calibration: it has no lots and no stock. */
  | 'SERVICE';

/** What one gives to another. */
export type ProposeHandoverInput = {
  /** When; now when left out. */
  at?: string | null | undefined;
  /** The giver's branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** Whether the branch gives, as it must where the branch has the item; otherwise you do. */
  inNameOfBranch?: boolean;
  /** What; each thing once, 1 to 100. */
  items: Array<HandoverItemInput>;
  /** Where. */
  place: HandoverPlaceInput;
  /** The task for which it is handed over. */
  taskId?: string | number | null | undefined;
  /** Who takes. */
  to: HandoverTakerInput;
};

/** A product to order. */
export type PurchaseOrderLineInput = {
  /** The product; each once in an order. */
  productId: string | number;
  /** How many packs, 1 to 1000000. */
  quantity: number;
  /** What a pack costs, in the branch's currency; the supplier's present price when left out. */
  unitPrice?: MoneyInput | null | undefined;
};

/** How an order reached its supplier. */
export type PurchaseOrderSendingWay =
  /** From system to system. */
  | 'EDI'
  /** By email. */
  | 'EMAIL'
  /** By fax. */
  | 'FAX'
  /** On paper, by mail or by hand. */
  | 'PAPER'
  /** By telephone. */
  | 'PHONE'
  /** Entered at the supplier's own site. */
  | 'PORTAL';

/** How far a purchase order has come. */
export type PurchaseOrderStatus =
  /** Somebody who may has approved it; not sent yet. */
  | 'APPROVED'
  /** Called off before anything came. */
  | 'CANCELLED'
  /** Some of it has come, and the rest is not expected any more. */
  | 'CLOSED'
  /** Being written; it can be changed. */
  | 'DRAFT'
  /** Some of it has come, more is expected. */
  | 'PARTLY_RECEIVED'
  /** All of it has come. */
  | 'RECEIVED'
  /** The supplier has it; nothing has come yet. */
  | 'SENT';

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

/** How dangerous the lots are, as the authority says: by 21 CFR 7.3(m) in the United States, and much the same in the European Union. */
export type RecallClass =
  /** It may well kill or do grave harm: people who have it are to be reached at once. */
  | 'CLASS_I'
  /** It may make ill for a while, or grave harm is unlikely. */
  | 'CLASS_II'
  /** Harm is not likely; there is another reason, such as a wrong print. */
  | 'CLASS_III';

/** Lots that are called back. */
export type RecallLotsInput = {
  /** How dangerous they are. */
  class: RecallClass;
  /** Lots that are known here. */
  lotIds?: Array<string | number>;
  /** Numbers of lots, as the letter names them, at most 20 characters each; those never seen here are kept too, so that a later delivery is caught, and are answered as `unseenLots`. */
  lotNumbers?: Array<string>;
  /** The product. */
  productId: string | number;
  /** Why they are called back. */
  reason: string;
  /** How the letter of the maker or the authority names it. */
  reference?: string | null | undefined;
};

/** A delivery for an order. */
export type ReceiveGoodsInput = {
  /** The number of the supplier's delivery note. */
  deliveryNote?: string | null | undefined;
  /** What came, 1 to 500 lines; a product may have several, by lot and price. */
  lines: Array<ReceivedGoodsLineInput>;
  /** The order; it was sent, and not all of it has come. */
  purchaseOrderId: string | number;
};

/** Specimens that arrived at the laboratory: all of them, or none where one is refused. */
export type ReceiveSpecimensInput = {
  /** What was scanned from their labels, 1 to 200. */
  accessionNumbers: Array<string>;
};

/** Packs of one lot that came. Name the product by `lineId`, `productId` or `scan`; where you send several, they must agree. */
export type ReceivedGoodsLineInput = {
  /** Whether to take more than was ordered. */
  acceptOver?: boolean;
  /** Whether to take what expires within 90 days. */
  acceptShortDated?: boolean;
  /** In which state they came. */
  condition?: GoodsCondition;
  /** The last day on which it may be used; medicines have one. By the scan when left out. */
  expiresOn?: string | null | undefined;
  /** False where the pack names only the month: `expiresOn` may then be any day of it, and means the month's last. True when left out. */
  expiryDayKnown?: boolean | null | undefined;
  /** The line of the order. */
  lineId?: string | number | null | undefined;
  /** Where they are put; the branch's first shelf when left out, or its quarantine for what is damaged. */
  locationId?: string | number | null | undefined;
  /** The lot as printed, at most 20 characters; medicines have one. By the scan when left out. */
  lotNumber?: string | null | undefined;
  /** The product, which must be on the order. */
  productId?: string | number | null | undefined;
  /** How many packs, 1 to 1000000. */
  quantity: number;
  /** What the scanner read from a pack: a GS1 element string, a Digital Link, or the digits of a GTIN. It may name lot, expiry and serial number too. */
  scan?: string | null | undefined;
  /** Serial numbers of packs, beside the one of the scan; no more than there are packs. */
  serialNumbers?: Array<string>;
  /** What was paid for a pack; the price of the order when left out. */
  unitPrice?: MoneyInput | null | undefined;
};

/** What the laboratory found in a specimen: words, a document, or both. A correction is recorded as another result. */
export type RecordSpecimenResultInput = {
  /** The number of the specimen, as it stands on its label. */
  accessionNumber: string;
  /** What was found, in words; up to 10000 characters. */
  conclusion?: string | null | undefined;
  /** The document that says what was found. */
  document?: ResultDocumentInput | null | undefined;
  /** What it is: `Complete blood count`. */
  title: string;
};

/** A refresh token to exchange. */
export type RefreshSessionInput = {
  /** The newest refresh token of the session. Using an older one ends the session. */
  refreshToken: string;
};

/** With what money is given back; how much follows from what was paid. */
export type RefundInput = {
  /** With what. */
  kind: TenderKind;
  /** The slip, transaction, coverage or claim. */
  reference?: string | null | undefined;
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

/** A key of one's own, made on one's own device. */
export type RegisterSigningKeyInput = {
  /** Branches in whose names it signs too, of those where you may hand things over. */
  branchIds?: Array<string | number>;
  /** The device on which it is: `Telephone of Oyuun`. */
  name: string;
  /** Ed25519: `x` of its JSON Web Key (RFC 8037), 32 bytes in base64url. Never send the private key. */
  publicKey: string;
};

/** That a specimen can be examined, although something happened to it on the way. */
export type ReleaseSpecimenInput = {
  /** The `version` you have read. */
  expectedVersion: number;
  /** The specimen. */
  id: string | number;
  /** Why it can be examined nevertheless. */
  reason: string;
};

/** Where one was: a few seconds of it, or all since the network was lost. */
export type ReportPositionsInput = {
  /** Up to 1000, in any order. What was sent before can be sent again: it stays once, the more accurate of two. */
  positions: Array<PositionInput>;
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

/** A document, such as the report of a laboratory. */
export type ResultDocumentInput = {
  /** The document in base64 (RFC 4648), up to 2 MiB of it. */
  base64: string;
  /** Its media type: `application/pdf`, `image/jpeg`, `image/png` or `text/plain`. */
  contentType: string;
  /** Its SHA-256 in hex, where what arrives is to be compared with what was sent. */
  sha256?: string | null | undefined;
};

/** Goods that come back against their receipt. */
export type ReturnSaleInput = {
  /** What comes back. */
  lines: Array<ReturnedSaleLineInput>;
  /** The sale in which they were bought. */
  originalSaleId: string | number;
  /** How much of it is given back otherwise, where no one tender paid for all of it; not in cash. What is left goes by `tender`. */
  otherTenders?: Array<TenderInput>;
  /** Why. */
  reason: string;
  /** With what money is given back; at most what was paid with it, less what was given back with it before. */
  tender: RefundInput;
  /** Your session at a till of its branch, out of which the money is given back. */
  tillSessionId: string | number;
};

/** Packs of a line that come back. */
export type ReturnedSaleLineInput = {
  /** The line of the sale. */
  lineId: string | number;
  /** Of this lot; of those that were sold, in their order, when left out. */
  lotId?: string | number | null | undefined;
  /** How many packs; at most those that were sold less those that came back before. */
  quantity: number;
};

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session: one of yours, or of anybody with `staff:manage`. */
  id: string | number;
};

/** What kind of condition it is. */
export type RuleConditionKind =
  /** All conditions below it must hold. */
  | 'ALL'
  /** One of the conditions below it must hold. */
  | 'ANY'
  /** An attribute is compared with something. */
  | 'COMPARISON'
  /** The condition below it must not hold. */
  | 'NOT'
  /** It must be a certain time at the branch. */
  | 'TIME';

/** Which way goods and money go. */
export type SaleKind =
  /** Goods back, money out; its amounts are what was given back. */
  | 'RETURN'
  /** Goods out, money in. */
  | 'SALE';

/** How far a sale has come. */
export type SaleStatus =
  /** Paid; it has its receipt. */
  | 'COMPLETED'
  /** A basket that was given up before it was paid. */
  | 'DISCARDED'
  /** A basket that waits for its customer; its goods are set aside until `heldUntil`. */
  | 'HELD'
  /** A basket that is being filled. */
  | 'OPEN'
  /** Paid and then undone at the same till; its receipt number stays used. */
  | 'VOIDED';

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

/** That an approved order went to its supplier. */
export type SendPurchaseOrderInput = {
  /** The `version` you have read. */
  expectedVersion: number;
  /** The order. */
  id: string | number;
  /** How it was sent. */
  via: PurchaseOrderSendingWay;
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

/** How a branch keeps and sells a product, as a whole: what is left out is taken away. */
export type SetBranchProductInput = {
  /** The branch; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** Up to how many packs it is ordered when it is low; more than `reorderPoint`. */
  orderUpTo?: number | null | undefined;
  /** The price of a pack, tax included, in the branch's currency; without one it is not sold there. */
  price?: MoneyInput | null | undefined;
  /** The product. */
  productId: string | number;
  /** At or below how many packs it is low, from 0. */
  reorderPoint?: number | null | undefined;
};

/** What has to be collected for an examination; replaces what was set before. Specimens that are planned already stay as they are. */
export type SetCollectionRequirementInput = {
  /** What is in it before: `K2EDTA`. */
  additive?: string | null | undefined;
  /** Into which tube or vessel: `Vacuum tube 4 mL, lavender cap`. */
  containerType: string;
  /** The `version` you have read; left out where nothing was set yet. */
  expectedVersion?: number | null | undefined;
  /** What who collects it should know: `Fasting for 8 hours`. */
  instructions?: string | null | undefined;
  /** Not warmer than this it is carried, in °C, up to 60. */
  maxCelsius?: number | null | undefined;
  /** Not colder than this it is carried, in °C, from -200. */
  minCelsius?: number | null | undefined;
  /** The examination: a product of the kind SERVICE. */
  productId: string | number;
  /** What is collected (FHIR R4 Specimen.type). */
  specimenType: CodingInput;
  /** For how many minutes after it is collected it can be examined, from 1. */
  stabilityMinutes?: number | null | undefined;
  /** For how many examinations, this among them, one such tube is enough, 1 to 100. */
  testsPerContainer?: number;
  /** To how many millilitres the tube is filled, more than 0 and up to 5000. */
  volumeMl: number;
};

/** How much somebody of a role may take off a sale. */
export type SetDiscountLimitInput = {
  /** And at most this much; for sales in its currency. */
  maxAmount: MoneyInput;
  /** At most this part of the sale before discounts, in basis points, 0 to 10000: 500 is 5 %. */
  maxBasisPoints: number;
  /** The code of the role, by which it is granted: `CASHIER`. */
  role: string;
};

/** A tax that prices contain, as a whole. Without products, kinds or `prescriptionMedicines` it applies to everything; `TaxRule` says which of several goes first. */
export type SetTaxRuleInput = {
  /** Only at this branch; at all that have no rule of their own when left out. */
  branchId?: string | number | null | undefined;
  /** The `version` you have read; needed with `id`. */
  expectedVersion?: number | null | undefined;
  /** The rule to change; a new one when left out. To end a tax, add a rule of rate 0. */
  id?: string | number | null | undefined;
  /** The name of the tax, as receipts show it. */
  name: string;
  /** Medicines that are given only against a prescription. */
  prescriptionMedicines?: boolean;
  /** These products. */
  productIds?: Array<string | number>;
  /** Products of these kinds. */
  productKinds?: Array<ProductKind>;
  /** The rate in basis points, 0 to 100000: 1000 is 10 %. */
  rateBasisPoints: number;
  /** The first day, at the branch, on which it applies. */
  validFrom: string;
};

/** That the giver gives it so. The hashes that are signed say which state of the handover is meant. */
export type SignHandoverInput = {
  /** The handover. */
  id: string | number;
  /** For each thing one. */
  signatures: Array<HandoverSignatureInput>;
};

/** A draft to sign. */
export type SignPrescriptionInput = {
  /** The `version` you have read: what you sign is what you have seen. */
  expectedVersion: number;
  /** The prescription. */
  id: string | number;
};

/** A ticket. */
export type SkipTicketInput = {
  /** The ticket that was called. */
  id: string | number;
};

/** How the clock of a service level stands. */
export type SlaClockStatus =
  /** The order was in time. */
  | 'MET'
  /** The order was late. */
  | 'MISSED'
  /** The order is held, and it stands still. */
  | 'PAUSED'
  /** It counts; it may be breached already. */
  | 'RUNNING'
  /** The order was called off, and it matters no more. */
  | 'STOPPED';

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

/** How far a specimen has come. */
export type SpecimenStatus =
  /** It was given up before it was collected. */
  | 'CANCELLED'
  /** It was taken, and is where that was done. */
  | 'COLLECTED'
  /** A courier has it. */
  | 'IN_TRANSIT'
  /** It is at the laboratory. */
  | 'RECEIVED'
  /** The laboratory cannot examine it: `rejectionReason` says why. */
  | 'REJECTED'
  /** The laboratory said what it found. */
  | 'RESULTED'
  /** It has a number, and is not taken yet. */
  | 'TO_BE_COLLECTED';

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

/** A new basket. */
export type StartSaleInput = {
  /** Who buys, when it is a patient who is known. */
  patientId?: string | number | null | undefined;
  /** Your session at a till. */
  tillSessionId: string | number;
};

/** That a courier sets out for a task. */
export type StartTaskInput = {
  /** The task. */
  id: string | number;
};

/** A logger that is with goods, and between which temperatures those are to be kept. */
export type StartTemperatureWatchInput = {
  /** The heat of activation of the goods in kJ/mol; the usual 83.144 when left out. */
  activationEnergy?: number | null | undefined;
  /** From when on; now when left out. May be past, for what is read out afterwards. */
  beganAt?: string | null | undefined;
  /** How many minutes at a stretch may be beyond the same limit. */
  consecutiveMinutes?: number | null | undefined;
  /** How many minutes together may be beyond the same limit. Where neither allowance is given, none may. */
  cumulativeMinutes?: number | null | undefined;
  /** Until when; open when left out. */
  endedAt?: string | null | undefined;
  /** How many minutes lie between two readings. */
  intervalMinutes?: number;
  /** What it is with: `specimen_…`, `lot_…`, `orderline_…`; at most 500. */
  itemIds?: Array<string | number>;
  /** Whether readings come while it watches. No for a logger that is read out afterwards: nobody is told then that it is silent. */
  live?: boolean;
  /** The logger. */
  loggerId: string | number;
  /** Warmer is too warm, in degrees Celsius. */
  maxCelsius?: number | null | undefined;
  /** Colder is too cold, in degrees Celsius. One of the two limits is needed. */
  minCelsius?: number | null | undefined;
  /** Where it is, of one that stays in a place: `Vaccine fridge`. */
  place?: string | null | undefined;
  /** After how many minutes without a reading the signal counts as lost: the interval or more; three times the interval when left out. */
  silenceMinutes?: number | null | undefined;
  /** The task that carries it: what that fetches or brings is watched too. */
  taskId?: string | number | null | undefined;
  /** Codes of the teams that are told of a breach and of a lost sensor: `lab_manager`. */
  teams?: Array<string>;
};

/** A ticket. */
export type StartTicketInput = {
  /** The ticket that was called. */
  id: string | number;
};

/** Whether stock can be given out. Only what is AVAILABLE is ever picked; all else leaves as a loss or back to its supplier. */
export type StockStatus =
  /** It can be dispensed, sold and transferred. */
  | 'AVAILABLE'
  /** Broken, spoilt, or kept too warm. */
  | 'DAMAGED'
  /** Its lot's last day is over at the branch. */
  | 'EXPIRED'
  /** Somebody stopped it for a while, with a reason. */
  | 'ON_HOLD'
  /** Set apart until it has been looked at, as everything that was given back. */
  | 'QUARANTINED'
  /** Its lot was recalled. */
  | 'RECALLED';

/** What is to be done. */
export type TaskKind =
  /** Fetch samples, or take them where the courier can. */
  | 'COLLECT_SAMPLE'
  /** Bring goods or samples. */
  | 'DELIVERY'
  /** Fetch goods. */
  | 'PICKUP'
  /** Do some work there. */
  | 'SERVICE_CALL'
  /** Fetch instruments to be sterilized, hand them in there, or bring them back. */
  | 'STERILIZE';

/** How a task ended. */
export type TaskOutcome =
  /** It could not be done. */
  | 'FAILURE'
  /** It was done. */
  | 'SUCCESS';

/** By what a task is shown to be done. */
export type TaskProofKind =
  /** The one-time code that the recipient was told. */
  | 'CODE'
  /** A photo of what was left, and where. */
  | 'PHOTO'
  /** The codes on the labels of all that is carried. */
  | 'SCAN'
  /** The signature of who took it. */
  | 'SIGNATURE';

/** The signature of who took what was brought, or gave what was fetched: its strokes, or a picture of it. */
export type TaskSignatureInput = {
  /** The strokes, as the `d` of an SVG path in a field of 1000 by 400: only its commands and numbers. */
  path?: string | null | undefined;
  /** A PNG in base64, at most 2 MiB, instead of the strokes. */
  png?: string | null | undefined;
  /** Who signed, in letters. */
  signer: string;
};

/** How far a task is. */
export type TaskStatus =
  /** The courier is on the way, or there. */
  | 'ACTIVE'
  /** A courier is to do it, and has not set out. */
  | 'ASSIGNED'
  /** It was called off. */
  | 'CANCELLED'
  /** It was done, or tried in vain: `outcome` says which. */
  | 'COMPLETED'
  /** Nobody is to do it yet. */
  | 'UNASSIGNED';

/** What happened to a task. */
export type TaskStepKind =
  /** The courier said yes. */
  | 'ACCEPTED'
  /** The courier came to the place. */
  | 'ARRIVED'
  /** A courier was sent. */
  | 'ASSIGNED'
  /** What must be done before will not be done. */
  | 'BLOCKED'
  /** It was called off. */
  | 'CANCELLED'
  /** Something else of it was changed; `reason` may say what. */
  | 'CHANGED'
  /** It was done. */
  | 'COMPLETED'
  /** It was made, by an order or by hand. */
  | 'CREATED'
  /** The courier said no. */
  | 'DECLINED'
  /** It could not be done. */
  | 'FAILED'
  /** The courier left the place. */
  | 'LEFT'
  /** It was called off, and its order wants it after all. */
  | 'REOPENED'
  /** The courier set out. */
  | 'STARTED'
  /** It was taken back from its courier. */
  | 'UNASSIGNED';

/** What was found. */
export type TemperatureExcursionKind =
  /** No readings: nobody knows whether the limits were kept. */
  | 'SIGNAL_LOST'
  /** Colder than the lowest temperature. */
  | 'TOO_COLD'
  /** Warmer than the highest temperature. */
  | 'TOO_WARM';

/** Whether somebody has dealt with it. */
export type TemperatureExcursionStatus =
  /** Somebody has seen it and said what was done. */
  | 'ACKNOWLEDGED'
  /** Nobody has, or it grew since. */
  | 'OPEN';

/** How the content of a file is sent. */
export type TemperatureLogEncoding =
  /** As its bytes in base64 (RFC 4648), for files in other encodings than UTF-8. */
  | 'BASE64'
  /** As text. */
  | 'TEXT';

/** How far the file of a logger is. */
export type TemperatureLogStatus =
  /** Its readings were taken. */
  | 'READ'
  /** It cannot be read, for the reason given; sent again, it is tried again. */
  | 'UNREADABLE'
  /** It is kept, and will be read in a moment. */
  | 'WAITING';

/** Whether it is about real people. It is one for life. */
export type TenantMode =
  /** Real. */
  | 'LIVE'
  /** A sandbox: nobody in it is real, and its credentials work nowhere else. */
  | 'TEST';

/** Whether a tenant may use the platform. */
export type TenantStatus =
  /** It may. */
  | 'ACTIVE'
  /** Nobody of the tenant can do anything until it is lifted. */
  | 'SUSPENDED';

/** With what somebody pays, and how much. */
export type TenderInput = {
  /** How much; cash as it was handed over, before the change. */
  amount: MoneyInput;
  /** With what. */
  kind: TenderKind;
  /** The slip or transaction; the coverage or claim, which an insurer needs. */
  reference?: string | null | undefined;
};

/** With what somebody pays. */
export type TenderKind =
  /** A card, by a terminal of its own. */
  | 'CARD'
  /** Notes and coins; the only one that gives change. */
  | 'CASH'
  /** Paid later; needs a patient who owes it. */
  | 'CREDIT'
  /** An insurer pays; needs the coverage or claim as its reference. */
  | 'INSURANCE'
  /** Money that a telephone sends. */
  | 'MOBILE_MONEY';

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

/** Why there is more or less in a till. */
export type TillEntryKind =
  /** Cash that was put in without a sale. */
  | 'CASH_IN'
  /** Cash that was taken out without a sale: to the bank, or for an errand. */
  | 'CASH_OUT'
  /** Given back of the cash tendered. */
  | 'CHANGE'
  /** What counting found more, or less, than was expected. */
  | 'DIFFERENCE'
  /** The cash that it was opened with. */
  | 'OPENING'
  /** Given back for goods that were returned. */
  | 'REFUND'
  /** Tendered for a sale. */
  | 'SALE'
  /** Given back as the sale was voided. */
  | 'VOID';

/** Whether a till is being worked at. */
export type TillSessionStatus =
  /** Counted and closed; nothing of it changes any more. */
  | 'CLOSED'
  /** Its cashier sells. */
  | 'OPEN';

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

/** How a courier goes. */
export type Vehicle =
  /** By bicycle. */
  | 'BICYCLE'
  /** By car. */
  | 'CAR'
  /** On foot. */
  | 'FOOT'
  /** By motorcycle or scooter. */
  | 'MOTORCYCLE'
  /** By van. */
  | 'VAN';

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

/** A sale to undo. */
export type VoidSaleInput = {
  /** Why. */
  reason: string;
  /** The sale. */
  saleId: string | number;
};

/** A new prescription; it is a draft until its prescriber signs it. */
export type WritePrescriptionInput = {
  /** The branch that writes it; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | number | null | undefined;
  /** What the medicines are for. */
  diagnosis?: CodingInput | null | undefined;
  /** The branch that is to dispense it; any may when left out. */
  dispensingBranchId?: string | number | null | undefined;
  /** The encounter in which it is written; of the same patient. */
  encounterId?: string | number | null | undefined;
  /** The medicines, 1 to 20, in the order of the prescription. */
  items: Array<PrescriptionItemInput>;
  /** To the pharmacist. */
  note?: string | null | undefined;
  /** The patient. */
  patientId: string | number;
  /** The member of staff who prescribes and will sign; you when left out. */
  prescriberId?: string | number | null | undefined;
  /** The last day on which it may be dispensed; 3 months from today when left out, and at most 12. */
  validUntil?: string | null | undefined;
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
    | { __typename: 'AlertPolicy', id: string }
    | { __typename: 'AllergyIntolerance', id: string }
    | { __typename: 'ApiClient', id: string }
    | { __typename: 'Appointment', id: string }
    | { __typename: 'AppointmentChange', id: string }
    | { __typename: 'AttributeSet', id: string }
    | { __typename: 'AttributeSetRevision', id: string }
    | { __typename: 'BiologicalIndicator', id: string }
    | { __typename: 'BookableResource', id: string }
    | { __typename: 'Branch', code: string, timeZone: string, id: string }
    | { __typename: 'BranchClosure', id: string }
    | { __typename: 'BranchProduct', id: string }
    | { __typename: 'CallbackRequest', id: string }
    | { __typename: 'CollectionRequirement', id: string }
    | { __typename: 'ComplianceEvent', id: string }
    | { __typename: 'Condition', id: string }
    | { __typename: 'Consent', id: string }
    | { __typename: 'Courier', id: string }
    | { __typename: 'CustodyHandover', id: string }
    | { __typename: 'CustodyItem', id: string }
    | { __typename: 'Customer', id: string }
    | { __typename: 'Department', id: string }
    | { __typename: 'DiscountLimit', id: string }
    | { __typename: 'DispenseCheck', id: string }
    | { __typename: 'DoseRange', id: string }
    | { __typename: 'Encounter', id: string }
    | { __typename: 'Export', id: string }
    | { __typename: 'GoodsReceipt', id: string }
    | { __typename: 'GoodsReceiptLine', id: string }
    | { __typename: 'HandoverItem', id: string }
    | { __typename: 'HealthcareService', id: string }
    | { __typename: 'Instrument', id: string }
    | { __typename: 'InstrumentSet', id: string }
    | { __typename: 'InstrumentUse', id: string }
    | { __typename: 'LogisticsAlert', id: string }
    | { __typename: 'Lot', id: string }
    | { __typename: 'MedicationDispense', id: string }
    | { __typename: 'MedicationDispenseReturn', id: string }
    | { __typename: 'MedicationRequest', id: string }
    | { __typename: 'NoticeReceipt', id: string }
    | { __typename: 'Notification', id: string }
    | { __typename: 'OpticalPrescription', id: string }
    | { __typename: 'Order', id: string }
    | { __typename: 'OrderApproval', id: string }
    | { __typename: 'OrderLine', id: string }
    | { __typename: 'OrderRule', id: string }
    | { __typename: 'OrderWebhook', id: string }
    | { __typename: 'OrderWebhookDelivery', id: string }
    | { __typename: 'OrderWorkflow', id: string }
    | { __typename: 'Patient', name: string, id: string }
    | { __typename: 'Practitioner', id: string }
    | { __typename: 'PractitionerService', id: string }
    | { __typename: 'Prescription', id: string }
    | { __typename: 'PriceList', id: string }
    | { __typename: 'PriceListItem', id: string }
    | { __typename: 'Product', id: string }
    | { __typename: 'ProductAttributes', id: string }
    | { __typename: 'ProductUnit', id: string }
    | { __typename: 'PurchaseOrder', id: string }
    | { __typename: 'PurchaseOrderLine', id: string }
    | { __typename: 'QueueTicket', id: string }
    | { __typename: 'Recall', id: string }
    | { __typename: 'RegisterCount', id: string }
    | { __typename: 'RegisterCountLine', id: string }
    | { __typename: 'RegisterEntry', id: string }
    | { __typename: 'RegisterRequest', id: string }
    | { __typename: 'Sale', id: string }
    | { __typename: 'SaleLine', id: string }
    | { __typename: 'Schedule', id: string }
    | { __typename: 'ServicePoint', id: string }
    | { __typename: 'SigningKey', id: string }
    | { __typename: 'SlaClock', id: string }
    | { __typename: 'SlaPolicy', id: string }
    | { __typename: 'Specimen', id: string }
    | { __typename: 'SpecimenResult', id: string }
    | { __typename: 'Staff', displayName: string, id: string }
    | { __typename: 'SterilePackaging', id: string }
    | { __typename: 'SterilizationLoad', id: string }
    | { __typename: 'SterilizationProgramme', id: string }
    | { __typename: 'Sterilizer', id: string }
    | { __typename: 'StockCount', id: string }
    | { __typename: 'StockCountLine', id: string }
    | { __typename: 'StockItem', id: string }
    | { __typename: 'StockLocation', id: string }
    | { __typename: 'StockMovement', id: string }
    | { __typename: 'Substance', id: string }
    | { __typename: 'Supplier', id: string }
    | { __typename: 'SupplierPrice', id: string }
    | { __typename: 'SupplierProduct', id: string }
    | { __typename: 'SupplierReturn', id: string }
    | { __typename: 'SupplierReturnLine', id: string }
    | { __typename: 'Task', id: string }
    | { __typename: 'TaxRule', id: string }
    | { __typename: 'Team', id: string }
    | { __typename: 'TemperatureExcursion', id: string }
    | { __typename: 'TemperatureLogFile', id: string }
    | { __typename: 'TemperatureLogger', id: string }
    | { __typename: 'TemperatureWatch', id: string }
    | { __typename: 'Tenant', id: string }
    | { __typename: 'Till', id: string }
    | { __typename: 'TillEntry', id: string }
    | { __typename: 'TillSession', id: string }
    | { __typename: 'Transfer', id: string }
    | { __typename: 'TransferLine', id: string }
    | { __typename: 'TransferShipment', id: string }
    | { __typename: 'Unavailability', id: string }
    | { __typename: 'WaitlistEntry', id: string }
    | { __typename: 'WaitlistOffer', id: string }
    | { __typename: 'WebhookDelivery', id: string }
    | { __typename: 'WebhookEndpoint', id: string }
    | { __typename: 'WhatsAppChannel', id: string }
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

export type CreateProductMutationVariables = Exact<{
  input: CreateProductInput;
}>;


export type CreateProductMutation = { createProduct: { product: { id: string } | null, userErrors: Array<{ message: string }> } };

export type SetCollectionRequirementMutationVariables = Exact<{
  input: SetCollectionRequirementInput;
}>;


export type SetCollectionRequirementMutation = { setCollectionRequirement: { collectionRequirement: { id: string } | null, userErrors: Array<{ message: string }> } };

export type AddCourierMutationVariables = Exact<{
  input: AddCourierInput;
}>;


export type AddCourierMutation = { addCourier: { courier: { id: string } | null, userErrors: Array<{ message: string }> } };

export type GoOnShiftMutationVariables = Exact<{
  input: GoOnShiftInput;
}>;


export type GoOnShiftMutation = { goOnShift: { courier: { id: string, onShiftSince: string | null } | null, userErrors: Array<{ message: string }> } };

export type AddTemperatureLoggerMutationVariables = Exact<{
  input: AddTemperatureLoggerInput;
}>;


export type AddTemperatureLoggerMutation = { addTemperatureLogger: { logger: { id: string } | null, userErrors: Array<{ message: string }> } };

export type RegisterSigningKeyMutationVariables = Exact<{
  input: RegisterSigningKeyInput;
}>;


export type RegisterSigningKeyMutation = { registerSigningKey: { signingKey: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreateOrderMutationVariables = Exact<{
  input: CreateOrderInput;
}>;


export type CreateOrderMutation = { createOrder: { order: { id: string, version: number } | null, userErrors: Array<{ message: string }> } };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { order: { id: string, number: string | null, state: string } | null, userErrors: Array<{ message: string }> } };

export type MoveOrderMutationVariables = Exact<{
  input: MoveOrderInput;
}>;


export type MoveOrderMutation = { moveOrder: { order: { id: string, status: OrderStatus, state: string } | null, userErrors: Array<{ message: string }> } };

export type FollowOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type FollowOrderQuery = { order: { id: string, number: string | null, status: OrderStatus, state: string, version: number, dispatch: string | null, steps: Array<{ id: string, step: string, toState: string, trigger: string | null }>, slaClocks: Array<{ status: SlaClockStatus, policy: { code: string } }>, specimens: Array<{ id: string, accessionNumber: string, status: SpecimenStatus, held: boolean, holdSource: string | null, version: number, minCelsius: number | null, maxCelsius: number | null, releaseReason: string | null, results: Array<{ title: string }> }>, tasks: Array<{ id: string, number: string, kind: TaskKind, status: TaskStatus, outcome: TaskOutcome | null, arrivedAt: string | null, startedAt: string | null, items: Array<{ itemId: string | null, code: string | null }>, steps: Array<{ id: string, step: TaskStepKind }>, proofs: Array<{ kind: TaskProofKind }> }> } | null };

export type SampleFragment = { id: string, accessionNumber: string, status: SpecimenStatus, held: boolean, holdSource: string | null, version: number, minCelsius: number | null, maxCelsius: number | null, releaseReason: string | null, results: Array<{ title: string }> };

export type ErrandFragment = { id: string, number: string, kind: TaskKind, status: TaskStatus, outcome: TaskOutcome | null, arrivedAt: string | null, startedAt: string | null, items: Array<{ itemId: string | null, code: string | null }>, steps: Array<{ id: string, step: TaskStepKind }>, proofs: Array<{ kind: TaskProofKind }> };

export type ExplainOrderQueryVariables = Exact<{
  id: string | number;
}>;


export type ExplainOrderQuery = { explainOrder: { decided: boolean, rules: Array<{ name: string, holds: boolean, conditions: Array<{ kind: RuleConditionKind, attribute: string | null, holds: boolean | null, expected: unknown, found: unknown }> }>, actions: Array<{ ruleName: string, action: unknown }> } | null };

export type ExplainDispatchQueryVariables = Exact<{
  taskId: string | number;
}>;


export type ExplainDispatchQuery = { explainDispatch: { courier: { id: string } | null, tasks: Array<{ id: string, courier: { id: string } | null }>, candidates: Array<{ addedMinutes: number | null, courier: { id: string }, obstacles: Array<{ code: DispatchObstacleCode }> }> } | null };

export type MyNoticesQueryVariables = Exact<{ [key: string]: never; }>;


export type MyNoticesQuery = { myNotices: { nodes: Array<{ notice: { title: string, text: string, about: string | null, teams: Array<string> } }> } };

export type AcceptTaskMutationVariables = Exact<{
  input: AcceptTaskInput;
}>;


export type AcceptTaskMutation = { acceptTask: { task: { id: string } | null, userErrors: Array<{ message: string }> } };

export type StartTaskMutationVariables = Exact<{
  input: StartTaskInput;
}>;


export type StartTaskMutation = { startTask: { task: { id: string, startedAt: string | null } | null, userErrors: Array<{ message: string }> } };

export type CompleteTaskMutationVariables = Exact<{
  input: CompleteTaskInput;
}>;


export type CompleteTaskMutation = { completeTask: { task: { id: string, status: TaskStatus, outcome: TaskOutcome | null } | null, userErrors: Array<{ message: string }> } };

export type ReportPositionsMutationVariables = Exact<{
  input: ReportPositionsInput;
}>;


export type ReportPositionsMutation = { reportPositions: { taken: number, known: number, rejected: Array<{ index: number, reason: PositionRejection }>, userErrors: Array<{ message: string }> } };

export type CollectSpecimensMutationVariables = Exact<{
  input: CollectSpecimensInput;
}>;


export type CollectSpecimensMutation = { collectSpecimens: { specimens: Array<{ id: string, status: SpecimenStatus }>, userErrors: Array<{ message: string }> } };

export type ReceiveSpecimensMutationVariables = Exact<{
  input: ReceiveSpecimensInput;
}>;


export type ReceiveSpecimensMutation = { receiveSpecimens: { specimens: Array<{ id: string, status: SpecimenStatus }>, warnings: Array<{ message: string }>, userErrors: Array<{ message: string }> } };

export type ReleaseSpecimenMutationVariables = Exact<{
  input: ReleaseSpecimenInput;
}>;


export type ReleaseSpecimenMutation = { releaseSpecimen: { specimen: { id: string, held: boolean } | null, userErrors: Array<{ message: string }> } };

export type RecordSpecimenResultMutationVariables = Exact<{
  input: RecordSpecimenResultInput;
}>;


export type RecordSpecimenResultMutation = { recordSpecimenResult: { specimen: { id: string, status: SpecimenStatus } | null, userErrors: Array<{ message: string }> } };

export type ProposeHandoverMutationVariables = Exact<{
  input: ProposeHandoverInput;
}>;


export type ProposeHandoverMutation = { proposeHandover: { handover: { id: string, items: Array<{ itemId: string, text: string, previousHash: string, hash: string }> } | null, userErrors: Array<{ message: string }> } };

export type SignHandoverMutationVariables = Exact<{
  input: SignHandoverInput;
}>;


export type SignHandoverMutation = { signHandover: { handover: { id: string, status: HandoverStatus } | null, userErrors: Array<{ message: string }> } };

export type AcceptHandoverMutationVariables = Exact<{
  input: AcceptHandoverInput;
}>;


export type AcceptHandoverMutation = { acceptHandover: { handover: { id: string, status: HandoverStatus } | null, userErrors: Array<{ message: string }> } };

export type CustodyOfItemQueryVariables = Exact<{
  itemId: string | number;
}>;


export type CustodyOfItemQuery = { custodyChain: { entries: Array<{ sequence: number, from: { name: string }, to: { name: string }, signatures: Array<{ side: CustodySide }> }>, verdict: { isWhole: boolean, length: number, holder: { name: string } | null, faults: Array<{ code: CustodyFaultCode }> } } | null };

export type VerifyCustodyQueryVariables = Exact<{
  document: string;
}>;


export type VerifyCustodyQuery = { verifyCustody: { isWhole: boolean, length: number, fault: { code: CustodyFaultCode, sequence: number, side: CustodySide | null, message: string } | null } };

export type StartTemperatureWatchMutationVariables = Exact<{
  input: StartTemperatureWatchInput;
}>;


export type StartTemperatureWatchMutation = { startTemperatureWatch: { watch: { id: string } | null, userErrors: Array<{ message: string }> } };

export type ImportTemperatureLogMutationVariables = Exact<{
  input: ImportTemperatureLogInput;
}>;


export type ImportTemperatureLogMutation = { importTemperatureLog: { isRepeated: boolean, file: { status: TemperatureLogStatus, report: { taken: number, leftOutCount: number } | null } | null, userErrors: Array<{ message: string }> } };

export type WatchedTemperaturesQueryVariables = Exact<{
  id: string | number;
}>;


export type WatchedTemperaturesQuery = { temperatureWatch: { excursions: { nodes: Array<{ id: string, kind: TemperatureExcursionKind, alertedAt: string | null, extremeCelsius: number | null, status: TemperatureExcursionStatus }> } } | null };

export type CourierPositionQueryVariables = Exact<{
  id: string | number;
}>;


export type CourierPositionQuery = { courier: { id: string, position: { at: string, latitude: number, longitude: number } | null } | null };

export type CreateStaffMutationVariables = Exact<{
  input: CreateStaffInput;
}>;


export type CreateStaffMutation = { createStaff: { staff: { id: string } | null, userErrors: Array<{ message: string }> } };

export type FindProductQueryVariables = Exact<{
  search: string;
}>;


export type FindProductQuery = { products: { nodes: Array<{ id: string, name: string, gtin: string | null, medication: { prescriptionRequired: boolean, controlledSchedule: string | null, ingredients: Array<{ substance: { name: string } }> } | null }> } };

export type DayPatientsQueryVariables = Exact<{ [key: string]: never; }>;


export type DayPatientsQuery = { patients: { nodes: Array<{ id: string, name: string, deceased: boolean }> } };

export type SetBranchProductMutationVariables = Exact<{
  input: SetBranchProductInput;
}>;


export type SetBranchProductMutation = { setBranchProduct: { branchProduct: { id: string } | null, userErrors: Array<{ message: string }> } };

export type SetTaxRuleMutationVariables = Exact<{
  input: SetTaxRuleInput;
}>;


export type SetTaxRuleMutation = { setTaxRule: { taxRule: { id: string } | null, userErrors: Array<{ message: string }> } };

export type SetDiscountLimitMutationVariables = Exact<{
  input: SetDiscountLimitInput;
}>;


export type SetDiscountLimitMutation = { setDiscountLimit: { discountLimit: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreateSupplierMutationVariables = Exact<{
  input: CreateSupplierInput;
}>;


export type CreateSupplierMutation = { createSupplier: { supplier: { id: string } | null, userErrors: Array<{ message: string }> } };

export type CreatePurchaseOrderMutationVariables = Exact<{
  input: CreatePurchaseOrderInput;
}>;


export type CreatePurchaseOrderMutation = { createPurchaseOrder: { purchaseOrder: { id: string, version: number, number: string, lines: Array<{ id: string, product: { id: string } | null }> } | null, userErrors: Array<{ message: string }> } };

export type ApprovePurchaseOrderMutationVariables = Exact<{
  input: ApprovePurchaseOrderInput;
}>;


export type ApprovePurchaseOrderMutation = { approvePurchaseOrder: { purchaseOrder: { id: string, version: number } | null, userErrors: Array<{ message: string }> } };

export type SendPurchaseOrderMutationVariables = Exact<{
  input: SendPurchaseOrderInput;
}>;


export type SendPurchaseOrderMutation = { sendPurchaseOrder: { purchaseOrder: { id: string, version: number } | null, userErrors: Array<{ message: string }> } };

export type ReceiveGoodsMutationVariables = Exact<{
  input: ReceiveGoodsInput;
}>;


export type ReceiveGoodsMutation = { receiveGoods: { goodsReceipt: { number: string, lines: Array<{ quantity: number, product: { id: string } | null, lot: { id: string, number: string | null, expiresOn: string | null, expiryDayKnown: boolean } | null }> } | null, purchaseOrder: { status: PurchaseOrderStatus } | null, userErrors: Array<{ message: string }> } };

export type WritePrescriptionMutationVariables = Exact<{
  input: WritePrescriptionInput;
}>;


export type WritePrescriptionMutation = { writePrescription: { prescription: { id: string, version: number, items: Array<{ id: string }> } | null, userErrors: Array<{ message: string }> } };

export type SignPrescriptionMutationVariables = Exact<{
  input: SignPrescriptionInput;
}>;


export type SignPrescriptionMutation = { signPrescription: { prescription: { id: string, number: string | null, status: MedicationRequestStatus, scanCode: string | null } | null, userErrors: Array<{ message: string }> } };

export type PrescriptionByCodeQueryVariables = Exact<{
  code: string;
}>;


export type PrescriptionByCodeQuery = { prescriptionByCode: { id: string, number: string | null, patient: { id: string } } | null };

export type PrepareDispenseMutationVariables = Exact<{
  input: PrepareDispenseInput;
}>;


export type PrepareDispenseMutation = { prepareDispense: { dispense: { id: string, version: number, status: MedicationDispenseStatus, quantity: number, labelText: string, prescription: { id: string } | null, product: { id: string } | null, lots: Array<{ quantity: number, lot: { id: string } | null }>, checks: Array<{ id: string, kind: DispenseCheckKind, severity: DispenseCheckSeverity, source: string | null, message: string }>, openChecks: Array<{ id: string, kind: DispenseCheckKind }> } | null, userErrors: Array<{ message: string }> } };

export type OverrideCheckMutationVariables = Exact<{
  input: OverrideCheckInput;
}>;


export type OverrideCheckMutation = { overrideCheck: { dispense: { id: string, version: number, status: MedicationDispenseStatus, quantity: number, labelText: string, prescription: { id: string } | null, product: { id: string } | null, lots: Array<{ quantity: number, lot: { id: string } | null }>, checks: Array<{ id: string, kind: DispenseCheckKind, severity: DispenseCheckSeverity, source: string | null, message: string }>, openChecks: Array<{ id: string, kind: DispenseCheckKind }> } | null, userErrors: Array<{ message: string }> } };

export type CheckDispenseMutationVariables = Exact<{
  input: CheckDispenseInput;
}>;


export type CheckDispenseMutation = { checkDispense: { dispense: { id: string, version: number, status: MedicationDispenseStatus, quantity: number, labelText: string, prescription: { id: string } | null, product: { id: string } | null, lots: Array<{ quantity: number, lot: { id: string } | null }>, checks: Array<{ id: string, kind: DispenseCheckKind, severity: DispenseCheckSeverity, source: string | null, message: string }>, openChecks: Array<{ id: string, kind: DispenseCheckKind }> } | null, userErrors: Array<{ message: string }> } };

export type HandOverDispenseMutationVariables = Exact<{
  input: HandOverDispenseInput;
}>;


export type HandOverDispenseMutation = { handOverDispense: { dispense: { id: string, version: number, status: MedicationDispenseStatus, quantity: number, labelText: string, prescription: { id: string } | null, product: { id: string } | null, lots: Array<{ quantity: number, lot: { id: string } | null }>, checks: Array<{ id: string, kind: DispenseCheckKind, severity: DispenseCheckSeverity, source: string | null, message: string }>, openChecks: Array<{ id: string, kind: DispenseCheckKind }> } | null, userErrors: Array<{ message: string }> } };

export type PreparedFragment = { id: string, version: number, status: MedicationDispenseStatus, quantity: number, labelText: string, prescription: { id: string } | null, product: { id: string } | null, lots: Array<{ quantity: number, lot: { id: string } | null }>, checks: Array<{ id: string, kind: DispenseCheckKind, severity: DispenseCheckSeverity, source: string | null, message: string }>, openChecks: Array<{ id: string, kind: DispenseCheckKind }> };

export type AddTillMutationVariables = Exact<{
  input: AddTillInput;
}>;


export type AddTillMutation = { addTill: { till: { id: string } | null, userErrors: Array<{ message: string }> } };

export type OpenTillMutationVariables = Exact<{
  input: OpenTillInput;
}>;


export type OpenTillMutation = { openTill: { tillSession: { id: string } | null, userErrors: Array<{ message: string }> } };

export type StartSaleMutationVariables = Exact<{
  input: StartSaleInput;
}>;


export type StartSaleMutation = { startSale: { sale: { id: string } | null, userErrors: Array<{ message: string }> } };

export type AddSaleLineMutationVariables = Exact<{
  input: AddSaleLineInput;
}>;


export type AddSaleLineMutation = { addSaleLine: { sale: { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } } | null, userErrors: Array<{ message: string }> } };

export type AddDispenseLineMutationVariables = Exact<{
  input: AddDispenseLineInput;
}>;


export type AddDispenseLineMutation = { addDispenseLine: { sale: { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } } | null, userErrors: Array<{ message: string }> } };

export type DiscountSaleMutationVariables = Exact<{
  input: DiscountSaleInput;
}>;


export type DiscountSaleMutation = { discountSale: { sale: { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } } | null, userErrors: Array<{ message: string }> } };

export type CompleteSaleMutationVariables = Exact<{
  input: CompleteSaleInput;
}>;


export type CompleteSaleMutation = { completeSale: { sale: { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } } | null, userErrors: Array<{ message: string }> } };

export type VoidSaleMutationVariables = Exact<{
  input: VoidSaleInput;
}>;


export type VoidSaleMutation = { voidSale: { sale: { id: string, status: SaleStatus } | null, userErrors: Array<{ message: string }> } };

export type ReturnSaleMutationVariables = Exact<{
  input: ReturnSaleInput;
}>;


export type ReturnSaleMutation = { returnSale: { sale: { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } } | null, userErrors: Array<{ message: string }> } };

export type BasketFragment = { id: string, version: number, status: SaleStatus, receiptNumber: string | null, receiptText: string | null, lines: Array<{ id: string, quantity: number, product: { id: string } | null, amount: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string } }>, total: { amountMinor: string }, tax: { amountMinor: string }, discount: { amountMinor: string }, change: { amountMinor: string } };

export type TillSessionReportQueryVariables = Exact<{
  id: string | number;
}>;


export type TillSessionReportQuery = { tillSession: { status: TillSessionStatus, report: Array<{ tender: TenderKind, expected: { amountMinor: string }, counted: { amountMinor: string } | null, difference: { amountMinor: string } | null, kinds: Array<{ kind: TillEntryKind, amount: { amountMinor: string } }> }> } | null };

export type CloseTillMutationVariables = Exact<{
  input: CloseTillInput;
}>;


export type CloseTillMutation = { closeTill: { tillSession: { id: string, status: TillSessionStatus, report: Array<{ tender: TenderKind, difference: { amountMinor: string } | null }> } | null, userErrors: Array<{ message: string }> } };

export type RecallLotsMutationVariables = Exact<{
  input: RecallLotsInput;
}>;


export type RecallLotsMutation = { recallLots: { recall: { id: string, reached: { patients: number, packs: number, unknownCustomers: number }, patients: { nodes: Array<{ quantity: number, patient: { id: string } }> } } | null, userErrors: Array<{ message: string }> } };

export type PharmacyCloseQueryVariables = Exact<{
  branchId: string | number;
  from: string;
  until: string;
}>;


export type PharmacyCloseQuery = { salesByDay: Array<{ receipts: number, units: number, revenue: { amountMinor: string }, tax: { amountMinor: string }, cost: { amountMinor: string }, margin: { amountMinor: string }, revenueWithoutCost: { amountMinor: string } }>, salesByProduct: Array<{ units: number, revenue: { amountMinor: string }, product: { id: string } | null }>, salesByCashier: Array<{ revenue: { amountMinor: string }, cashier: { id: string, displayName: string } | null }>, tenderReport: Array<{ tender: TenderKind, amount: { amountMinor: string } }>, tillDifferences: Array<{ tender: TenderKind, reason: string | null, difference: { amountMinor: string } }>, stockValuation: { unvalued: number, total: { amountMinor: string } }, controlledBalances: Array<{ balance: number, onHand: number, entries: number, product: { id: string } | null }>, branch: { tills: Array<{ name: string }> } | null };

export type ReceiptNumbersQueryVariables = Exact<{
  branchId: string | number;
  after?: string | null | undefined;
}>;


export type ReceiptNumbersQuery = { sales: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ receiptNumber: string | null, status: SaleStatus, kind: SaleKind, total: { amountMinor: string } }> } };

export type StockOfProductsQueryVariables = Exact<{
  after?: string | null | undefined;
  branchId: string | number;
}>;


export type StockOfProductsQuery = { stockItems: { pageInfo: { hasNextPage: boolean, endCursor: string | null }, nodes: Array<{ onHand: number, reserved: number, available: number, status: StockStatus, product: { id: string } | null, lot: { id: string } | null }> } };

export type PatientMedicinesQueryVariables = Exact<{
  id: string | number;
}>;


export type PatientMedicinesQuery = { patient: { name: string, prescriptions: { totalCount: number }, activeMedications: Array<{ status: MedicationRequestStatus, product: { name: string, stock: Array<{ available: number, branch: { id: string } }>, medication: { genericName: string | null } | null } | null }> } | null };

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

export const SampleFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sample"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Specimen"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accessionNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"holdSource"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"minCelsius"}},{"kind":"Field","name":{"kind":"Name","value":"maxCelsius"}},{"kind":"Field","name":{"kind":"Name","value":"releaseReason"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}}]} as unknown as DocumentNode<SampleFragment, unknown>;
export const ErrandFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Errand"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"arrivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"itemId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"step"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proofs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<ErrandFragment, unknown>;
export const PreparedFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Prepared"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MedicationDispense"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"labelText"}},{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openChecks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<PreparedFragment, unknown>;
export const BasketFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<BasketFragment, unknown>;
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
export const CreateProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateProductInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createProduct"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateProductMutation, CreateProductMutationVariables>;
export const SetCollectionRequirementDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetCollectionRequirement"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetCollectionRequirementInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setCollectionRequirement"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectionRequirement"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetCollectionRequirementMutation, SetCollectionRequirementMutationVariables>;
export const AddCourierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddCourier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddCourierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addCourier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddCourierMutation, AddCourierMutationVariables>;
export const GoOnShiftDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"GoOnShift"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"GoOnShiftInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goOnShift"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"onShiftSince"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<GoOnShiftMutation, GoOnShiftMutationVariables>;
export const AddTemperatureLoggerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddTemperatureLogger"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddTemperatureLoggerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addTemperatureLogger"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"logger"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddTemperatureLoggerMutation, AddTemperatureLoggerMutationVariables>;
export const RegisterSigningKeyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RegisterSigningKey"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RegisterSigningKeyInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"registerSigningKey"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signingKey"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RegisterSigningKeyMutation, RegisterSigningKeyMutationVariables>;
export const CreateOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateOrderMutation, CreateOrderMutationVariables>;
export const PlaceOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PlaceOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PlaceOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"placeOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const MoveOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"MoveOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"MoveOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"moveOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"state"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<MoveOrderMutation, MoveOrderMutationVariables>;
export const FollowOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FollowOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"order"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"dispatch"}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"step"}},{"kind":"Field","name":{"kind":"Name","value":"toState"}},{"kind":"Field","name":{"kind":"Name","value":"trigger"}}]}},{"kind":"Field","name":{"kind":"Name","value":"slaClocks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"policy"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"specimens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Sample"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Errand"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Sample"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Specimen"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"accessionNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"held"}},{"kind":"Field","name":{"kind":"Name","value":"holdSource"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"minCelsius"}},{"kind":"Field","name":{"kind":"Name","value":"maxCelsius"}},{"kind":"Field","name":{"kind":"Name","value":"releaseReason"}},{"kind":"Field","name":{"kind":"Name","value":"results"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Errand"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Task"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}},{"kind":"Field","name":{"kind":"Name","value":"arrivedAt"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"itemId"}},{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"steps"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"step"}}]}},{"kind":"Field","name":{"kind":"Name","value":"proofs"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<FollowOrderQuery, FollowOrderQueryVariables>;
export const ExplainOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplainOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"explainOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"decided"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"holds"}},{"kind":"Field","name":{"kind":"Name","value":"conditions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"attribute"}},{"kind":"Field","name":{"kind":"Name","value":"holds"}},{"kind":"Field","name":{"kind":"Name","value":"expected"}},{"kind":"Field","name":{"kind":"Name","value":"found"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"actions"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"ruleName"}},{"kind":"Field","name":{"kind":"Name","value":"action"}}]}}]}}]}}]} as unknown as DocumentNode<ExplainOrderQuery, ExplainOrderQueryVariables>;
export const ExplainDispatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ExplainDispatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"explainDispatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"taskId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"taskId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tasks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"courier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"candidates"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"obstacles"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}},{"kind":"Field","name":{"kind":"Name","value":"addedMinutes"}}]}}]}}]}}]} as unknown as DocumentNode<ExplainDispatchQuery, ExplainDispatchQueryVariables>;
export const MyNoticesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"MyNotices"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"myNotices"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"50"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"notice"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"title"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"about"}},{"kind":"Field","name":{"kind":"Name","value":"teams"}}]}}]}}]}}]}}]} as unknown as DocumentNode<MyNoticesQuery, MyNoticesQueryVariables>;
export const AcceptTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptTaskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptTaskMutation, AcceptTaskMutationVariables>;
export const StartTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartTaskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"startedAt"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartTaskMutation, StartTaskMutationVariables>;
export const CompleteTaskDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteTask"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteTaskInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeTask"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"task"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"outcome"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CompleteTaskMutation, CompleteTaskMutationVariables>;
export const ReportPositionsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReportPositions"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReportPositionsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"reportPositions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taken"}},{"kind":"Field","name":{"kind":"Name","value":"known"}},{"kind":"Field","name":{"kind":"Name","value":"rejected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"index"}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReportPositionsMutation, ReportPositionsMutationVariables>;
export const CollectSpecimensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CollectSpecimens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CollectSpecimensInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"collectSpecimens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"specimens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CollectSpecimensMutation, CollectSpecimensMutationVariables>;
export const ReceiveSpecimensDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceiveSpecimens"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceiveSpecimensInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receiveSpecimens"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"specimens"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"warnings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceiveSpecimensMutation, ReceiveSpecimensMutationVariables>;
export const ReleaseSpecimenDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReleaseSpecimen"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReleaseSpecimenInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"releaseSpecimen"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"specimen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"held"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReleaseSpecimenMutation, ReleaseSpecimenMutationVariables>;
export const RecordSpecimenResultDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecordSpecimenResult"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecordSpecimenResultInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recordSpecimenResult"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"specimen"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecordSpecimenResultMutation, RecordSpecimenResultMutationVariables>;
export const ProposeHandoverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ProposeHandover"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ProposeHandoverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"proposeHandover"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"itemId"}},{"kind":"Field","name":{"kind":"Name","value":"text"}},{"kind":"Field","name":{"kind":"Name","value":"previousHash"}},{"kind":"Field","name":{"kind":"Name","value":"hash"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ProposeHandoverMutation, ProposeHandoverMutationVariables>;
export const SignHandoverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignHandover"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignHandoverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signHandover"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignHandoverMutation, SignHandoverMutationVariables>;
export const AcceptHandoverDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AcceptHandover"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AcceptHandoverInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"acceptHandover"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handover"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AcceptHandoverMutation, AcceptHandoverMutationVariables>;
export const CustodyOfItemDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustodyOfItem"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"itemId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"custodyChain"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"itemId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"itemId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"entries"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"from"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"to"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"signatures"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"side"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"verdict"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isWhole"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"holder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"faults"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustodyOfItemQuery, CustodyOfItemQueryVariables>;
export const VerifyCustodyDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"VerifyCustody"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"document"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"verifyCustody"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"document"},"value":{"kind":"Variable","name":{"kind":"Name","value":"document"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isWhole"}},{"kind":"Field","name":{"kind":"Name","value":"length"}},{"kind":"Field","name":{"kind":"Name","value":"fault"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"sequence"}},{"kind":"Field","name":{"kind":"Name","value":"side"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VerifyCustodyQuery, VerifyCustodyQueryVariables>;
export const StartTemperatureWatchDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartTemperatureWatch"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartTemperatureWatchInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startTemperatureWatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"watch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartTemperatureWatchMutation, StartTemperatureWatchMutationVariables>;
export const ImportTemperatureLogDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ImportTemperatureLog"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ImportTemperatureLogInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"importTemperatureLog"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"isRepeated"}},{"kind":"Field","name":{"kind":"Name","value":"file"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"report"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taken"}},{"kind":"Field","name":{"kind":"Name","value":"leftOutCount"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ImportTemperatureLogMutation, ImportTemperatureLogMutationVariables>;
export const WatchedTemperaturesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"WatchedTemperatures"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"temperatureWatch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"excursions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"alertedAt"}},{"kind":"Field","name":{"kind":"Name","value":"extremeCelsius"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}}]}}]}}]}}]} as unknown as DocumentNode<WatchedTemperaturesQuery, WatchedTemperaturesQueryVariables>;
export const CourierPositionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CourierPosition"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"courier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"position"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"latitude"}},{"kind":"Field","name":{"kind":"Name","value":"longitude"}}]}}]}}]}}]} as unknown as DocumentNode<CourierPositionQuery, CourierPositionQueryVariables>;
export const CreateStaffDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateStaff"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateStaffInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createStaff"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"staff"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateStaffMutation, CreateStaffMutationVariables>;
export const FindProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"FindProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"search"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"products"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"1"}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"search"},"value":{"kind":"Variable","name":{"kind":"Name","value":"search"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"gtin"}},{"kind":"Field","name":{"kind":"Name","value":"medication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prescriptionRequired"}},{"kind":"Field","name":{"kind":"Name","value":"controlledSchedule"}},{"kind":"Field","name":{"kind":"Name","value":"ingredients"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"substance"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<FindProductQuery, FindProductQueryVariables>;
export const DayPatientsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"DayPatients"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"24"}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"field"},"value":{"kind":"EnumValue","value":"CREATED_AT"}},{"kind":"ObjectField","name":{"kind":"Name","value":"direction"},"value":{"kind":"EnumValue","value":"DESC"}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"deceased"}}]}}]}}]}}]} as unknown as DocumentNode<DayPatientsQuery, DayPatientsQueryVariables>;
export const SetBranchProductDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetBranchProduct"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetBranchProductInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setBranchProduct"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"branchProduct"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetBranchProductMutation, SetBranchProductMutationVariables>;
export const SetTaxRuleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetTaxRule"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetTaxRuleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setTaxRule"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"taxRule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetTaxRuleMutation, SetTaxRuleMutationVariables>;
export const SetDiscountLimitDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SetDiscountLimit"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SetDiscountLimitInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"setDiscountLimit"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discountLimit"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SetDiscountLimitMutation, SetDiscountLimitMutationVariables>;
export const CreateSupplierDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreateSupplier"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreateSupplierInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createSupplier"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"supplier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreateSupplierMutation, CreateSupplierMutationVariables>;
export const CreatePurchaseOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CreatePurchaseOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CreatePurchaseOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"createPurchaseOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purchaseOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CreatePurchaseOrderMutation, CreatePurchaseOrderMutationVariables>;
export const ApprovePurchaseOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ApprovePurchaseOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ApprovePurchaseOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"approvePurchaseOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purchaseOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ApprovePurchaseOrderMutation, ApprovePurchaseOrderMutationVariables>;
export const SendPurchaseOrderDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SendPurchaseOrder"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SendPurchaseOrderInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sendPurchaseOrder"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"purchaseOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SendPurchaseOrderMutation, SendPurchaseOrderMutationVariables>;
export const ReceiveGoodsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReceiveGoods"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReceiveGoodsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receiveGoods"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"goodsReceipt"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"expiresOn"}},{"kind":"Field","name":{"kind":"Name","value":"expiryDayKnown"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"purchaseOrder"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<ReceiveGoodsMutation, ReceiveGoodsMutationVariables>;
export const WritePrescriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"WritePrescription"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"WritePrescriptionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"writePrescription"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"items"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<WritePrescriptionMutation, WritePrescriptionMutationVariables>;
export const SignPrescriptionDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"SignPrescription"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"SignPrescriptionInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"signPrescription"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"scanCode"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<SignPrescriptionMutation, SignPrescriptionMutationVariables>;
export const PrescriptionByCodeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PrescriptionByCode"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"code"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prescriptionByCode"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"code"},"value":{"kind":"Variable","name":{"kind":"Name","value":"code"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"number"}},{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]} as unknown as DocumentNode<PrescriptionByCodeQuery, PrescriptionByCodeQueryVariables>;
export const PrepareDispenseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PrepareDispense"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PrepareDispenseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"prepareDispense"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispense"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Prepared"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Prepared"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MedicationDispense"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"labelText"}},{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openChecks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<PrepareDispenseMutation, PrepareDispenseMutationVariables>;
export const OverrideCheckDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OverrideCheck"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OverrideCheckInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"overrideCheck"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispense"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Prepared"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Prepared"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MedicationDispense"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"labelText"}},{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openChecks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<OverrideCheckMutation, OverrideCheckMutationVariables>;
export const CheckDispenseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CheckDispense"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CheckDispenseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"checkDispense"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispense"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Prepared"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Prepared"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MedicationDispense"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"labelText"}},{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openChecks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<CheckDispenseMutation, CheckDispenseMutationVariables>;
export const HandOverDispenseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"HandOverDispense"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"HandOverDispenseInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"handOverDispense"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"dispense"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Prepared"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Prepared"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"MedicationDispense"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"labelText"}},{"kind":"Field","name":{"kind":"Name","value":"prescription"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lots"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"checks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"severity"}},{"kind":"Field","name":{"kind":"Name","value":"source"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}},{"kind":"Field","name":{"kind":"Name","value":"openChecks"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}}]}}]}}]} as unknown as DocumentNode<HandOverDispenseMutation, HandOverDispenseMutationVariables>;
export const AddTillDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddTill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddTillInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addTill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"till"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<AddTillMutation, AddTillMutationVariables>;
export const OpenTillDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"OpenTill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"OpenTillInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"openTill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tillSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<OpenTillMutation, OpenTillMutationVariables>;
export const StartSaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"StartSale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"StartSaleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"startSale"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<StartSaleMutation, StartSaleMutationVariables>;
export const AddSaleLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddSaleLine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddSaleLineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addSaleLine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Basket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<AddSaleLineMutation, AddSaleLineMutationVariables>;
export const AddDispenseLineDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"AddDispenseLine"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"AddDispenseLineInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"addDispenseLine"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Basket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<AddDispenseLineMutation, AddDispenseLineMutationVariables>;
export const DiscountSaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"DiscountSale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"DiscountSaleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"discountSale"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Basket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<DiscountSaleMutation, DiscountSaleMutationVariables>;
export const CompleteSaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CompleteSale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CompleteSaleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"completeSale"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Basket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<CompleteSaleMutation, CompleteSaleMutationVariables>;
export const VoidSaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"VoidSale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"VoidSaleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"voidSale"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<VoidSaleMutation, VoidSaleMutationVariables>;
export const ReturnSaleDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"ReturnSale"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ReturnSaleInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"returnSale"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sale"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Basket"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Basket"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Sale"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"receiptText"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"discount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"change"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]} as unknown as DocumentNode<ReturnSaleMutation, ReturnSaleMutationVariables>;
export const TillSessionReportDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"TillSessionReport"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tillSession"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"report"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tender"}},{"kind":"Field","name":{"kind":"Name","value":"expected"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"counted"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"kinds"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<TillSessionReportQuery, TillSessionReportQueryVariables>;
export const CloseTillDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"CloseTill"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"CloseTillInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"closeTill"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tillSession"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"report"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tender"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<CloseTillMutation, CloseTillMutationVariables>;
export const RecallLotsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"RecallLots"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"RecallLotsInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recallLots"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"recall"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"reached"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patients"}},{"kind":"Field","name":{"kind":"Name","value":"packs"}},{"kind":"Field","name":{"kind":"Name","value":"unknownCustomers"}}]}},{"kind":"Field","name":{"kind":"Name","value":"patients"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"quantity"}},{"kind":"Field","name":{"kind":"Name","value":"patient"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]}}]}}]} as unknown as DocumentNode<RecallLotsMutation, RecallLotsMutationVariables>;
export const PharmacyCloseDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PharmacyClose"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"from"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"until"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"Date"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","alias":{"kind":"Name","value":"salesByDay"},"name":{"kind":"Name","value":"salesReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"EnumValue","value":"DAY"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"3"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receipts"}},{"kind":"Field","name":{"kind":"Name","value":"units"}},{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"tax"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"margin"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"revenueWithoutCost"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"salesByProduct"},"name":{"kind":"Name","value":"salesReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"EnumValue","value":"PRODUCT"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"units"}},{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","alias":{"kind":"Name","value":"salesByCashier"},"name":{"kind":"Name","value":"salesReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}},{"kind":"Argument","name":{"kind":"Name","value":"by"},"value":{"kind":"EnumValue","value":"CASHIER"}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"10"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"revenue"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"cashier"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"displayName"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tenderReport"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tender"}},{"kind":"Field","name":{"kind":"Name","value":"amount"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tillDifferences"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"from"},"value":{"kind":"Variable","name":{"kind":"Name","value":"from"}}},{"kind":"Argument","name":{"kind":"Name","value":"until"},"value":{"kind":"Variable","name":{"kind":"Name","value":"until"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tender"}},{"kind":"Field","name":{"kind":"Name","value":"difference"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"reason"}}]}},{"kind":"Field","name":{"kind":"Name","value":"stockValuation"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}},{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"0"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"unvalued"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"controlledBalances"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"balance"}},{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"entries"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tills"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]} as unknown as DocumentNode<PharmacyCloseQuery, PharmacyCloseQueryVariables>;
export const ReceiptNumbersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"ReceiptNumbers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"sales"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"receiptNumber"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"kind"}},{"kind":"Field","name":{"kind":"Name","value":"total"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"amountMinor"}}]}}]}}]}}]}}]} as unknown as DocumentNode<ReceiptNumbersQuery, ReceiptNumbersQueryVariables>;
export const StockOfProductsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"StockOfProducts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"stockItems"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"100"}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"branchId"},"value":{"kind":"Variable","name":{"kind":"Name","value":"branchId"}}}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"onHand"}},{"kind":"Field","name":{"kind":"Name","value":"reserved"}},{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}},{"kind":"Field","name":{"kind":"Name","value":"lot"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}}]}}]}}]} as unknown as DocumentNode<StockOfProductsQuery, StockOfProductsQueryVariables>;
export const PatientMedicinesDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"PatientMedicines"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patient"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"prescriptions"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"20"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"activeMedications"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"status"}},{"kind":"Field","name":{"kind":"Name","value":"product"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"stock"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"available"}},{"kind":"Field","name":{"kind":"Name","value":"branch"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"medication"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"genericName"}}]}}]}}]}}]}}]}}]} as unknown as DocumentNode<PatientMedicinesQuery, PatientMedicinesQueryVariables>;
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