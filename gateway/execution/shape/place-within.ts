import { own } from '../code.js';
import { isEntity } from '../plan/run.js';
import { holds } from './interpret.js';
import type { ObjectShape, ValueShape } from './program.js';
import type { ShapeInput } from './shape.js';

type Place = readonly (string | number)[];

/** A place in the answer, cut off where it leaves what the client selected: fields that only the plan needed are nobody's business. */
export function placeWithin(program: ObjectShape, place: Place, { data, variables }: Pick<ShapeInput, 'data' | 'variables'>): Place {
  let value: unknown = data;
  let shapes: readonly ObjectShape[] = [program];
  for (const [index, segment] of place.entries()) {
    if (typeof segment === 'number') {
      value = Array.isArray(value) ? (value as unknown[])[segment] : undefined;
      continue;
    }
    const typeName = isEntity(value) ? value['__typename'] : undefined;
    const here = shapes.length > 1 && typeof typeName === 'string' ? shapes.filter((shape) => shape.typeName === typeName) : shapes;
    const fields = here.flatMap((shape) => shape.fields.filter(({ key, when }) => key === segment && (!when || holds(when, variables))));
    const [field] = fields;
    if (!field) return place.slice(0, index);
    value = isEntity(value) ? own(value, field.source) : undefined;
    shapes = fields.flatMap((one) => shapesOf(one.value));
  }
  return place;
}

function shapesOf(value: ValueShape): readonly ObjectShape[] {
  switch (value.kind) {
    case 'list':
      return shapesOf(value.item);
    case 'object':
      return [value.shape];
    case 'abstract':
      return [...value.cases.values(), value.otherwise];
    case 'leaf':
    case 'typename':
    case 'told typename':
    case 'introspection':
      return [];
  }
}
