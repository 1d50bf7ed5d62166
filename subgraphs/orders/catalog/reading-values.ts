import { AttributeType, type AttributeDefinition } from './attribute-definition.js';
import type { AttributeContentInput } from './attribute-set.inputs.js';
import { problemOf } from './judging-values.js';
import { convertMeasure, isUcumCode } from './measures.js';
import type { StoredValue } from './stored-value.js';

/** What is wrong with a value that was sent, and in which field of it. */
export interface ContentProblem {
  readonly field: keyof AttributeContentInput;
  readonly message: string;
}

/** A value that was read, or why it cannot be. */
export type ReadContent = { readonly value: StoredValue } | ContentProblem;

type ContentField = Exclude<keyof AttributeContentInput, 'unit'>;

const fieldOf: Readonly<Record<AttributeType, ContentField>> = {
  [AttributeType.TEXT]: 'text',
  [AttributeType.ENUM]: 'text',
  [AttributeType.NUMBER]: 'number',
  [AttributeType.DATE]: 'date',
  [AttributeType.BOOLEAN]: 'boolean',
  [AttributeType.TEMPERATURE_RANGE]: 'temperatures',
};
const absoluteZero = -273.15;
const hottest = 2000;

/** Reads the one field that the attribute's type asks for, and checks it by the definition. */
export function readContent(definition: AttributeDefinition, content: AttributeContentInput): ReadContent {
  const wanted = fieldOf[definition.type];
  const other = (['text', 'number', 'date', 'boolean', 'temperatures'] as const).find(
    (field) => field !== wanted && content[field] != null,
  );
  if (other !== undefined) return { field: other, message: `${definition.name} is given by ${wanted}: leave ${other} out.` };
  if (content.unit != null && wanted !== 'number') return { field: 'unit', message: `${definition.name} has no unit: leave it out.` };
  const read = readByType(definition, content);
  if ('message' in read) return read;
  const problem = problemOf(definition, read.value);
  return problem === null ? read : { field: wanted, message: problem };
}

function readByType(
  definition: AttributeDefinition,
  { text, number, unit, date, boolean, temperatures }: AttributeContentInput,
): ReadContent {
  const field = fieldOf[definition.type];
  switch (field) {
    case 'text': {
      const value = text?.trim();
      return value ? { value } : missing(definition, field);
    }
    case 'number':
      return number == null ? missing(definition, field) : readNumber(definition, number, unit ?? null);
    case 'date':
      return date == null ? missing(definition, field) : { value: date };
    case 'boolean':
      return boolean == null ? missing(definition, field) : { value: boolean };
    case 'temperatures': {
      const [min, max] = [temperatures?.minCelsius ?? null, temperatures?.maxCelsius ?? null];
      if (min === null && max === null)
        return { field, message: `Say between which temperatures ${definition.name} lies: at least one end.` };
      if (min !== null && max !== null && min > max)
        return { field, message: `The lowest temperature of ${definition.name} is above the highest.` };
      if ([min, max].some((celsius) => celsius !== null && (celsius < absoluteZero || celsius > hottest)))
        return { field, message: `Temperatures lie between ${absoluteZero} and ${hottest} °C.` };
      return { value: { min, max } };
    }
  }
}

function readNumber(definition: AttributeDefinition, number: number, unit: string | null): ReadContent {
  if (!Number.isFinite(number)) return { field: 'number', message: `${definition.name} is a number.` };
  // JSON cannot tell -0 from 0.
  if (unit === null || unit === definition.unit) return { value: number + 0 };
  if (definition.unit === null) return { field: 'unit', message: `${definition.name} is a bare number: leave the unit out.` };
  if (!isUcumCode(unit)) return { field: 'unit', message: notAUnit(unit) };
  const converted = convertMeasure(number, unit, definition.unit);
  if (converted === null)
    return { field: 'unit', message: `${definition.name} is kept in ${definition.unit}, and ${unit} cannot be converted to that.` };
  return { value: converted + 0 };
}

function missing(definition: AttributeDefinition, field: ContentField): ContentProblem {
  return {
    field,
    message: `Give ${definition.name} by ${field}${definition.type === AttributeType.ENUM ? `: ${definition.values.slice(0, 10).join(', ')}` : ''}.`,
  };
}

export function notAUnit(code: string): string {
  return `"${code.slice(0, 40)}" is no unit of UCUM: those look like mL, mg/dL or {tablet}, and upper and lower case differ.`;
}
