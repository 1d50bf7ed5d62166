/** The parts of FHIR R4 that are read here. Everything is optional: a file can hold anything. */
export interface FhirResource {
  readonly resourceType?: string;
  readonly id?: string;
  readonly [element: string]: unknown;
}

export interface BundleEntry {
  readonly fullUrl?: string;
  readonly resource?: FhirResource;
}

export interface FhirCoding {
  readonly system?: string;
  readonly code?: string;
  readonly display?: string;
}

export interface FhirConcept {
  readonly text?: string;
  readonly coding?: readonly FhirCoding[];
}

/** A resource that cannot be taken over; the message says why, for the report. */
export class UnusableResource extends Error {
  override name = 'UnusableResource';
}

/** The element as a list, whatever it is. */
export function list<T>(value: unknown): readonly T[] {
  return Array.isArray(value) ? (value as T[]) : [];
}

export function text(value: unknown): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** A FHIR code as our enums spell it: `in-progress` is `IN_PROGRESS`. Refuses what the enum does not have. */
export function code<T extends string>(values: Readonly<Record<string, T>>, value: unknown, element: string): T {
  const found = optionalCode(values, value);
  if (found === null) throw new UnusableResource(`${element} is ${JSON.stringify(value) ?? 'missing'}`);
  return found;
}

export function optionalCode<T extends string>(values: Readonly<Record<string, T>>, value: unknown): T | null {
  const name = typeof value === 'string' ? value.toUpperCase().replaceAll('-', '_') : '';
  return Object.hasOwn(values, name) ? (values[name] ?? null) : null;
}

/** The first coding of a concept's code system value, as status elements carry it. */
export function statusCode(value: unknown): unknown {
  return list<FhirCoding>((value as FhirConcept | undefined)?.coding)[0]?.code;
}

export function coding(value: unknown): { system: string | null; code: string | null; display: string } | null {
  const concept = value as FhirConcept | undefined;
  const [first] = list<FhirCoding>(concept?.coding);
  const display = text(concept?.text) ?? text(first?.display) ?? text(first?.code);
  return display === null ? null : { system: text(first?.system), code: text(first?.code), display };
}

export function instant(value: unknown, element: string): Date | null {
  if (value === undefined || value === null) return null;
  const date = typeof value === 'string' ? new Date(value) : new Date(Number.NaN);
  if (Number.isNaN(date.getTime())) throw new UnusableResource(`${element} is no date and time`);
  return date;
}

/** The key of the resource that a reference points to, as its entry's `fullUrl` or `Type/id` names it. */
export function referenceKey(value: unknown): string | null {
  return text((value as { reference?: string } | undefined)?.reference);
}
