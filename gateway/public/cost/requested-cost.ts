import { assumedListSize } from '#kernel/graph/assumed-list-size.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { fieldWeight } from './argument-weight.js';
import { noCost, type Costs } from './costs.js';
import { holds, type Selected, type SelectedField } from './selected.js';
import { valueOf, type Variables } from './variables.js';

/** Which lists of an object are sized by the field that answers it, and to how much. */
interface Sizing {
  readonly fields: readonly string[];
  readonly size: number;
}

/** The most that a selection can cost for one object: of its possible types, the dearest. */
export function requestedCost(selected: Selected, variables: Variables, sizing: Sizing | null = null): Costs {
  let most = noCost;
  for (const { weight, fields } of selected) {
    let type = weight;
    let field = 0;
    for (const one of fields) {
      if (!holds(one.when, variables)) continue;
      const below = one.below ? fieldCost(one, variables, sizing) : noCost;
      field += fieldWeight(one.weight, one.arguments, variables) + below.field;
      type += below.type;
    }
    if (type + field > most.type + most.field) most = { type, field };
  }
  return most;
}

function fieldCost(field: SelectedField, variables: Variables, sizing: Sizing | null): Costs {
  const below = field.below ?? [];
  const { sizedFields } = field.size;
  if (sizedFields.length > 0) return requestedCost(below, variables, { fields: sizedFields, size: sizeOf(field, variables) });
  const one = requestedCost(below, variables);
  if (!field.isList) return one;
  const size = sizing?.fields.includes(field.name) ? sizing.size : sizeOf(field, variables);
  return { type: one.type * size, field: one.field * size };
}

function sizeOf({ name, size, slicing, ids }: SelectedField, variables: Variables): number {
  const given = slicing.flatMap(({ value, otherwise }) => {
    const number = value ? valueOf(value, variables) : undefined;
    const known = number === undefined ? otherwise : number;
    return typeof known === 'number' ? [known] : [];
  });
  if (size.requireOneSlicingArgument && slicing.length > 0 && given.length !== 1) {
    const message = `Give "${name}" exactly one of its arguments ${size.slicingArguments.join(', ')}: it says how long the list is.`;
    throw new GraphError('BAD_USER_INPUT', message, { httpStatus: 400 });
  }
  const most = given.length > 0 ? Math.max(0, ...given) : (size.assumedSize ?? assumedListSize);
  const listed = ids ? valueOf(ids, variables) : null;
  return Array.isArray(listed) ? Math.min(most, listed.length) : most;
}
