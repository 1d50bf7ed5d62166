import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import { AttributeDefinition, AttributeType } from './attribute-definition.js';
import type { AttributeDefinitionInput } from './attribute-set.inputs.js';
import { mostTextLetters } from './judging-values.js';
import { isUcumCode } from './measures.js';
import { notAUnit, readContent } from './reading-values.js';
import type { StoredValue } from './stored-value.js';

/** More than any form has fields. */
export const mostAttributes = 100;
const mostValues = 200;
const codePattern = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

type Field = keyof AttributeDefinitionInput;

/** What type and unit a code has had in any revision. */
export type KnownAttributes = ReadonlyMap<string, { readonly type: AttributeType; readonly unit: string | null }>;

/** The definitions as they are kept, or all that is wrong with them. */
export function readDefinitions(
  inputs: readonly AttributeDefinitionInput[],
  known: KnownAttributes,
): { readonly definitions: AttributeDefinition[]; readonly errors: UserError[] } {
  if (inputs.length > mostAttributes) {
    const message = `A set has at most ${mostAttributes} attributes, not ${inputs.length}.`;
    return { definitions: [], errors: [userError('LIMIT_REACHED', message, ['input', 'attributes'])] };
  }
  const errors: UserError[] = [];
  const seen = new Set<string>();
  const definitions = inputs.map((input, index) => {
    const { definition, problems } = readDefinition(input);
    if (seen.has(definition.code)) problems.push({ field: 'code', message: `There are two attributes with the code ${definition.code}.` });
    seen.add(definition.code);
    problems.push(...changeProblems(definition, known));
    errors.push(...problems.map(({ field, message }) => userError('INVALID', message, ['input', 'attributes', `${index}`, field])));
    return definition;
  });
  return { definitions, errors };
}

interface DefinitionProblem {
  readonly field: Field;
  readonly message: string;
}

function readDefinition(input: AttributeDefinitionInput): { definition: AttributeDefinition; problems: DefinitionProblem[] } {
  const definition = Object.assign(new AttributeDefinition(), {
    code: input.code.trim(),
    name: input.name.trim(),
    help: input.help?.trim() || null,
    type: input.type,
    unit: input.unit?.trim() || null,
    values: input.values.map((value) => value.trim()),
    required: input.required,
    defaultValue: null as StoredValue | null,
    minimum: input.minimum ?? null,
    maximum: input.maximum ?? null,
    minimumLength: input.minimumLength ?? null,
    maximumLength: input.maximumLength ?? null,
    searchable: input.searchable,
  });
  const problems = [...namingProblems(definition), ...typeProblems(definition), ...limitProblems(definition)];
  if (input.default != null && problems.length === 0) {
    const read = readContent(definition, input.default);
    if ('message' in read) problems.push({ field: 'default', message: read.message });
    else definition.defaultValue = read.value;
  }
  return { definition, problems };
}

function namingProblems({ code, name, help }: AttributeDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  if (!codePattern.test(code) || code.length > 60)
    problems.push({
      field: 'code',
      message: `"${code.slice(0, 60)}" is no code: use words of lower-case letters and digits, parted by underscores, such as tube_volume.`,
    });
  if (!name) problems.push({ field: 'name', message: 'An attribute needs a name.' });
  const tooLong = [...lengthErrors(mostLetters.name, { name }), ...lengthErrors(mostLetters.text, { help })];
  problems.push(...tooLong.map(({ message, field }) => ({ field: field?.at(-1) as Field, message })));
  return problems;
}

function typeProblems({ name, type, unit, values }: AttributeDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const takesValues = type === AttributeType.ENUM || type === AttributeType.TEXT;
  if (unit !== null && type !== AttributeType.NUMBER)
    problems.push({ field: 'unit', message: `Only numbers have a unit: leave it out of ${name}.` });
  else if (unit !== null && !isUcumCode(unit)) problems.push({ field: 'unit', message: notAUnit(unit) });
  if (values.length > 0 && !takesValues)
    problems.push({ field: 'values', message: `Only an ENUM or a TEXT has values: leave them out of ${name}.` });
  if (values.length === 0 && type === AttributeType.ENUM) problems.push({ field: 'values', message: `Say what ${name} can be.` });
  if (values.length > mostValues)
    problems.push({ field: 'values', message: `${name} has at most ${mostValues} values, not ${values.length}.` });
  if (values.some((value) => !value || value.length > mostLetters.name))
    problems.push({ field: 'values', message: `Each value of ${name} has 1 to ${mostLetters.name} characters.` });
  const twice = values.find((value, index) => values.indexOf(value) !== index);
  if (twice !== undefined) problems.push({ field: 'values', message: `${name} has the value "${twice.slice(0, 60)}" twice.` });
  return problems;
}

function limitProblems({ name, type, minimum, maximum, minimumLength, maximumLength }: AttributeDefinition): DefinitionProblem[] {
  const problems: DefinitionProblem[] = [];
  const hasBounds = type === AttributeType.NUMBER || type === AttributeType.TEMPERATURE_RANGE;
  const hasLength = type === AttributeType.TEXT;
  const bounds = { minimum, maximum };
  const lengths = { minimumLength, maximumLength };
  for (const [field, bound] of Object.entries(bounds))
    if (bound !== null && !hasBounds)
      problems.push({ field: field as Field, message: `Only numbers and temperatures have a ${field}: leave it out of ${name}.` });
  for (const [field, length] of Object.entries(lengths)) {
    if (length === null) continue;
    if (!hasLength) problems.push({ field: field as Field, message: `Only texts have a ${field}: leave it out of ${name}.` });
    else if (length < 1 || length > mostTextLetters)
      problems.push({ field: field as Field, message: `${field} is 1 to ${mostTextLetters}, not ${length}.` });
  }
  if (minimum !== null && maximum !== null && minimum > maximum)
    problems.push({ field: 'minimum', message: `The minimum of ${name} is above its maximum.` });
  if (minimumLength !== null && maximumLength !== null && minimumLength > maximumLength)
    problems.push({ field: 'minimumLength', message: `The minimumLength of ${name} is above its maximumLength.` });
  return problems;
}

/** A code means the same for good: values that were written by an older revision can be read, searched and compared by the newest. */
function changeProblems({ code, type, unit }: AttributeDefinition, known: KnownAttributes): DefinitionProblem[] {
  const before = known.get(code);
  if (!before) return [];
  if (before.type !== type)
    return [{ field: 'type', message: `${code} has been of the type ${before.type}: give what is of another type another code.` }];
  if (before.unit !== unit)
    return [
      {
        field: 'unit',
        message: `${code} has been ${before.unit === null ? 'without a unit' : `in ${before.unit}`}: give what is in another unit another code.`,
      },
    ];
  return [];
}
