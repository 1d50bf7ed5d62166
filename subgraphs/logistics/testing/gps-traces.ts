import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Place, Position } from '../traces/position.js';

const folder = resolve('../shared/data/gps-traces');

/** `describe` where the recorded traces are at hand, `describe.skip` where not. */
export const describeRecorded = existsSync(folder) ? describe : describe.skip;

function read(file: string): string {
  return readFileSync(join(folder, file), 'utf8').replace(/<!--.*?-->/gs, '');
}

/** The points of the track in a GPX file, as the file has them. */
export function placesIn(file: string): Place[] {
  return [...read(file).matchAll(/<trkpt lat="([^"]+)" lon="([^"]+)"/g)].map(([, latitude, longitude]) => ({
    latitude: Number(latitude),
    longitude: Number(longitude),
  }));
}

/** The same with their times; of a file that has none, nothing. */
export function positionsIn(file: string): Position[] {
  const points = /<trkpt lat="([^"]+)" lon="([^"]+)">(?:(?!<\/trkpt>).)*<time>([^<]+)<\/time>/gs;
  return [...read(file).matchAll(points)].map(([, latitude, longitude, time]) => ({
    at: new Date(time ?? ''),
    latitude: Number(latitude),
    longitude: Number(longitude),
  }));
}

/** The metres that GraphHopper reckons for the route from which a file was made. */
export function routedMetresIn(file: string): number {
  const text = readFileSync(join(folder, file), 'utf8');
  return [...text.matchAll(/<gh:distance>([\d.]+)</g)].reduce((metres, [, distance]) => metres + Number(distance), 0);
}

export interface CourierRecording {
  readonly positions: readonly Position[];
  /** Of each position, whether the courier was driving. */
  readonly driving: readonly boolean[];
  /** The length in the plane in which it was recorded. */
  readonly planeMetres: number;
}

const degreeMetres = 111_195.08;
const depot: Place = { latitude: 47.9185, longitude: 106.9176 };

/** Couriers on their rounds, recorded in metres from a place that is not told: laid out around a depot in Ulaanbaatar. */
export function courierRecordings(): CourierRecording[] {
  const [, ...lines] = read('amazon_courier_activity_90.csv').trim().split('\n');
  const rows = lines.map((line) => {
    const [trajectory = '', time = '', x, y, activity] = line.trim().split(',');
    return { trajectory, at: new Date(`${time.replace(' ', 'T')}Z`), x: Number(x), y: Number(y), driving: activity === 'Driving' };
  });
  return [...Map.groupBy(rows, ({ trajectory }) => trajectory).values()].map((points) => ({
    positions: points.map(({ at, x, y }) => ({
      at,
      latitude: depot.latitude + y / degreeMetres,
      longitude: depot.longitude + x / (degreeMetres * Math.cos((depot.latitude * Math.PI) / 180)),
    })),
    driving: points.map(({ driving }) => driving),
    planeMetres: points
      .slice(1)
      .reduce((metres, { x, y }, index) => metres + Math.hypot(x - (points[index]?.x ?? x), y - (points[index]?.y ?? y)), 0),
  }));
}
