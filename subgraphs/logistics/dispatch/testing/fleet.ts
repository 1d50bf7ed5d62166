import type { RequestContext } from '#kernel/context/request-context.js';
import { systemContext } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import { newId, newUuid, toUuid } from '#kernel/graph/type-id.js';
import { Context } from '#kernel/subgraph/context.js';
import type { Place } from '../../traces/position.js';
import { TaskDesk, type SeenTask } from '../../tasks/testing/task-desk.js';
import { dispatchTask, type Seeking } from '../seeking.js';

export const square: Place = { latitude: 47.9185, longitude: 106.9176 };

/** So many metres to the north of the square. */
export const north = (metres: number): Place => ({ latitude: square.latitude + metres / 111_195, longitude: square.longitude });

export interface FleetCourier {
  readonly id: string;
  readonly staffId: string;
  readonly context: RequestContext;
}

export interface RiderOptions {
  readonly place?: Place | null;
  readonly onShift?: boolean;
  readonly until?: string;
  readonly capacity?: number;
  readonly skills?: readonly string[];
}

const permissions = ['tasks:perform', 'tasks:read', 'couriers:read'];

/** A branch whose couriers wait on shift at places that the test says. */
export class Fleet extends TaskDesk {
  /** On shift at the square unless said otherwise; `place: null` for one of whom nobody knows where. */
  async rider(name: string, { place = square, onShift = true, until, ...more }: RiderOptions = {}): Promise<FleetCourier> {
    const staffId = newId('staff');
    const input = { branchId: this.branchId, staffId, name, vehicle: 'MOTORCYCLE', ...more };
    const { courier } = await this.done<{ courier: { id: string } }>('addCourier', 'courier { id }', input);
    const context = this.somebody({ permissions, actorId: staffId });
    if (onShift) await this.done('goOnShift', 'courier { id }', { until }, context);
    if (place) await this.at(courier.id, place);
    return { id: courier.id, staffId, context };
  }

  async at(courierId: string, { latitude, longitude }: Place): Promise<void> {
    await this.system(this.branchId, async (transaction) => {
      await transaction.rows(sql`update couriers set latitude = ${latitude}, longitude = ${longitude}, position_at = now()
        where id = ${toUuid('courier', courierId)}`);
    });
  }

  /** Something to be done at a place. */
  stop(place: Place, more: object = {}): Promise<SeenTask> {
    return this.task({ place: { address: 'Peace Avenue 17', ...place }, ...more });
  }

  item(quantity: number, more: object = {}): object {
    return { name: 'EDTA blood', quantity, ...more };
  }

  /** What a courier has to do, the numbers of the tasks as they were made. */
  async stops(courierId: string): Promise<string[]> {
    const { courier } = await this.ask<{ courier: { stops: { number: string }[] } }>(
      'query ($id: ID!) { courier(id: $id) { stops { number } } }',
      { id: courierId },
    );
    return courier.stops.map(({ number }) => number.slice(-1));
  }

  /** Asks an order's tasks of logistics, as orders do. */
  wanted(key: string, kind: string, place: Place, more: object = {}): object {
    const where = { branchId: null, name: key, phone: null, address: 'Peace Avenue 17', ...place };
    return { key, kind, dependsOn: [], place: where, notBefore: null, notAfter: null, items: [], skills: [], ...more };
  }

  /** Runs the job now, whenever it was planned for. */
  async seek(payload: Seeking): Promise<void> {
    const request = systemContext(this.tenant, 'dispatch-task', newUuid());
    const { database, resources } = this.subgraph;
    await database.transaction(request, scopeOf(request, 'dispatch-task'), 'command', (transaction) =>
      dispatchTask.handle(new Context(request, resources), payload, transaction),
    );
  }
}
