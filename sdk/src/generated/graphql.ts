/** Internal type. DO NOT USE DIRECTLY. */
type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
/** Internal type. DO NOT USE DIRECTLY. */
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
import type { DocumentTypeDecoration } from '@graphql-typed-document-node/core';
/** Something to say about an order. */
export type AddOrderCommentInput = {
  /** The order. */
  orderId: string;
  /** What, in at most 1000 characters. */
  text: string;
};

/** Which appointments; all conditions given must hold. */
export type AppointmentFilter = {
  /** At this branch. */
  branchId?: string | null | undefined;
  /** On this day, at the branch. */
  date?: string | null | undefined;
  /** Of this patient. */
  patientId?: string | null | undefined;
  /** With this practitioner. */
  practitionerId?: string | null | undefined;
  /** Beginning before this instant. */
  startsBefore?: string | null | undefined;
  /** Beginning at this instant or later. */
  startsFrom?: string | null | undefined;
  /** In one of these statuses. */
  statuses?: Array<AppointmentStatus> | null | undefined;
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
  branchId?: string | null | undefined;
  /** The visit that this follows up: free once, within the follow-up window of its service. */
  followUpOfId?: string | null | undefined;
  /** The patient. */
  patientId: string;
  /** The practitioner; left out only for a service that needs none. */
  practitionerId?: string | null | undefined;
  /** Why the patient comes, in their words; at most 1,000 characters. */
  reason?: string | null | undefined;
  /** The rooms and devices that it takes up too. */
  resourceIds?: Array<string>;
  /** The service. */
  serviceId: string;
  /** When it begins: a time that `slots` gave. */
  startsAt: string;
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

/** An appointment that is called off. */
export type CancelAppointmentInput = {
  /** `PATIENT` or `PROVIDER`. */
  by: CancelledBy;
  /** The `version` you have read. */
  expectedVersion: number;
  /** The appointment. */
  id: string;
  /** Why; never blank. */
  reason: string;
};

/** An export that is no longer wanted. */
export type CancelExportInput = {
  /** The export, `QUEUED` or `RUNNING`. */
  id: string;
};

/** An order that is called off. */
export type CancelOrderInput = {
  /** The `version` you have read; whichever it is at when left out. */
  expectedVersion?: number | null | undefined;
  /** The order. */
  id: string;
  /** Why, in at most 1000 characters. */
  reason: string;
};

/** Who called an appointment off. */
export type CancelledBy =
  /** The patient, or somebody for them. */
  | 'PATIENT'
  /** The practice. */
  | 'PROVIDER'
  /** Nobody confirmed in time. */
  | 'SYSTEM';

/** A hold that becomes firm. */
export type ConfirmAppointmentInput = {
  /** The appointment that is held. */
  id: string;
};

/** A new order. */
export type CreateOrderInput = {
  /** The branch that orders; the chosen one (`X-Branch-ID`) when left out. */
  branchId?: string | null | undefined;
  /** Who buys it. */
  customerId?: string | null | undefined;
  /** How what is ordered comes to where it is needed. */
  deliveryMode: DeliveryMode;
  /** Where it goes, when that is no branch; needed of what a courier brings to a buyer. */
  deliveryPlace?: DeliveryPlaceInput | null | undefined;
  /** What is ordered, at most 200 lines. A draft may have none yet. */
  lines: Array<OrderLineInput>;
  /** What else who fulfils it should know. */
  note?: string | null | undefined;
  /** For whom it is. */
  patientId?: string | null | undefined;
  /** The branch that does what is ordered, where that is another. */
  performerBranchId?: string | null | undefined;
  /** Whether to place it at once. */
  place?: boolean;
  /** How much it matters that it is done soon. */
  priority?: OrderPriority;
  /** Not before this it is wanted. */
  requestedFrom?: string | null | undefined;
  /** Until when it is wanted. */
  requestedUntil?: string | null | undefined;
  /** What is ordered. */
  type: OrderType;
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

/** How far an export has come. */
export type ExportStatus =
  /** Was cancelled. There is no file. */
  | 'CANCELLED'
  /** Its file can be fetched until it expires. */
  | 'COMPLETED'
  /** Its file was deleted when its time was over. */
  | 'EXPIRED'
  /** Was ended by an error, which says what to do. There is no file. */
  | 'FAILED'
  /** Waits for others of its tenant, of which two run at a time; or for the next day, when its client has used up its quota, which `error` says. */
  | 'QUEUED'
  /** Is being written. */
  | 'RUNNING';

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
  branchId?: string | null | undefined;
  /** The visit that this follows up: free once, within the follow-up window of its service. */
  followUpOfId?: string | null | undefined;
  /** For how many minutes, 1 to 60. */
  holdMinutes?: number;
  /** The patient. */
  patientId: string;
  /** The practitioner; left out only for a service that needs none. */
  practitionerId?: string | null | undefined;
  /** Why the patient comes, in their words; at most 1,000 characters. */
  reason?: string | null | undefined;
  /** The rooms and devices that it takes up too. */
  resourceIds?: Array<string>;
  /** The service. */
  serviceId: string;
  /** When it begins: a time that `slots` gave. */
  startsAt: string;
};

/** An identifier to search for. */
export type IdentifierFilter = {
  /** Who gave it, as a URI; any system when left out. */
  system?: string | null | undefined;
  /** The whole identifier. */
  value: string;
};

/** Which orders; all conditions given must hold. */
export type OrderFilter = {
  /** That this branch placed. */
  branchId?: string | null | undefined;
  /** Of this customer. */
  customerId?: string | null | undefined;
  /** With this number: `LAB-000042`. */
  number?: string | null | undefined;
  /** For this patient. */
  patientId?: string | null | undefined;
  /** That this branch does, whoever placed them. */
  performerBranchId?: string | null | undefined;
  /** In this state of their workflow. */
  state?: string | null | undefined;
  /** In one of these statuses. */
  status?: Array<OrderStatus> | null | undefined;
  /** Of this type. */
  type?: OrderType | null | undefined;
};

/** A product to order. */
export type OrderLineInput = {
  /** What else who fulfils it should know. */
  note?: string | null | undefined;
  /** The product. */
  productId: string;
  /** How much, in `unit`; it must come to whole packs. */
  quantity: number;
  /** A unit of the product: `PACK`, or one of its own such as `BOX`. */
  unit?: string;
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

/** Which patients; all conditions given must hold. Deleted ones are left out unless asked for. */
export type PatientFilter = {
  /** Their date of birth. */
  birthDate?: string | null | undefined;
  /** One of their identifiers. */
  identifier?: IdentifierFilter | null | undefined;
  /** Beginnings of names, in any order, without regard to accents and case: `fee` or `jo fee` find José Feeney. */
  nameStartsWith?: string | null | undefined;
  /** One of their telephone numbers. */
  phone?: string | null | undefined;
  /** Whether the record is in use. */
  status?: PatientStatus | null | undefined;
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
  id: string;
};

/** Which practitioners; all conditions given must hold. */
export type PractitionerFilter = {
  /** Who can be booked, or who cannot. */
  active?: boolean | null | undefined;
  /** Who work at this branch. */
  branchId?: string | null | undefined;
  /** Who offer this service. */
  serviceId?: string | null | undefined;
  /** Who have a specialty with this code. */
  specialtyCode?: string | null | undefined;
};

/** Which products; all conditions given must hold. */
export type ProductFilter = {
  /** Whose GTIN or national code is this; a GTIN in 8, 12, 13 or 14 digits. */
  code?: string | null | undefined;
  /** Of this kind. */
  kind?: ProductKind | null | undefined;
  /** Whose name or generic name begins with this, without regard to accents and case. */
  search?: string | null | undefined;
  /** In this status; those that are `ACTIVE` when left out. */
  status?: ProductStatus | null | undefined;
  /** That contain this substance. */
  substanceId?: string | null | undefined;
  /** That may stand in for this product. */
  substituteForId?: string | null | undefined;
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

/** Whether a product is in use (FHIR R4 Medication.status). */
export type ProductStatus =
  /** It can be ordered, prescribed and sold. */
  | 'ACTIVE'
  /** It was a mistake, and is used for nothing. */
  | 'ENTERED_IN_ERROR'
  /** What is left of it can be sold; it is neither ordered nor prescribed any more. */
  | 'INACTIVE';

/** Specimens that arrived at the laboratory: all of them, or none where one is refused. */
export type ReceiveSpecimensInput = {
  /** What was scanned from their labels, 1 to 200. */
  accessionNumbers: Array<string>;
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

/** Specimens that the laboratory cannot examine: all of them, or none where one is refused. */
export type RejectSpecimensInput = {
  /** What was scanned from their labels, or stands in the order, 1 to 200. */
  accessionNumbers: Array<string>;
  /** Why. */
  reason: SpecimenRejectionReason;
  /** What else is to be said of it; needed with OTHER. */
  text?: string | null | undefined;
};

/** An appointment that is moved. What is left out stays. */
export type RescheduleAppointmentInput = {
  /** Where now; then say the resources too. */
  branchId?: string | null | undefined;
  /** The `version` you have read. */
  expectedVersion: number;
  /** The appointment. */
  id: string;
  /** With whom now. */
  practitionerId?: string | null | undefined;
  /** Why. */
  reason?: string | null | undefined;
  /** Which rooms and devices now. */
  resourceIds?: Array<string> | null | undefined;
  /** When it begins now. Later ones of a series move by as much, on the wall clock. */
  startsAt: string;
};

/** A document, such as the report of a laboratory. */
export type ResultDocumentInput = {
  /** The document in base64 (RFC 4648), up to 2 MiB of it. */
  base64: string;
  /** Its media type: `application/pdf`, `image/jpeg`, `image/png` or `text/plain`. */
  contentType: string;
  /** Its SHA-256 in hex, where what arrives is to be compared with what was sent. */
  sha256?: string | null | undefined;
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
  branchIds?: Array<string> | null | undefined;
  /** The first day, at each branch. */
  from: string;
  /** At most so many slots, 1 to 1000. */
  limit?: number;
  /** Which slots. */
  mode?: SlotMode;
  /** Any of these practitioners, at most 200; all who offer the service when left out. */
  practitionerIds?: Array<string> | null | undefined;
  /** All of these rooms and devices must be free together with the practitioner; at most 10, of one branch. */
  resourceIds?: Array<string>;
  /** The service. */
  serviceId: string;
  /** The last day, at each branch; at most 62 days in all. */
  until: string;
};

/** Which specimens; all conditions given must hold. */
export type SpecimenFilter = {
  /** With this number: `UB1-S-000042`. */
  accessionNumber?: string | null | undefined;
  /** That this branch ordered. */
  branchId?: string | null | undefined;
  /** That are held, or are not. */
  held?: boolean | null | undefined;
  /** Of this order. */
  orderId?: string | null | undefined;
  /** That this branch examines, whoever ordered them. */
  performerBranchId?: string | null | undefined;
  /** In one of these statuses. */
  status?: Array<SpecimenStatus> | null | undefined;
};

/** Why a laboratory cannot examine a specimen. */
export type SpecimenRejectionReason =
  /** It clotted where it must not. */
  | 'CLOTTED'
  /** Its red cells broke. */
  | 'HEMOLYZED'
  /** There is too little of it. */
  | 'INSUFFICIENT'
  /** Something else, as the text says. */
  | 'OTHER'
  /** It was too warm or too cold on the way. */
  | 'TEMPERATURE'
  /** It was collected too long ago. */
  | 'TOO_OLD'
  /** Nobody can tell whose it is. */
  | 'UNLABELLED'
  /** It is in another tube or vessel than it has to be. */
  | 'WRONG_CONTAINER';

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

/** A query to be answered by a file. */
export type StartExportInput = {
  /** The name of its operation. */
  operationName?: string | null | undefined;
  /** One query over one list, with `nodes { … }` or `edges { node { … } }`. Its `first` is ours, for the list is read to its end; lists within the nodes keep their own. */
  query: string;
  /** Its variables: an object, by their names. */
  variables?: unknown;
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

export type AppointmentQueryVariables = Exact<{
  id: string;
}>;


export type AppointmentQuery = { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null };

export type AppointmentsQueryVariables = Exact<{
  filter?: AppointmentFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type AppointmentsQuery = { appointments: { nodes: Array<{ id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HoldAppointmentMutationVariables = Exact<{
  input: HoldAppointmentInput;
}>;


export type HoldAppointmentMutation = { holdAppointment: { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ConfirmAppointmentMutationVariables = Exact<{
  input: ConfirmAppointmentInput;
}>;


export type ConfirmAppointmentMutation = { confirmAppointment: { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type BookAppointmentMutationVariables = Exact<{
  input: BookAppointmentInput;
}>;


export type BookAppointmentMutation = { bookAppointment: { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RescheduleAppointmentMutationVariables = Exact<{
  input: RescheduleAppointmentInput;
}>;


export type RescheduleAppointmentMutation = { rescheduleAppointment: { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CancelAppointmentMutationVariables = Exact<{
  input: CancelAppointmentInput;
}>;


export type CancelAppointmentMutation = { cancelAppointment: { appointment: { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type AppointmentStateFragment = { id: string, version: number, status: AppointmentStatus, startsAt: string, endsAt: string, timeZone: string, branch: { id: string, name: string }, service: { id: string, name: string } | null, practitioner: { id: string, name: string } | null };

export type StartExportMutationVariables = Exact<{
  input: StartExportInput;
}>;


export type StartExportMutation = { startExport: { export: { id: string, status: ExportStatus, error: string | null, progress: { objects: number, bytes: string } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CancelExportMutationVariables = Exact<{
  input: CancelExportInput;
}>;


export type CancelExportMutation = { cancelExport: { export: { id: string, status: ExportStatus, error: string | null, progress: { objects: number, bytes: string } } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type ExportQueryVariables = Exact<{
  id: string;
}>;


export type ExportQuery = { export: { id: string, status: ExportStatus, error: string | null, progress: { objects: number, bytes: string } } | null };

export type ExportStateFragment = { id: string, status: ExportStatus, error: string | null, progress: { objects: number, bytes: string } };

export type OrderQueryVariables = Exact<{
  id: string;
}>;


export type OrderQuery = { order: { id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null, lines: Array<{ id: string, name: string, code: string | null, orderedQuantity: number, orderedUnit: string }> } | null };

export type OrdersQueryVariables = Exact<{
  filter?: OrderFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type OrdersQuery = { orders: { nodes: Array<{ id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type CreateOrderMutationVariables = Exact<{
  input: CreateOrderInput;
}>;


export type CreateOrderMutation = { createOrder: { order: { id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type PlaceOrderMutationVariables = Exact<{
  input: PlaceOrderInput;
}>;


export type PlaceOrderMutation = { placeOrder: { order: { id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type CancelOrderMutationVariables = Exact<{
  input: CancelOrderInput;
}>;


export type CancelOrderMutation = { cancelOrder: { order: { id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type AddOrderCommentMutationVariables = Exact<{
  input: AddOrderCommentInput;
}>;


export type AddOrderCommentMutation = { addOrderComment: { comment: { id: string, createdAt: string, text: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type OrderStateFragment = { id: string, version: number, number: string | null, type: OrderType, status: OrderStatus, stateName: string, priority: OrderPriority, placedAt: string | null, endedAt: string | null };

export type PatientQueryVariables = Exact<{
  id: string;
}>;


export type PatientQuery = { patient: { id: string, number: string, name: string, gender: Gender | null, birthDate: string | null, identifiers: Array<{ system: string, value: string, type: string | null }> } | null };

export type PatientsQueryVariables = Exact<{
  filter?: PatientFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PatientsQuery = { patients: { nodes: Array<{ id: string, number: string, name: string, gender: Gender | null, birthDate: string | null, identifiers: Array<{ system: string, value: string, type: string | null }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PatientIdentityFragment = { id: string, number: string, name: string, gender: Gender | null, birthDate: string | null, identifiers: Array<{ system: string, value: string, type: string | null }> };

export type ProductsQueryVariables = Exact<{
  filter?: ProductFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type ProductsQuery = { products: { nodes: Array<{ id: string, name: string, kind: ProductKind, status: ProductStatus, gtin: string | null, nationalCode: string | null, pack: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type HealthcareServicesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type HealthcareServicesQuery = { healthcareServices: { nodes: Array<{ id: string, name: string }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type PractitionersQueryVariables = Exact<{
  filter?: PractitionerFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type PractitionersQuery = { practitioners: { nodes: Array<{ id: string, name: string, specialties: Array<{ system: string | null, code: string | null, display: string }>, branches: Array<{ id: string, name: string }> }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type BranchesQueryVariables = Exact<{
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type BranchesQuery = { branches: { nodes: Array<{ id: string, code: string, name: string, type: BranchType, timeZone: string, currency: string, phone: string | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type FreeSlotsQueryVariables = Exact<{
  input: SlotSearchInput;
}>;


export type FreeSlotsQuery = { slots: { hasMore: boolean, slots: Array<{ startsAt: string, endsAt: string, localDate: string, timeZone: string, places: number, branch: { id: string, name: string }, practitioner: { id: string, name: string } | null }> } };

export type SpecimensQueryVariables = Exact<{
  filter?: SpecimenFilter | null | undefined;
  first?: number | null | undefined;
  after?: string | null | undefined;
}>;


export type SpecimensQuery = { specimens: { nodes: Array<{ id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null }>, pageInfo: { hasNextPage: boolean, endCursor: string | null } } };

export type SpecimenByAccessionNumberQueryVariables = Exact<{
  number: string;
}>;


export type SpecimenByAccessionNumberQuery = { specimenByAccessionNumber: { id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null } | null };

export type ReceiveSpecimensMutationVariables = Exact<{
  input: ReceiveSpecimensInput;
}>;


export type ReceiveSpecimensMutation = { receiveSpecimens: { specimens: Array<{ id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null }>, warnings: Array<{ accessionNumber: string, message: string }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RejectSpecimensMutationVariables = Exact<{
  input: RejectSpecimensInput;
}>;


export type RejectSpecimensMutation = { rejectSpecimens: { specimens: Array<{ id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null }>, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type RecordSpecimenResultMutationVariables = Exact<{
  input: RecordSpecimenResultInput;
}>;


export type RecordSpecimenResultMutation = { recordSpecimenResult: { specimen: { id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null } | null, result: { id: string, title: string, conclusion: string | null, recordedAt: string } | null, userErrors: Array<{ code: UserErrorCode, message: string, field: Array<string> | null }> } };

export type SpecimenStateFragment = { id: string, accessionNumber: string, status: SpecimenStatus, collectedAt: string | null, receivedAt: string | null, held: boolean, specimenType: { system: string | null, code: string | null, display: string }, order: { id: string, number: string | null } | null };

export class TypedDocumentString<TResult, TVariables>
  extends String
  implements DocumentTypeDecoration<TResult, TVariables>
{
  __apiType?: NonNullable<DocumentTypeDecoration<TResult, TVariables>['__apiType']>;
  private value: string;
  public __meta__?: Record<string, any> | undefined;

  constructor(value: string, __meta__?: Record<string, any> | undefined) {
    super(value);
    this.value = value;
    this.__meta__ = __meta__;
  }

  override toString(): string & DocumentTypeDecoration<TResult, TVariables> {
    return this.value;
  }
}
export const AppointmentStateFragmentDoc = new TypedDocumentString(`
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}
    `, {"fragmentName":"AppointmentState"}) as unknown as TypedDocumentString<AppointmentStateFragment, unknown>;
export const ExportStateFragmentDoc = new TypedDocumentString(`
    fragment ExportState on Export {
  id
  status
  progress {
    objects
    bytes
  }
  error
}
    `, {"fragmentName":"ExportState"}) as unknown as TypedDocumentString<ExportStateFragment, unknown>;
export const OrderStateFragmentDoc = new TypedDocumentString(`
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}
    `, {"fragmentName":"OrderState"}) as unknown as TypedDocumentString<OrderStateFragment, unknown>;
export const PatientIdentityFragmentDoc = new TypedDocumentString(`
    fragment PatientIdentity on Patient {
  id
  number
  name
  gender
  birthDate
  identifiers {
    system
    value
    type
  }
}
    `, {"fragmentName":"PatientIdentity"}) as unknown as TypedDocumentString<PatientIdentityFragment, unknown>;
export const SpecimenStateFragmentDoc = new TypedDocumentString(`
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}
    `, {"fragmentName":"SpecimenState"}) as unknown as TypedDocumentString<SpecimenStateFragment, unknown>;
export const AppointmentDocument = new TypedDocumentString(`
    query Appointment($id: ID!) {
  appointment(id: $id) {
    ...AppointmentState
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<AppointmentQuery, AppointmentQueryVariables>;
export const AppointmentsDocument = new TypedDocumentString(`
    query Appointments($filter: AppointmentFilter, $first: Int, $after: String) {
  appointments(filter: $filter, first: $first, after: $after) {
    nodes {
      ...AppointmentState
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<AppointmentsQuery, AppointmentsQueryVariables>;
export const HoldAppointmentDocument = new TypedDocumentString(`
    mutation HoldAppointment($input: HoldAppointmentInput!) {
  holdAppointment(input: $input) {
    appointment {
      ...AppointmentState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<HoldAppointmentMutation, HoldAppointmentMutationVariables>;
export const ConfirmAppointmentDocument = new TypedDocumentString(`
    mutation ConfirmAppointment($input: ConfirmAppointmentInput!) {
  confirmAppointment(input: $input) {
    appointment {
      ...AppointmentState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<ConfirmAppointmentMutation, ConfirmAppointmentMutationVariables>;
export const BookAppointmentDocument = new TypedDocumentString(`
    mutation BookAppointment($input: BookAppointmentInput!) {
  bookAppointment(input: $input) {
    appointment {
      ...AppointmentState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<BookAppointmentMutation, BookAppointmentMutationVariables>;
export const RescheduleAppointmentDocument = new TypedDocumentString(`
    mutation RescheduleAppointment($input: RescheduleAppointmentInput!) {
  rescheduleAppointment(input: $input) {
    appointment {
      ...AppointmentState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<RescheduleAppointmentMutation, RescheduleAppointmentMutationVariables>;
export const CancelAppointmentDocument = new TypedDocumentString(`
    mutation CancelAppointment($input: CancelAppointmentInput!) {
  cancelAppointment(input: $input) {
    appointment {
      ...AppointmentState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment AppointmentState on Appointment {
  id
  version
  status
  startsAt
  endsAt
  timeZone
  branch {
    id
    name
  }
  service {
    id
    name
  }
  practitioner {
    id
    name
  }
}`) as unknown as TypedDocumentString<CancelAppointmentMutation, CancelAppointmentMutationVariables>;
export const StartExportDocument = new TypedDocumentString(`
    mutation StartExport($input: StartExportInput!) {
  startExport(input: $input) {
    export {
      ...ExportState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment ExportState on Export {
  id
  status
  progress {
    objects
    bytes
  }
  error
}`) as unknown as TypedDocumentString<StartExportMutation, StartExportMutationVariables>;
export const CancelExportDocument = new TypedDocumentString(`
    mutation CancelExport($input: CancelExportInput!) {
  cancelExport(input: $input) {
    export {
      ...ExportState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment ExportState on Export {
  id
  status
  progress {
    objects
    bytes
  }
  error
}`) as unknown as TypedDocumentString<CancelExportMutation, CancelExportMutationVariables>;
export const ExportDocument = new TypedDocumentString(`
    query Export($id: ID!) {
  export(id: $id) {
    ...ExportState
  }
}
    fragment ExportState on Export {
  id
  status
  progress {
    objects
    bytes
  }
  error
}`) as unknown as TypedDocumentString<ExportQuery, ExportQueryVariables>;
export const OrderDocument = new TypedDocumentString(`
    query Order($id: ID!) {
  order(id: $id) {
    ...OrderState
    lines {
      id
      name
      code
      orderedQuantity
      orderedUnit
    }
  }
}
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}`) as unknown as TypedDocumentString<OrderQuery, OrderQueryVariables>;
export const OrdersDocument = new TypedDocumentString(`
    query Orders($filter: OrderFilter, $first: Int, $after: String) {
  orders(filter: $filter, first: $first, after: $after) {
    nodes {
      ...OrderState
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}`) as unknown as TypedDocumentString<OrdersQuery, OrdersQueryVariables>;
export const CreateOrderDocument = new TypedDocumentString(`
    mutation CreateOrder($input: CreateOrderInput!) {
  createOrder(input: $input) {
    order {
      ...OrderState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}`) as unknown as TypedDocumentString<CreateOrderMutation, CreateOrderMutationVariables>;
export const PlaceOrderDocument = new TypedDocumentString(`
    mutation PlaceOrder($input: PlaceOrderInput!) {
  placeOrder(input: $input) {
    order {
      ...OrderState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}`) as unknown as TypedDocumentString<PlaceOrderMutation, PlaceOrderMutationVariables>;
export const CancelOrderDocument = new TypedDocumentString(`
    mutation CancelOrder($input: CancelOrderInput!) {
  cancelOrder(input: $input) {
    order {
      ...OrderState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment OrderState on Order {
  id
  version
  number
  type
  status
  stateName
  priority
  placedAt
  endedAt
}`) as unknown as TypedDocumentString<CancelOrderMutation, CancelOrderMutationVariables>;
export const AddOrderCommentDocument = new TypedDocumentString(`
    mutation AddOrderComment($input: AddOrderCommentInput!) {
  addOrderComment(input: $input) {
    comment {
      id
      createdAt
      text
    }
    userErrors {
      code
      message
      field
    }
  }
}
    `) as unknown as TypedDocumentString<AddOrderCommentMutation, AddOrderCommentMutationVariables>;
export const PatientDocument = new TypedDocumentString(`
    query Patient($id: ID!) {
  patient(id: $id) {
    ...PatientIdentity
  }
}
    fragment PatientIdentity on Patient {
  id
  number
  name
  gender
  birthDate
  identifiers {
    system
    value
    type
  }
}`) as unknown as TypedDocumentString<PatientQuery, PatientQueryVariables>;
export const PatientsDocument = new TypedDocumentString(`
    query Patients($filter: PatientFilter, $first: Int, $after: String) {
  patients(filter: $filter, first: $first, after: $after) {
    nodes {
      ...PatientIdentity
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment PatientIdentity on Patient {
  id
  number
  name
  gender
  birthDate
  identifiers {
    system
    value
    type
  }
}`) as unknown as TypedDocumentString<PatientsQuery, PatientsQueryVariables>;
export const ProductsDocument = new TypedDocumentString(`
    query Products($filter: ProductFilter, $first: Int, $after: String) {
  products(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      name
      kind
      status
      gtin
      nationalCode
      pack
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<ProductsQuery, ProductsQueryVariables>;
export const HealthcareServicesDocument = new TypedDocumentString(`
    query HealthcareServices($first: Int, $after: String) {
  healthcareServices(first: $first, after: $after) {
    nodes {
      id
      name
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<HealthcareServicesQuery, HealthcareServicesQueryVariables>;
export const PractitionersDocument = new TypedDocumentString(`
    query Practitioners($filter: PractitionerFilter, $first: Int, $after: String) {
  practitioners(filter: $filter, first: $first, after: $after) {
    nodes {
      id
      name
      specialties {
        system
        code
        display
      }
      branches {
        id
        name
      }
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<PractitionersQuery, PractitionersQueryVariables>;
export const BranchesDocument = new TypedDocumentString(`
    query Branches($first: Int, $after: String) {
  branches(first: $first, after: $after) {
    nodes {
      id
      code
      name
      type
      timeZone
      currency
      phone
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    `) as unknown as TypedDocumentString<BranchesQuery, BranchesQueryVariables>;
export const FreeSlotsDocument = new TypedDocumentString(`
    query FreeSlots($input: SlotSearchInput!) {
  slots(input: $input) {
    slots {
      startsAt
      endsAt
      localDate
      timeZone
      places
      branch {
        id
        name
      }
      practitioner {
        id
        name
      }
    }
    hasMore
  }
}
    `) as unknown as TypedDocumentString<FreeSlotsQuery, FreeSlotsQueryVariables>;
export const SpecimensDocument = new TypedDocumentString(`
    query Specimens($filter: SpecimenFilter, $first: Int, $after: String) {
  specimens(filter: $filter, first: $first, after: $after) {
    nodes {
      ...SpecimenState
    }
    pageInfo {
      hasNextPage
      endCursor
    }
  }
}
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}`) as unknown as TypedDocumentString<SpecimensQuery, SpecimensQueryVariables>;
export const SpecimenByAccessionNumberDocument = new TypedDocumentString(`
    query SpecimenByAccessionNumber($number: String!) {
  specimenByAccessionNumber(number: $number) {
    ...SpecimenState
  }
}
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}`) as unknown as TypedDocumentString<SpecimenByAccessionNumberQuery, SpecimenByAccessionNumberQueryVariables>;
export const ReceiveSpecimensDocument = new TypedDocumentString(`
    mutation ReceiveSpecimens($input: ReceiveSpecimensInput!) {
  receiveSpecimens(input: $input) {
    specimens {
      ...SpecimenState
    }
    warnings {
      accessionNumber
      message
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}`) as unknown as TypedDocumentString<ReceiveSpecimensMutation, ReceiveSpecimensMutationVariables>;
export const RejectSpecimensDocument = new TypedDocumentString(`
    mutation RejectSpecimens($input: RejectSpecimensInput!) {
  rejectSpecimens(input: $input) {
    specimens {
      ...SpecimenState
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}`) as unknown as TypedDocumentString<RejectSpecimensMutation, RejectSpecimensMutationVariables>;
export const RecordSpecimenResultDocument = new TypedDocumentString(`
    mutation RecordSpecimenResult($input: RecordSpecimenResultInput!) {
  recordSpecimenResult(input: $input) {
    specimen {
      ...SpecimenState
    }
    result {
      id
      title
      conclusion
      recordedAt
    }
    userErrors {
      code
      message
      field
    }
  }
}
    fragment SpecimenState on Specimen {
  id
  accessionNumber
  status
  specimenType {
    system
    code
    display
  }
  collectedAt
  receivedAt
  held
  order {
    id
    number
  }
}`) as unknown as TypedDocumentString<RecordSpecimenResultMutation, RecordSpecimenResultMutationVariables>;