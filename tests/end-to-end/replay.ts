import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { positionsIn } from '../../subgraphs/logistics/testing/gps-traces.js';
import type { Position } from '../../subgraphs/logistics/traces/position.js';

/** A car in Istria, recorded by a handheld receiver: it leaves a square, stops at the edge of the town, and comes back. */
const recording = positionsIn('around-visnjan-with-car.gpx');
const stop = 72;
const parked = 100;

/** From where it sets out to where it stops, and from there back. */
export const wayOut = recording.slice(0, stop + 1);
export const wayBack = recording.slice(stop, parked + 1);

export type Place = Pick<Position, 'latitude' | 'longitude'>;

export function placeOf({ latitude, longitude }: Position): Place {
  return { latitude, longitude };
}

export function endOf(way: readonly Position[]): Place {
  const last = way.at(-1);
  if (!last) throw new Error('The recording is empty');
  return placeOf(last);
}

/** How long the way took. */
export function durationOf(way: readonly Position[]): number {
  return (way.at(-1)?.at.getTime() ?? 0) - (way[0]?.at.getTime() ?? 0);
}

/** The way as if it had ended at another time. */
export function endingAt(way: readonly Position[], end: Date): Position[] {
  const later = end.getTime() - (way.at(-1)?.at.getTime() ?? 0);
  return way.map(({ at, ...position }) => ({ ...position, at: new Date(at.getTime() + later) }));
}

/** As a telephone sends it that had no net for a while: in pieces, of which one comes late and one twice. */
export function inPieces(way: readonly Position[], size: number): Position[][] {
  const pieces = Array.from({ length: Math.ceil(way.length / size) }, (_, index) => way.slice(index * size, (index + 1) * size));
  const [first = [], second = [], ...rest] = pieces;
  return [first, ...rest.slice(0, 1), second, ...rest.slice(0, 1), ...rest.slice(1)];
}

const logFile = 'RCPJ00010_03_202304201359.readings.csv';
export const loggerSerial = 'RCPJ00010_03';

/** The table of a logger that was never as cold as samples are kept, as if it had been read out now; in UTC. */
export function temperatureLogEndingAt(end: Date): string {
  const [heading = '', ...rows] = readFileSync(join(resolve('../shared/data/temperature-loggers'), logFile), 'utf8')
    .trim()
    .split('\n');
  const instant = (row: string): number => Date.parse(`${row.slice(0, 16).replace(' ', 'T')}Z`);
  const later = end.getTime() - instant(rows.at(-1) ?? '');
  const shifted = rows.map((row) => `${new Date(instant(row) + later).toISOString().slice(0, 16).replace('T', ' ')}${row.slice(16)}`);
  return [heading, ...shifted, ''].join('\n');
}
