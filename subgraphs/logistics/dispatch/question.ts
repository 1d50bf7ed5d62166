import type { Courier } from '../couriers/courier.js';
import type { TaskPriority } from '../tasks/task-terms.js';
import { TaskKind, TaskStatus } from '../tasks/task-terms.js';
import type { Task } from '../tasks/task.js';
import { placeOf, type Situation } from './situation.js';
import type { Stop } from './stop.js';
import type { DispatchCourier, DispatchQuestion, DispatchTask, TemperatureRange } from './strategy.js';
import type { TravelTimes } from './travel-times.js';

const ranks: Readonly<Record<TaskPriority, number>> = { ROUTINE: 0, URGENT: 1, ASAP: 2, STAT: 3 };

/** How many seconds of driving it is worth that such a stop is reached a second sooner. */
const urgencies: Readonly<Record<TaskPriority, number>> = { ROUTINE: 0, URGENT: 0.2, ASAP: 0.5, STAT: 2 };

/** What the situation is to a strategy, at this moment. */
export function questionOf(situation: Situation, travel: TravelTimes, now: Date): DispatchQuestion {
  return {
    tasks: situation.tasks.map((task) => taskOf(task, situation)),
    couriers: situation.couriers.map((courier) => courierOf(courier, situation, travel, now)),
  };
}

export function courierOf(courier: Courier, { held, before }: Situation, travel: TravelTimes, now: Date): DispatchCourier {
  const { id, name, vehicle, capacity, skills, shiftUntil, coldBoxMinCelsius, coldBoxMaxCelsius } = courier;
  return {
    id,
    name,
    onShift: courier.isOnShift,
    departure: {
      from: courier.isLocated ? placeOf(courier) : null,
      at: now.getTime(),
      until: shiftUntil?.getTime() ?? null,
      capacity,
      travel: travel.by(vehicle),
    },
    skills: new Set(skills.map((skill) => skill.toLowerCase())),
    coldBox: rangeOf(coldBoxMinCelsius, coldBoxMaxCelsius),
    stops: (held.get(id) ?? []).map((task) => stopOf(task, before.get(task.id) ?? [])),
  };
}

export function taskOf(task: Task, { before, declined, bound }: Situation): DispatchTask {
  return {
    // Who is sent anew has not set out.
    stop: { ...stopOf(task, before.get(task.id) ?? []), begun: false },
    rank: ranks[task.priority],
    skills: task.skills.map((skill) => skill.toLowerCase()),
    temperature: rangeOf(task.minCelsius, task.maxCelsius),
    orderId: task.orderId,
    declinedBy: declined.get(task.id) ?? new Set(),
    boundTo: bound.get(task.id) ?? null,
  };
}

function stopOf(task: Task, after: readonly string[]): Stop {
  return {
    taskId: task.id,
    place: placeOf(task),
    load: fetches(task, after) ? task.load : -task.load,
    serviceSeconds: task.serviceMinutes * 60,
    notBefore: task.notBefore?.getTime() ?? null,
    notAfter: task.notAfter?.getTime() ?? null,
    after,
    urgency: urgencies[task.priority],
    begun: task.status === TaskStatus.ACTIVE,
  };
}

/** Instruments are fetched first, and brought back by a task that follows. */
function fetches({ kind }: Task, after: readonly string[]): boolean {
  return kind === TaskKind.PICKUP || kind === TaskKind.COLLECT_SAMPLE || (kind === TaskKind.STERILIZE && after.length === 0);
}

function rangeOf(min: string | null, max: string | null): TemperatureRange | null {
  return min === null && max === null ? null : { min: min === null ? -Infinity : Number(min), max: max === null ? Infinity : Number(max) };
}
