import { AttributeType, type AttributeDefinition } from './attribute-definition.js';
import type { StoredValue, StoredValues, TemperatureRange } from './stored-value.js';
import { valueText } from './value-text.js';

/** What is wrong with a product in one respect. */
export interface Problem {
  /** The attribute's. */
  readonly code: string;
  readonly message: string;
}

/** Where no definition says less. */
export const mostTextLetters = 1000;
const valuesShown = 10;

/** What is wrong with a value by a definition, as a sentence; null when it is right. */
export function problemOf(definition: AttributeDefinition, value: StoredValue): string | null {
  const { name } = definition;
  switch (definition.type) {
    case AttributeType.TEXT:
      return typeof value === 'string' ? textProblem(definition, value) : `${name} is a text.`;
    case AttributeType.ENUM:
      return typeof value === 'string' ? choiceProblem(definition, value) : `${name} is one of ${shown(definition.values)}.`;
    case AttributeType.NUMBER:
      return typeof value === 'number' ? boundsProblem(definition, value, value) : `${name} is a number.`;
    case AttributeType.TEMPERATURE_RANGE:
      return typeof value === 'object' ? rangeProblem(definition, value) : `${name} is a range of temperatures.`;
    case AttributeType.DATE:
      return typeof value === 'string' ? null : `${name} is a day.`;
    case AttributeType.BOOLEAN:
      return typeof value === 'boolean' ? null : `${name} is yes or no.`;
  }
}

/** What a product lacks by these definitions, or has otherwise. What no definition asks for is nobody's concern. */
export function problemsOf(definitions: readonly AttributeDefinition[], values: StoredValues): Problem[] {
  return definitions.flatMap((definition): Problem[] => {
    const { code, name, required } = definition;
    const value = values[code];
    if (value === undefined) return required ? [{ code, message: `${name} is required.` }] : [];
    const problem = problemOf(definition, value);
    return problem === null ? [] : [{ code, message: problem }];
  });
}

function textProblem(definition: AttributeDefinition, value: string): string | null {
  const { name, minimumLength, maximumLength } = definition;
  const most = maximumLength ?? mostTextLetters;
  if (minimumLength !== null && value.length < minimumLength)
    return `${name} has at least ${minimumLength} characters, not ${value.length}.`;
  if (value.length > most) return `${name} has at most ${most} characters, not ${value.length}.`;
  return definition.values.length > 0 ? choiceProblem(definition, value) : null;
}

function choiceProblem({ name, values }: AttributeDefinition, value: string): string | null {
  return values.includes(value) ? null : `${name} is one of ${shown(values)}, not "${value.slice(0, 60)}".`;
}

function rangeProblem(definition: AttributeDefinition, { min, max }: TemperatureRange): string | null {
  return boundsProblem(definition, min ?? max ?? 0, max ?? min ?? 0);
}

function boundsProblem(definition: AttributeDefinition, least: number, most: number): string | null {
  const { name, minimum, maximum, type } = definition;
  const unit = type === AttributeType.TEMPERATURE_RANGE ? 'Cel' : definition.unit;
  const say = (amount: number): string => valueText({ unit }, amount);
  if (minimum !== null && least < minimum) return `${name} is at least ${say(minimum)}, not ${say(least)}.`;
  if (maximum !== null && most > maximum) return `${name} is at most ${say(maximum)}, not ${say(most)}.`;
  return null;
}

function shown(values: readonly string[]): string {
  const more = values.length - valuesShown;
  return `${values.slice(0, valuesShown).join(', ')}${more > 0 ? ` and ${more} others` : ''}`;
}
