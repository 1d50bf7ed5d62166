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

/** A code of a terminology, or plain words when there is no code. */
export type CodingInput = {
  /** The code. */
  code?: string | null | undefined;
  /** What it stands for, for a person to read; never blank. */
  display: string;
  /** The terminology, as a URI: `http://snomed.info/sct`. */
  system?: string | null | undefined;
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

/** Which session to end. */
export type RevokeSessionInput = {
  /** The session: one of yours, or of anybody with `staff:manage`. */
  id: string | number;
};

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

/** Whether a tenant may use the platform. */
export type TenantStatus =
  /** It may. */
  | 'ACTIVE'
  /** Nobody of the tenant can do anything until it is lifted. */
  | 'SUSPENDED';

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
    | { __typename: 'Branch', code: string, timeZone: string, id: string }
    | { __typename: 'Condition', id: string }
    | { __typename: 'Department', id: string }
    | { __typename: 'Encounter', id: string }
    | { __typename: 'Patient', name: string, id: string }
    | { __typename: 'Staff', displayName: string, id: string }
    | { __typename: 'Tenant', id: string }
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