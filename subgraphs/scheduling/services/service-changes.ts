import { sql } from '#kernel/database/sql.js';
import { toCoding, type CodingInput } from '#kernel/graph/coding.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Practitioner } from '../practitioners/practitioner.js';
import { isManaged, worksElsewhere } from '../practitioners/managed-practitioner.js';
import { HealthcareService, PractitionerService } from './healthcare-service.js';
import {
  CreateHealthcareServicePayload,
  OfferServicePayload,
  UpdateHealthcareServicePayload,
  WithdrawServicePayload,
  type CreateHealthcareServiceInput,
  type OfferServiceInput,
  type UpdateHealthcareServiceInput,
  type VisitTermsInput,
  type WithdrawServiceInput,
} from './service.inputs.js';
import { termFields, type VisitTerms } from './visit-terms.js';

const permission = 'schedules:manage';
const nothing = { service: null };

/** The bounds of the table's check constraints, for a message that names them. */
const bounds: Readonly<Partial<Record<keyof VisitTerms, readonly [least: number, most: number]>>> = {
  durationMinutes: [1, 1440],
  bufferBeforeMinutes: [0, 240],
  bufferAfterMinutes: [0, 240],
  capacity: [1, 1000],
  alignmentMinutes: [1, 1440],
  minimumNoticeMinutes: [0, 525_600],
  horizonDays: [1, 730],
  followUpDays: [1, 365],
};

const firstTerms = {
  bufferBeforeMinutes: 0,
  bufferAfterMinutes: 0,
  capacity: 1,
  alignmentMinutes: 15,
  minimumNoticeMinutes: 0,
  horizonDays: 90,
  followUpDays: null,
  priceReference: null,
};

export async function createHealthcareService(
  context: Context,
  input: CreateHealthcareServiceInput,
): Promise<CreateHealthcareServicePayload> {
  const taken = { code: 'TAKEN', message: `The code ${input.code} is in use by another service.`, field: ['input', 'code'] } as const;
  return context.db.command(
    CreateHealthcareServicePayload,
    { name: 'createHealthcareService', permission, constraints: { healthcare_services_code: taken } },
    async (transaction) => {
      const wrong = [...nameErrors(input.name), ...specialtyErrors(input.specialty), ...termErrors(input.terms)];
      if (!/^[A-Za-z0-9._-]{1,40}$/.test(input.code)) {
        wrong.push(userError('INVALID', 'A code is 1 to 40 letters, digits, hyphens, dots or underscores.', ['input', 'code']));
      }
      if (input.terms.durationMinutes == null)
        wrong.push(userError('REQUIRED', 'Say how long a visit takes.', ['input', 'terms', 'durationMinutes']));
      if (wrong.length > 0) return new Refusal(wrong, nothing);
      const service = Object.assign(new HealthcareService(), {
        id: newId('service'),
        code: input.code,
        name: input.name.trim(),
        nameKey: searchKey(input.name),
        specialty: input.specialty ? toCoding(input.specialty) : null,
        active: true,
        requiresPractitioner: input.requiresPractitioner,
        ...firstTerms,
        ...given(input.terms),
      });
      return { service: await transaction.insert(service) };
    },
  );
}

