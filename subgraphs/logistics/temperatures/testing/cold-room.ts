import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { Refused } from '#kernel/testing/house.js';
import { Depot } from '../../testing/depot.js';

const folder = resolve('../shared/data/temperature-loggers');

/** The files of real loggers; none where they are not at hand. */
export const realFiles = existsSync(folder) ? readdirSync(folder).filter((name) => /\.(txt|csv)$/.test(name)) : [];

export function realFile(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

export interface Watch {
  readonly id: string;
  readonly version: number;
  readonly beganAt: string;
  readonly endedAt: string | null;
}

export interface Finding {
  readonly id: string;
  readonly kind: string;
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly minutes: number | null;
  readonly extremeCelsius: number | null;
  readonly cumulativeMinutes: number | null;
  readonly consecutiveExceededAt: string | null;
  readonly cumulativeExceededAt: string | null;
  readonly alertedAt: string | null;
  readonly status: string;
  readonly comment: string | null;
  readonly reopenedAt: string | null;
  readonly withdrawnAt: string | null;
  readonly version: number;
}

export interface Recorded {
  readonly taken: number;
  readonly known: number;
  readonly leftOut: readonly { readonly line: number | null; readonly reason: string }[];
  readonly userErrors: readonly Refused[];
}

export interface Reading {
  readonly at: string;
  readonly celsius: number;
}

export const watchFields = 'id version beganAt endedAt';
export const findingFields =
  'id kind beganAt endedAt minutes extremeCelsius cumulativeMinutes consecutiveExceededAt cumulativeExceededAt alertedAt status comment reopenedAt withdrawnAt version';

/** The hour in which tests measure, long past: nothing of it is to come, or silent still. */
export const eight = Date.parse('2026-03-02T08:00:00Z');

/** So many minutes after eight. */
export function minute(after: number): string {
  return new Date(eight + after * 60_000).toISOString();
}

/** Temperatures every five minutes from eight on; null is a reading that never came. */
export function everyFive(...temperatures: (number | null)[]): Reading[] {
  return temperatures.flatMap((celsius, index) => (celsius === null ? [] : [{ at: minute(index * 5), celsius }]));
}

/** A depot with loggers, and the words of who looks after what is kept cold. */
export class ColdRoom extends Depot {
  async logger(more: object = {}, context: RequestContext = this.context): Promise<string> {
    const input = { branchId: this.branchId, serial: newId('serial').slice(-10), name: 'Cold box', ...more };
    return (await this.done<{ logger: { id: string } }>('addTemperatureLogger', 'logger { id }', input, context)).logger.id;
  }

  /** Two to eight degrees, from eight on, read out afterwards; 15 minutes without a reading are silence. */
  async watch(loggerId: string, more: object = {}): Promise<Watch> {
    const input = { loggerId, beganAt: minute(0), minCelsius: 2, maxCelsius: 8, live: false, ...more };
    return (await this.done<{ watch: Watch }>('startTemperatureWatch', `watch { ${watchFields} }`, input)).watch;
  }

  record(loggerId: string, readings: readonly Reading[], context: RequestContext = this.context): Promise<Recorded> {
    return this.run<Recorded>('recordTemperatures', 'taken known leftOut { line reason }', { loggerId, readings }, context);
  }

  async findings(watchId: string, context: RequestContext = this.context): Promise<Finding[]> {
    const text = `query ($id: ID!) { temperatureWatch(id: $id) { excursions(first: 100) { nodes { ${findingFields} } } } }`;
    const { temperatureWatch } = await this.ask<{ temperatureWatch: { excursions: { nodes: Finding[] } } | null }>(
      text,
      { id: watchId },
      context,
    );
    return temperatureWatch?.excursions.nodes ?? [];
  }

  async finding(id: string): Promise<Finding | null> {
    const text = `query ($id: ID!) { temperatureExcursion(id: $id) { ${findingFields} } }`;
    return (await this.ask<{ temperatureExcursion: Finding | null }>(text, { id })).temperatureExcursion;
  }

  acknowledge(
    { id, version }: Pick<Finding, 'id' | 'version'>,
    comment = 'Taken to the other fridge.',
    context: RequestContext = this.context,
  ): Promise<{ excursion: Finding | null; userErrors: Refused[] }> {
    const input = { id, expectedVersion: version, comment };
    return this.run<{ excursion: Finding | null }>('acknowledgeExcursion', `excursion { ${findingFields} }`, input, context);
  }
}

/** A finding in short: `TOO_WARM 08:05-08:20 15 max 9`. */
export function short({ kind, beganAt, endedAt, minutes, extremeCelsius }: Finding): string {
  const time = (at: string | null): string => (at === null ? '…' : at.slice(11, 16));
  const extreme = extremeCelsius === null ? '' : ` ${extremeCelsius}°`;
  return `${kind} ${time(beganAt)}-${time(endedAt)} ${minutes}${extreme}`;
}
