import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { sql } from '#kernel/database/sql.js';
import type { Refused } from '#kernel/testing/house.js';
import { Depot } from '../../testing/depot.js';

export interface LoadAnswer {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly cycleNumber: number;
  readonly status: string;
  readonly f0: number | null;
  readonly heldMinutes: number | null;
  readonly readings: number;
  readonly items: readonly {
    readonly code: string;
    readonly setVersion: number | null;
    readonly sterileUntil: string | null;
    readonly contents: readonly { readonly instrumentId: string; readonly code: string }[];
  }[];
}

export interface LoadStepAnswer {
  readonly load: LoadAnswer | null;
  readonly userErrors: readonly Refused[];
}

export interface ThingAnswer {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly status: string;
  readonly statusReason: string | null;
  readonly sterileUntil: string | null;
}

export interface ReachAnswer {
  readonly uses: number;
  readonly patients: readonly { readonly patient: { readonly id: string }; readonly isDirect: boolean; readonly uses: number }[];
  readonly orders: readonly { readonly order: { readonly id: string } }[];
  readonly things: readonly {
    readonly code: string;
    readonly status: string;
    readonly isSterilizedSince: boolean;
    readonly place: { readonly id: string };
  }[];
}

export const loadFields =
  'load { id version number cycleNumber status f0 heldMinutes readings items { code setVersion sterileUntil contents { instrumentId code } } }';

const minuteMs = 60_000;
let serial = 0;

/** A sterile department: what it sterilizes, in what, and the two people that a load takes. */
export class SterileDepartment extends Depot {
  readonly runner: RequestContext = this.somebody();
  readonly releaser: RequestContext = this.somebody();
  packagingId = '';
  sterilizerId = '';
  programmeId = '';
  private clock = Date.now() - 24 * 60 * minuteMs;

  /** With one autoclave, whose programme is 134 °C for 3 minutes. */
  async open(programme: object = {}): Promise<this> {
    const packaging = { name: 'Double pouch', kind: 'POUCH', shelfDays: 180 };
    this.packagingId = (await this.done<{ packaging: { id: string } }>('addSterilePackaging', 'packaging { id }', packaging)).packaging.id;
    this.sterilizerId = await this.sterilizer();
    this.programmeId = await this.programme(programme);
    return this;
  }

  async sterilizer(more: object = {}): Promise<string> {
    serial += 1;
    const input = {
      branchId: this.branchId,
      code: `AC${serial}`,
      name: 'Autoclave',
      method: 'STEAM',
      serialNumber: '4711',
      validatedUntil: '2099-12-31',
      ...more,
    };
    return (await this.done<{ sterilizer: { id: string } }>('addSterilizer', 'sterilizer { id }', input)).sterilizer.id;
  }

  async programme(more: object = {}): Promise<string> {
    const input = { sterilizerId: this.sterilizerId, name: 'Wrapped', celsius: 134, holdingMinutes: 3, minimumF0: 15, ...more };
    return (await this.done<{ programme: { id: string } }>('addSterilizationProgramme', 'programme { id }', input)).programme.id;
  }

  async instrument(more: object = {}): Promise<{ id: string; code: string }> {
    serial += 1;
    const input = { branchId: this.branchId, code: `I-${serial}`, name: 'Scissors', packagingId: this.packagingId, ...more };
    return (await this.done<{ instrument: { id: string; code: string } }>('registerInstrument', 'instrument { id code }', input))
      .instrument;
  }

  /** A set with fresh instruments, or with these. */
  async set(instrumentIds?: readonly string[], more: object = {}): Promise<{ id: string; code: string; instrumentIds: string[] }> {
    const ids = instrumentIds ?? [(await this.instrument()).id, (await this.instrument()).id];
    serial += 1;
    const input = {
      branchId: this.branchId,
      code: `S-${serial}`,
      name: 'Suture set',
      packagingId: this.packagingId,
      instrumentIds: ids,
      ...more,
    };
    const { set } = await this.done<{ set: { id: string; code: string } }>('assembleInstrumentSet', 'set { id code }', input);
    return { ...set, instrumentIds: [...ids] };
  }

  /** As JSON carries it: moments as texts. */
  override run<Payload>(
    mutation: string,
    fields: string,
    input: object,
    context: RequestContext = this.context,
  ): Promise<Payload & { userErrors: Refused[] }> {
    return super.run<Payload>(mutation, fields, JSON.parse(JSON.stringify(input)) as object, context);
  }

  step(step: string, codes: readonly string[], more: object = {}, context = this.context): Promise<{ userErrors: Refused[] }> {
    return this.run('recordInstrumentStep', 'sets { id } instruments { id }', { codes, step, ...more }, context);
  }

  async clean(...codes: string[]): Promise<void> {
    await this.done('recordInstrumentStep', 'sets { id }', { codes, step: 'CLEANED' });
  }

  load(mutation: string, input: object, context = this.runner): Promise<LoadStepAnswer> {
    return this.run<LoadStepAnswer>(mutation, loadFields, input, context);
  }

