import { own } from '../code.js';
import { isEntity, type Entity } from './run.js';

/** A path of a plan: response keys, and `@` for every element of a list. */
export type PlanPath = readonly string[];

/** What a path's segment says about a list. */
const everyElement = '@';

/** All objects at a path below some objects, in order; nulls on the way have nothing below them. */
export function collect(targets: readonly Entity[], path: PlanPath): readonly Entity[] {
  let found: readonly unknown[] = targets;
  for (const segment of path) {
    const next: unknown[] = [];
    for (const value of found) {
      if (segment === everyElement) {
        if (Array.isArray(value)) for (const element of value) next.push(element);
      } else if (isEntity(value)) {
        next.push(own(value, segment));
      }
    }
    found = next;
  }
  return found.every(isEntity) ? found : found.filter(isEntity);
}

export type ResponsePath = readonly (string | number)[];

/**
 * Where in the answer each object at a path stands. An object can stand at several places: entities that were asked for once
 * are shared by all that named them.
 */
export function placesOf(root: Entity, path: PlanPath): ReadonlyMap<object, readonly ResponsePath[]> {
  const places = new Map<object, ResponsePath[]>();
  const walk = (value: unknown, depth: number, place: ResponsePath): void => {
    const segment = path[depth];
    if (segment === undefined) {
      if (!isEntity(value)) return;
      const known = places.get(value);
      if (known) known.push(place);
      else places.set(value, [place]);
    } else if (segment === everyElement) {
      if (Array.isArray(value)) value.forEach((element, index) => walk(element, depth + 1, [...place, index]));
    } else if (isEntity(value)) {
      walk(own(value, segment), depth + 1, [...place, segment]);
    }
  };
  walk(root, 0, []);
  return places;
}