export async function updateHealthcareService(
  context: Context,
  input: UpdateHealthcareServiceInput,
): Promise<UpdateHealthcareServicePayload> {
  return context.db.command(UpdateHealthcareServicePayload, { name: 'updateHealthcareService', permission }, async (transaction) => {
    const service = await transaction.lock(HealthcareService, input.id);
    if (!service) return refuse('NOT_FOUND', 'There is no such service.', ['input', 'id'], nothing);
    const stale = staleVersion(service, input.expectedVersion, 'service', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? service.name;
    const wrong = [...nameErrors(name), ...specialtyErrors(input.specialty), ...termErrors(input.terms ?? {})];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    Object.assign(service, { name, nameKey: searchKey(name), active: input.active ?? service.active }, given(input.terms ?? {}));
    if (input.terms?.followUpDays === null) service.followUpDays = null;
    if (input.terms?.priceReference === null) service.priceReference = null;
    if (input.specialty !== undefined) service.specialty = input.specialty ? toCoding(input.specialty) : null;
    return { service: await transaction.save(service) };
  });
}

export async function offerService(context: Context, input: OfferServiceInput): Promise<OfferServicePayload> {
  return context.db.command(OfferServicePayload, { name: 'offerService', permission }, async (transaction) => {
    const refused = { practitionerService: null };
    const practitioner = await transaction.lock(Practitioner, input.practitionerId);
    if (!practitioner) return refuse('NOT_FOUND', 'There is no such practitioner.', ['input', 'practitionerId'], refused);
    if (!(await isManaged(transaction, practitioner.id)))
      return refuse('NOT_ALLOWED', worksElsewhere, ['input', 'practitionerId'], refused);
    const service = await transaction.first(HealthcareService, sql`where id = ${toUuid('service', input.serviceId)}`);
    if (!service) return refuse('NOT_FOUND', 'There is no such service.', ['input', 'serviceId'], refused);
    const wrong = termErrors(input.terms ?? {});
    if (wrong.length > 0) return new Refusal(wrong, refused);
    const own = Object.fromEntries(termFields.map((field) => [field, input.terms?.[field] ?? null]));
    const offered = await transaction.first(
      PractitionerService,
      sql`where practitioner_id = ${toUuid('practitioner', practitioner.id)} and service_id = ${toUuid('service', service.id)}`,
    );
    if (offered) return { practitionerService: await transaction.save(Object.assign(offered, own)) };
    const practitionerService = Object.assign(new PractitionerService(), {
      id: newId('practitionerservice'),
      practitionerId: practitioner.id,
      serviceId: service.id,
      ...own,
    });
    return { practitionerService: await transaction.insert(practitionerService) };
  });
}

export async function withdrawService(context: Context, input: WithdrawServiceInput): Promise<WithdrawServicePayload> {
  return context.db.command(WithdrawServicePayload, { name: 'withdrawService', permission }, async (transaction) => {
    const [gone] = await transaction.all(
      PractitionerService,
      sql`where practitioner_id = ${toUuid('practitioner', input.practitionerId)} and service_id = ${toUuid('service', input.serviceId)} for update`,
    );
    if (!gone) return refuse('NOT_FOUND', 'This practitioner does not offer that service.', ['input', 'serviceId'], { withdrawnId: null });
    if (!(await isManaged(transaction, gone.practitionerId)))
      return refuse('NOT_ALLOWED', worksElsewhere, ['input', 'practitionerId'], { withdrawnId: null });
    await transaction.rows(sql`delete from practitioner_services where id = ${toUuid('practitionerservice', gone.id)}`);
    return { withdrawnId: gone.id };
  });
}

/** The values that are there. */
function given(terms: VisitTermsInput): Partial<VisitTerms> {
  return Object.fromEntries(termFields.filter((field) => terms[field] != null).map((field) => [field, terms[field]]));
}

function nameErrors(name: string): UserError[] {
  return name.trim() ? lengthErrors(mostLetters.name, { name }) : [userError('REQUIRED', 'A service needs a name.', ['input', 'name'])];
}

function specialtyErrors(specialty: CodingInput | null | undefined): UserError[] {
  return specialty && !specialty.display.trim()
    ? [userError('REQUIRED', 'Say what the specialty is.', ['input', 'specialty', 'display'])]
    : [];
}

function termErrors(terms: VisitTermsInput): UserError[] {
  return termFields.flatMap((field) => {
    const [least, most] = bounds[field] ?? [-Infinity, Infinity];
    const value = terms[field];
    if (typeof value !== 'number' || (value >= least && value <= most)) return [];
    return [userError('INVALID', `${field} is ${least} to ${most}, not ${value}.`, ['input', 'terms', field])];
  });
}
