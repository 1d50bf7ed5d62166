import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { slaBreached } from '../events.js';
import { OrderStatus } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';
import { hoursOf } from './branch-hours.js';
import { instantOf, planOf, reckoned } from './clock-plan.js';
import { SlaClock, SlaClockStatus } from './sla-clock.js';
import { SlaCounting, SlaPolicy } from './sla-policy.js';
import { always, type CountedTime } from './working-calendar.js';

/** What a rule asked for. */
export interface WantedClock {
  readonly policy: string;
  /** Instead of the policy's own target. */
  readonly withinMinutes: number | null;
}

/** Starts the clocks of an order that was placed: those that its type has, and those that rules want. */
export async function startClocks(transaction: Transaction, order: Order, wanted: readonly WantedClock[], at: Date): Promise<void> {
  const codes = wanted.map(({ policy }) => policy);
  const policies = await transaction.all(
    SlaPolicy,
    sql`where active and (code = any (${codes}::text[])
      or order_type = ${order.type} and (priorities = '{}' or ${order.priority} = any (priorities))) order by code`,
  );
  if (policies.length === 0) return;
  const hours = await timeOf(transaction, order);
  for (const policy of policies) {
    const targetMinutes = wanted.find((each) => each.policy === policy.code)?.withinMinutes ?? policy.targetMinutes;
    const { warnPercent, escalation, counts, untilState } = policy;
    const plan = planOf({ targetMinutes, warnPercent, escalation }, counts === SlaCounting.ALWAYS ? always : hours, at.getTime());
    await transaction.insert(
      Object.assign(new SlaClock(), {
        id: newId('slaclock'),
        orderId: order.id,
        branchId: order.branchId,
        performerBranchId: order.performerBranchId,
        policyId: policy.id,
        policyCode: policy.code,
        orderNumber: order.number,
        status: SlaClockStatus.RUNNING,
        startedAt: at,
        warnAt: new Date(instantOf(plan, 'WARNING')),
        dueAt: new Date(instantOf(plan, 'BREACH')),
        ...{ targetMinutes, counts, untilState, plan, done: 0, elapsedMs: 0n, since: at },
        ...{ warnedAt: null, breachedAt: null, endedAt: null, nextAt: new Date(plan[0]?.at ?? at) },
      }),
    );
  }
}

/** An order is held: its clocks stand still. */
export async function pauseClocks(transaction: Transaction, order: Order, at: Date): Promise<void> {
  const hours = await timeOf(transaction, order);
  for (const clock of await clocksIn(transaction, order, SlaClockStatus.RUNNING)) {
    const time = clock.counts === SlaCounting.ALWAYS ? always : hours;
    clock.elapsedMs += BigInt(Math.round(time.between(clock.since.getTime(), at.getTime())));
    Object.assign(clock, { status: SlaClockStatus.PAUSED, nextAt: null, since: at });
    await transaction.save(clock);
  }
}

/** It is resumed: they go on where they stood. */
export async function resumeClocks(transaction: Transaction, order: Order, at: Date): Promise<void> {
  const hours = await timeOf(transaction, order);
  for (const clock of await clocksIn(transaction, order, SlaClockStatus.PAUSED)) {
    Object.assign(clock, { status: SlaClockStatus.RUNNING, since: at });
    await transaction.save(reckonAgain(clock, clock.counts === SlaCounting.ALWAYS ? always : hours));
  }
}

/** The instants of a running clock, anew from where it was started or resumed last. Those that came were told, and stay when they were. */
export function reckonAgain(clock: SlaClock, time: CountedTime): SlaClock {
  const [came, toCome] = [clock.plan.slice(0, clock.done), clock.plan.slice(clock.done)];
  const plan = [...came, ...reckoned(toCome, time, clock.since.getTime(), Number(clock.elapsedMs))];
  const next = plan[clock.done];
  return Object.assign(clock, {
    plan,
    warnAt: new Date(instantOf(plan, 'WARNING')),
    dueAt: new Date(instantOf(plan, 'BREACH')),
    nextAt: next ? new Date(next.at) : null,
  });
}

/** The order has come to a state, or to its end: clocks that wait for it have met their target or missed it. */
export async function reachState(transaction: Transaction, order: Order, at: Date): Promise<void> {
  for (const clock of await clocksIn(transaction, order, SlaClockStatus.RUNNING, SlaClockStatus.PAUSED)) {
    if (clock.untilState === order.state || (order.isEnded && order.status === OrderStatus.COMPLETED)) await settle(transaction, clock, at);
    else if (order.isEnded) await transaction.save(Object.assign(clock, { status: SlaClockStatus.STOPPED, endedAt: at, nextAt: null }));
  }
}

/** A breach that nobody was told of yet, as the clock has not ticked since, is told now. */
async function settle(transaction: Transaction, clock: SlaClock, at: Date): Promise<void> {
  const isLate = clock.breachedAt !== null || (clock.status === SlaClockStatus.RUNNING && at > clock.dueAt);
  const data = { clockId: clock.id, policy: clock.policyCode, dueAt: clock.dueAt.toISOString() };
  if (isLate && clock.breachedAt === null) await transaction.publish(slaBreached, { subject: clock.orderId, branch: clock.branchId, data });
  Object.assign(clock, {
    status: isLate ? SlaClockStatus.MISSED : SlaClockStatus.MET,
    breachedAt: isLate ? (clock.breachedAt ?? clock.dueAt) : null,
    ...{ endedAt: at, nextAt: null },
  });
  await transaction.save(clock);
}

function clocksIn(transaction: Transaction, { id }: Order, ...statuses: readonly SlaClockStatus[]): Promise<SlaClock[]> {
  return transaction.all(
    SlaClock,
    sql`where order_id = ${toUuid('order', id)} and status = any (${statuses}::text[]) order by id for update`,
  );
}

/** By the hours of the branch that does what is ordered. */
function timeOf(transaction: Transaction, order: Order): Promise<CountedTime> {
  return hoursOf(transaction, order.performedAt);
}
