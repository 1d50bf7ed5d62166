import { earthRadiusMetres, metresBetween } from './distance.js';
import type { Place } from './position.js';

/** A place as a direction from the centre of the earth, of length 1: there, neither poles nor the date line are special. */
export type Direction = readonly [x: number, y: number, z: number];

export function directionOf({ latitude, longitude }: Place): Direction {
  const [north, east] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
  return [Math.cos(north) * Math.cos(east), Math.cos(north) * Math.sin(east), Math.sin(north)];
}

/** The square of the straight line between two; as a chord it is never longer than the way on the surface. */
export function chordSquared(one: Direction, other: Direction): number {
  const chord = minus(one, other);
  return dot(chord, chord);
}

/** The place on the great circle from one to another at a part of the way: 0 is the one, 1 the other. */
export function between(from: Place, to: Place, part: number): Place {
  const angle = metresBetween(from, to) / earthRadiusMetres;
  if (angle === 0) return { latitude: from.latitude, longitude: from.longitude };
  const [one, other] = [directionOf(from), directionOf(to)];
  const [ofOne, ofOther] = [Math.sin((1 - part) * angle) / Math.sin(angle), Math.sin(part * angle) / Math.sin(angle)];
  const [x, y, z] = [one[0] * ofOne + other[0] * ofOther, one[1] * ofOne + other[1] * ofOther, one[2] * ofOne + other[2] * ofOther];
  return { latitude: (Math.atan2(z, Math.hypot(x, y)) * 180) / Math.PI, longitude: (Math.atan2(y, x) * 180) / Math.PI };
}

/** How far a place lies from the way between two others along the great circle. */
export function metresFromWay(place: Place, from: Place, to: Place): number {
  const [here, start, end] = [directionOf(place), directionOf(from), directionOf(to)];
  // By differences: between neighbours a metre apart, the product of the directions themselves would lose millimetres.
  const normal = cross(start, minus(end, start));
  const size = Math.hypot(...normal);
  if (size === 0) return metresBetween(place, from);
  if (dot(minus(here, start), cross(normal, start)) <= 0) return metresBetween(place, from);
  if (dot(minus(here, end), cross(normal, end)) >= 0) return metresBetween(place, to);
  return earthRadiusMetres * Math.abs(Math.asin(Math.max(-1, Math.min(1, dot(minus(here, start), normal) / size))));
}

function minus(one: Direction, other: Direction): Direction {
  return [one[0] - other[0], one[1] - other[1], one[2] - other[2]];
}

function dot(one: Direction, other: Direction): number {
  return one[0] * other[0] + one[1] * other[1] + one[2] * other[2];
}

function cross(one: Direction, other: Direction): Direction {
  return [one[1] * other[2] - one[2] * other[1], one[2] * other[0] - one[0] * other[2], one[0] * other[1] - one[1] * other[0]];
}