  async prepared(codes: readonly string[], more: object = {}): Promise<LoadAnswer> {
    return done(await this.load('prepareLoad', { programmeId: this.programmeId, items: codes.map((code) => ({ code })), ...more }));
  }

  /** When the next cycle begins: ten minutes after the one before it, so that no two are in the chamber at once. */
  nextCycle(): Date {
    this.clock += 10 * minuteMs;
    return new Date(this.clock);
  }

  async started({ id, version }: LoadAnswer, at = this.nextCycle()): Promise<LoadAnswer> {
    return done(await this.load('startLoad', { id, expectedVersion: version, at }));
  }

  /** So many minutes at that temperature, a reading every ten seconds. */
  readings(
    celsius: number,
    minutes: number,
    from = new Date(Date.now() - 25 * minuteMs),
  ): { at: Date; celsius: number; kilopascal: number }[] {
    return Array.from({ length: minutes * 6 + 1 }, (_, index) => ({
      at: new Date(from.getTime() + index * 10_000),
      celsius,
      kilopascal: 304,
    }));
  }

  async finished(codes: readonly string[], more: object = {}): Promise<LoadAnswer> {
    const at = this.nextCycle();
    const running = await this.started(await this.prepared(codes, more), at);
    done(await this.load('recordCycleReadings', { loadId: running.id, readings: this.readings(134.5, 4, after(at, 1)) }));
    const { version } = await this.loadNow(running.id);
    const finished = done(await this.load('finishLoad', { id: running.id, expectedVersion: version, at: after(at, 9) }));
    const indicators = codes.map((code) => ({ code, class: 5, result: 'PASS' }));
    return done(await this.load('recordChemicalIndicators', { loadId: finished.id, indicators }));
  }

  release({ id, version }: LoadAnswer, more: object = {}, context = this.releaser): Promise<LoadStepAnswer> {
    return this.load('releaseLoad', { id, expectedVersion: version, ...more }, context);
  }

  /** From clean to sterile. */
  async released(codes: readonly string[], more: object = {}): Promise<LoadAnswer> {
    return done(await this.release(await this.finished(codes, more)));
  }

  async loadNow(id: string): Promise<LoadAnswer> {
    const { node } = await this.ask<{ node: LoadAnswer }>(
      `query ($id: ID!) { node: sterilizationLoad(id: $id) { ${loadFields.slice(7, -2)} } }`,
      { id },
    );
    return node;
  }

  use(codes: readonly string[], more: object = {}, context = this.context): Promise<{ uses: { id: string }[]; userErrors: Refused[] }> {
    return this.run('useInstruments', 'uses { id loadNumber setVersion }', { branchId: this.branchId, codes, ...more }, context);
  }

  async used(codes: readonly string[], patientId: string = newId('patient'), more: object = {}): Promise<string> {
    const { userErrors } = await this.use(codes, { patientId, ...more });
    if (userErrors.length > 0) throw new Error(messages({ userErrors }));
    return patientId;
  }

  async thing(code: string, context = this.context): Promise<ThingAnswer | null> {
    const fields = 'nodes { id version code status statusReason sterileUntil }';
    const { instruments, instrumentSets } = await this.ask<{
      instruments: { nodes: ThingAnswer[] };
      instrumentSets: { nodes: ThingAnswer[] };
    }>(
      `query ($code: String!) { instruments(filter: {code: $code}) { ${fields} } instrumentSets(filter: {code: $code}) { ${fields} } }`,
      { code },
      context,
    );
    return instruments.nodes[0] ?? instrumentSets.nodes[0] ?? null;
  }

  async reach(id: string, context = this.context): Promise<ReachAnswer> {
    const fields = `uses patients { patient { id } isDirect uses } orders { order { id } } things { code status isSterilizedSince place { id } }`;
    const { sterilizationLoad } = await this.ask<{ sterilizationLoad: { reach: ReachAnswer } }>(
      `query ($id: ID!) { sterilizationLoad(id: $id) { reach { ${fields} } } }`,
      { id },
      context,
    );
    return sterilizationLoad.reach;
  }

  /** What was published of these types, the oldest first. */
  async events(type: string): Promise<{ subject: string; data: Record<string, unknown> }[]> {
    const found: { subject: string; data: Record<string, unknown> }[] = [];
    await this.system(this.branchId, async (transaction) => {
      found.push(
        ...(await transaction.rows<(typeof found)[number]>(sql`select subject, data from outbox where type = ${type} order by position`)),
      );
    });
    return found;
  }
}

export function after(moment: Date, minutes: number): Date {
  return new Date(moment.getTime() + minutes * minuteMs);
}

export function done({ load, userErrors }: LoadStepAnswer): LoadAnswer {
  if (!load) throw new Error(messages({ userErrors }));
  return load;
}

export function messages({ userErrors }: { readonly userErrors: readonly Refused[] }): string {
  return userErrors.map(({ message }) => message).join(' ');
}

export function codes({ userErrors }: { readonly userErrors: readonly Refused[] }): string[] {
  return userErrors.map(({ code }) => code);
}
