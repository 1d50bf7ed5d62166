import pg from 'pg';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { CourierShift } from '../../couriers/courier-shift.js';
import { Courier } from '../../couriers/courier.js';
import { Task } from '../../tasks/task.js';
import { TaskKind, TaskPriority, TaskStatus, Vehicle } from '../../tasks/task-terms.js';
import type { Depot } from '../../testing/depot.js';
import type { Place, Position } from '../../traces/position.js';

export interface Rider {
  readonly id: string;
  readonly context: RequestContext;
}

export interface Reported {
  readonly taken: number;
  readonly known: number;
  readonly rejected: readonly { readonly index: number; readonly reason: string }[];
}

export interface KeptPosition extends Position {
  readonly rejected: string | null;
}

/** Somebody who goes for a branch, on shift for longer than positions are taken. */
export async function addRider(depot: Depot, more: Partial<Courier> = {}): Promise<Rider> {
  const context = depot.somebody();
  const branchId = more.branchId ?? depot.branchId;
  const courier = Object.assign(new Courier(), {
    ...{ id: newId('courier'), branchId, staffId: context.actor.id, name: 'Bat', nameKey: 'bat', phone: null, vehicle: Vehicle.CAR },
    ...{ coldBoxMinCelsius: null, coldBoxMaxCelsius: null, capacity: 10, skills: [], active: true },
    ...{ onShiftSince: new Date(Date.now() - 8 * 86_400_000), shiftUntil: null, latitude: null, longitude: null, positionAt: null },
    ...more,
  });
  await depot.system(branchId, async (transaction) => {
    await transaction.insert(courier);
    if (courier.onShiftSince) await insertShift(transaction, courier, courier.onShiftSince, null);
  });
  return { id: courier.id, context };
}

/** A shift of a rider that is over. */
export async function addShift(depot: Depot, { id }: Rider, beganAt: Date, endedAt: Date): Promise<void> {
  await depot.system(depot.branchId, (transaction) => insertShift(transaction, { id, branchId: depot.branchId }, beganAt, endedAt));
}

async function insertShift(
  transaction: Transaction,
  { id: courierId, branchId }: Pick<Courier, 'id' | 'branchId'>,
  beganAt: Date,
  endedAt: Date | null,
): Promise<void> {
  const shift = { id: newId('couriershift'), branchId, courierId, beganAt, plannedUntil: null, endedAt };
  await transaction.insert(Object.assign(new CourierShift(), shift));
}

let numbers = 0;

/** Something that a rider is under way for. */
export async function addTask(depot: Depot, rider: Rider, place: Place, more: Partial<Task> = {}): Promise<string> {
  const branchId = more.branchId ?? depot.branchId;
  const task = Object.assign(new Task(), {
    ...{ id: newId('task'), branchId, number: `UB1-T-${(numbers += 1)}`, kind: TaskKind.DELIVERY, status: TaskStatus.ACTIVE },
    ...{ priority: TaskPriority.ROUTINE, serviceMinutes: 5, skills: [], items: [], load: 0 },
    ...{ courierId: rider.id, startedAt: new Date(0), latitude: place.latitude, longitude: place.longitude },
    ...more,
  });
  await depot.system(branchId, async (transaction) => void (await transaction.insert(task)));
  return task.id;
}

export async function report(depot: Depot, rider: Rider, positions: readonly Position[]): Promise<Reported> {
  const fields = 'taken known rejected { index reason }';
  const { taken, known, rejected } = await depot.done<Reported>('reportPositions', fields, asSent(positions), rider.context);
  return { taken, known, rejected };
}

/** As it comes over the wire. */
export function asSent(positions: readonly Position[]): { positions: object[] } {
  return { positions: positions.map((position) => ({ ...position, at: position.at.toISOString() })) };
}

/** What is kept of a courier, believed or not, in the order of time. */
export async function keptOf(subgraph: TestSubgraph, courierId: string): Promise<KeptPosition[]> {
  return asOwner(subgraph, async (client) => {
    const { rows } = await client.query<KeptPosition>(
      `select at, latitude, longitude, accuracy_metres as "accuracyMetres", speed, heading, rejected
        from logistics.courier_positions where courier_id = $1 order by at, latitude, longitude`,
      [toUuid('courier', courierId)],
    );
    return rows;
  });
}

export async function asOwner<T>(subgraph: TestSubgraph, run: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: subgraph.ownerUrl });
  await client.connect();
  try {
    return await run(client);
  } finally {
    await client.end();
  }
}

/** A recorded trace as if it ended a while ago, in whole seconds: what is older than seven days is not taken. */
export function lately<P extends Position>(trace: readonly P[], agoMs = 60 * 60_000): P[] {
  const end = Math.max(...trace.map(({ at }) => at.getTime()));
  const shift = Math.floor((Date.now() - agoMs - end) / 1_000) * 1_000;
  return trace.map((position) => ({ ...position, at: new Date(position.at.getTime() + shift) }));
}
