import { systemContext, type RequestContext } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import type { EventRecord } from '#kernel/events/event.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { newId, newUuid } from '#kernel/graph/type-id.js';
import { Context } from '#kernel/subgraph/context.js';
import { Courier } from '../../couriers/courier.js';
import { logistics } from '../../index.js';
import { Depot } from '../../testing/depot.js';
import { giveTask, takeTaskBack } from '../assigning.js';
import { Vehicle } from '../task-terms.js';
import { Task } from '../task.js';

export interface SeenTask {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly version: number;
}

/** A courier, and in whose words they speak. */
export interface SeenCourier {
  readonly id: string;
  readonly context: RequestContext;
}

export const taskFields = 'task { id number status version }';

/** A depot, and the words for what becomes of its tasks. */
export class TaskDesk extends Depot {
  async task(input: object = {}, context = this.context): Promise<SeenTask> {
    const asked = { branchId: this.branchId, kind: 'PICKUP', place: { address: 'Peace Avenue 17' }, ...input };
    return (await this.done<{ task: SeenTask }>('createTask', taskFields, asked, context)).task;
  }

  /** Somebody who only does what they are sent to. */
  async courier(name = 'Bold', branchId: string = this.branchId): Promise<SeenCourier> {
    const staffId = newId('staff');
    const courier = Object.assign(new Courier(), {
      id: newId('courier'),
      branchId,
      staffId,
      name,
      nameKey: searchKey(name),
      phone: null,
      vehicle: Vehicle.MOTORCYCLE,
      coldBoxMinCelsius: null,
      coldBoxMaxCelsius: null,
      capacity: 20,
      skills: [],
      active: true,
      onShiftSince: new Date(),
      shiftUntil: null,
      latitude: null,
      longitude: null,
      positionAt: null,
    });
    await this.system(branchId, async (transaction) => void (await transaction.insert(courier)));
    const permissions = ['tasks:perform', 'tasks:read', 'couriers:read', 'orders:read', 'staff:read'];
    return { id: courier.id, context: this.somebody({ permissions, actorId: staffId }) };
  }

  /** Sends a courier; answers why not. */
  async give(taskId: string, { id }: { readonly id: string }, reason: string | null = null): Promise<string | null> {
    let refused: string | null = null;
    await this.system(this.branchId, async (transaction) => {
      const [task, courier] = [await transaction.lock(Task, taskId), await transaction.lock(Courier, id)];
      if (!task || !courier) throw new Error('There is no such task or courier');
      refused = (await giveTask(transaction, task, courier, reason))?.message ?? null;
    });
    return refused;
  }

  async takeBack(taskId: string, reason: string | null = null): Promise<string | null> {
    let refused: string | null = null;
    await this.system(this.branchId, async (transaction) => {
      const task = await transaction.lock(Task, taskId);
      if (!task) throw new Error('There is no such task');
      refused = (await takeTaskBack(transaction, task, reason))?.message ?? null;
    });
    return refused;
  }

  /** A task that a courier is on the way to. */
  async active(courier: SeenCourier, input: object = {}): Promise<SeenTask> {
    const task = await this.task(input);
    await this.give(task.id, courier);
    return (await this.done<{ task: SeenTask }>('startTask', taskFields, { id: task.id }, courier.context)).task;
  }

  async look<T = Record<string, unknown>>(id: string, fields: string, context = this.context): Promise<T> {
    const { task } = await this.ask<{ task: T }>(`query ($id: ID!) { task(id: $id) { ${fields} } }`, { id }, context);
    return task;
  }

  /** What happened to a task, one word a step. */
  async steps(id: string): Promise<string[]> {
    const { steps } = await this.look<{ steps: { step: string }[] }>(id, 'steps { step }');
    return steps.map(({ step }) => step);
  }

  /** Orders tells how an order is now; what is of a higher turn happened later. */
  async orderIs(orderId: string, status: string, turn: number): Promise<void> {
    const occurredAt = new Date(Date.now() + turn * 100_000).toISOString();
    await react(this, { ...this.event('order.updated', orderId, { status }), occurredAt });
  }

  /** An event of orders, at the place in their order where it is made. */
  event(type: string, orderId: string, data: object, branchId = this.branchId): EventRecord {
    const order = {
      number: 'LAB-000042',
      type: 'LAB_SAMPLE',
      status: 'ACTIVE',
      state: 'placed',
      priority: 'URGENT',
      performerBranchId: null,
    };
    return {
      id: newUuid(),
      type,
      version: 1,
      tenant: { id: this.tenant.id },
      subject: orderId,
      branch: branchId,
      data: { ...order, ...data },
      actorId: null,
      requestId: null,
      occurredAt: new Date().toISOString(),
    };
  }
}

/** Reacts to an event once, in a transaction of its own, as the house does when it is delivered. */
export async function react({ subgraph: { resources } }: TaskDesk, event: EventRecord): Promise<void> {
  for (const { name, types, handle } of logistics.reactions ?? []) {
    if (!types(null).includes(event.type)) continue;
    const request = systemContext({ id: event.tenant.id, subdomain: '' }, name, newUuid());
    const context = new Context(request, resources);
    await resources.database.transaction(request, scopeOf(request, name), 'command', (transaction) => handle(context, event, transaction));
  }
}
