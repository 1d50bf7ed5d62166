import { isDeepStrictEqual } from 'node:util';
import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { rememberProfile, type BranchProfile } from '#kernel/branches/branch-profile.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { defineEvent, type EventRecord } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { awaitDependencies, cyclesThrough, flagBehind, setDependencies } from './dependencies.js';
import { makeTask, otherEnd } from './new-task.js';
import { stepTask } from './stepping.js';
import { callOff, setItems } from './task-changes.js';
import { branchPlaceFields, placeOfBranch, pointOf, type BranchPlace, type PlaceOfTask } from './task-place.js';
import { TaskStatus, type TaskKind, type TaskPriority } from './task-terms.js';
import { Task, type TaskItem } from './task.js';

interface WantedPlace {
  readonly branchId: string | null;
  readonly name: string | null;
  readonly phone: string | null;
  readonly address: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

interface WantedTask {
  /** Unique within the order: the same key asked for again is the same task. */
  readonly key: string;
  readonly kind: `${TaskKind}`;
  readonly dependsOn: readonly string[];
  readonly place: WantedPlace;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly items: readonly TaskItem[];
  readonly skills: readonly string[];
}

interface OrderFacts {
  readonly number: string | null;
  /** How couriers are found for it: `immediate` without a person. */
  readonly dispatch?: string | null;
  readonly priority: string;
  readonly performerBranchId: string | null;
  readonly patientId?: string | null;
}

type Requested = OrderFacts & { readonly tasks: readonly WantedTask[] };
type Withdrawn = OrderFacts & { readonly reason: string | null };

const tasksRequested = defineEvent<Requested>('order.tasks_requested', 1, 'An order is to be brought or done; orders tells it.');
const tasksWithdrawn = defineEvent<Withdrawn>(
  'order.tasks_withdrawn',
  1,
  'The tasks of an order that are not done yet are not wanted any more; orders tells it.',
);

export const keepOrderTasks = [
  on(tasksRequested, 'make-order-tasks', makeOrderTasks),
  on(tasksWithdrawn, 'withdraw-order-tasks', withdrawOrderTasks),
];

/** Where something is done takes minutes, how many nobody has said. */
const usualServiceMinutes = 5;

/**
 * Makes the tasks that an order asks for. One that is there already is the same task: it is brought up to date when it is asked
 * for anew, and comes back when its order had taken it back before. Nothing comes of what was taken back after it was asked for,
 * in whichever order the two arrive.
 */
async function makeOrderTasks(context: Context, event: EventRecord<Requested>, transaction: Transaction): Promise<void> {
  const { subject: orderId, branch: branchId, data } = event;
  if (branchId === null || data.tasks.length === 0) return;
  const { branch, places } = await lookUp(context, transaction, branchId, data.tasks);
  if (data.tasks.some(({ dependsOn }) => dependsOn.length > 0)) await awaitDependencies(transaction);
  const withdrawnBy = await lockOrder(transaction, orderId);
  if (withdrawnBy !== null && event.id < withdrawnBy) return;
  const known = await transaction.all(Task, sql`where order_id = ${toUuid('order', orderId)} order by id for update`);
  const tasks = new Map(known.map((task) => [task.orderKey, task]));
  const touched: WantedTask[] = [];
  for (const wanted of data.tasks) {
    const task = tasks.get(wanted.key);
    if (task && !isRenewable(task, event.id)) continue;
    touched.push(wanted);
    if (task) await renew(transaction, task, event, { ...wantedOf(wanted, data), ...placeOf(wanted.place, places) });
  }
  for (const wanted of touched.filter(({ key }) => !tasks.has(key))) {
    const place = placeOf(wanted.place, places);
    const asked = {
      ...wantedOf(wanted, data),
      ...place,
      kind: wanted.kind as TaskKind,
      items: [...wanted.items],
      serviceMinutes: usualServiceMinutes,
      note: null,
      otherBranchId: otherEnd(branchId, data.performerBranchId) ?? otherEnd(branchId, place.placeBranchId),
    };
    const order = { orderId, orderKey: wanted.key, orderNumber: data.number, patientId: data.patientId ?? null, askedEvent: event.id };
    tasks.set(wanted.key, await makeTask(transaction, branch, asked, { order }));
  }
  for (const wanted of touched) await dependAsWanted(context, transaction, wanted, tasks);
}

/** Calls off what an order asked for and does not want any more, and remembers it for what it asked for before and is heard of later. */
async function withdrawOrderTasks(_context: Context, event: EventRecord<Withdrawn>, transaction: Transaction): Promise<void> {
  const { subject: orderId, data } = event;
  await lockOrder(transaction, orderId);
  await transaction.rows(sql`update task_orders set withdrawn_event = ${event.id}
    where order_id = ${toUuid('order', orderId)} and (withdrawn_event is null or withdrawn_event < ${event.id}::uuid)`);
  const open = await transaction.all(
    Task,
    sql`where order_id = ${toUuid('order', orderId)} and ended_at is null and asked_event < ${event.id}::uuid order by id for update`,
  );
  for (const task of open) {
    callOff(task, data.reason);
    task.withdrawn = true;
    await stepTask(transaction, task, 'CANCELLED', { reason: data.reason });
  }
  if (open.length > 0) await flagBehind(transaction, open);
}

/** Locks the order's place among the tasks, and tells by which event its tasks were taken back last. */
async function lockOrder(transaction: Transaction, orderId: string): Promise<string | null> {
  const id = toUuid('order', orderId);
  await transaction.rows(sql`insert into task_orders (order_id) values (${id}) on conflict do nothing`);
  const [row] = await transaction.rows<{ withdrawn_event: string | null }>(
    sql`select withdrawn_event from task_orders where order_id = ${id} for update`,
  );
  return row?.withdrawn_event ?? null;
}

/** What was completed, or called off by a person here, stays as it is; so does what was asked for later than this. */
function isRenewable(task: Task, eventId: string): boolean {
  const isOpen = !task.isEnded || task.withdrawn;
  return isOpen && (task.askedEvent === null || task.askedEvent < eventId);
}

type Wanted = Pick<Task, 'priority' | 'notBefore' | 'notAfter' | 'skills' | 'orderNumber' | 'patientId' | 'dispatch'>;

function wantedOf({ notBefore, notAfter, skills }: WantedTask, { number, priority, patientId, dispatch }: OrderFacts): Wanted {
  return {
    priority: priority as TaskPriority,
    notBefore: notBefore === null ? null : new Date(notBefore),
    notAfter: notAfter === null ? null : new Date(notAfter),
    skills: [...skills],
    orderNumber: number,
    patientId: patientId ?? null,
    dispatch: dispatch ?? null,
  };
}

async function renew(transaction: Transaction, task: Task, event: EventRecord<Requested>, wanted: Wanted & PlaceOfTask): Promise<void> {
  const items = event.data.tasks.find(({ key }) => key === task.orderKey)?.items ?? [];
  const returns = task.withdrawn;
  const before = { ...task };
  Object.assign(task, wanted);
  setItems(task, [...items]);
  if (returns)
    Object.assign(task, {
      status: TaskStatus.UNASSIGNED,
      withdrawn: false,
      statusReason: null,
      courierId: null,
      assignedAt: null,
      acceptedAt: null,
      startedAt: null,
      arrivedAt: null,
      endedAt: null,
    });
  const isOther = !isDeepStrictEqual({ ...task }, before);
  task.askedEvent = event.id;
  if (isOther) await stepTask(transaction, task, returns ? 'REOPENED' : 'CHANGED');
  else await transaction.save(task);
}

/** What an order says to wait for something that is not among its tasks, or for itself, cannot be; the task is done without. */
async function dependAsWanted(
  context: Context,
  transaction: Transaction,
  { key, dependsOn }: WantedTask,
  tasks: ReadonlyMap<string | null, Task>,
): Promise<void> {
  const task = tasks.get(key);
  if (!task || dependsOn.length === 0) return;
  const before = dependsOn.map((each) => tasks.get(each)).filter((each) => each !== undefined);
  const cycles = await cyclesThrough(
    transaction,
    task.id,
    before.map(({ id }) => id),
  );
  const possible = before.filter(({ number }) => !cycles.includes(number));
  if (possible.length < dependsOn.length) context.log.warn({ task: task.number, dependsOn }, 'a task waits for less than its order says');
  await setDependencies(
    transaction,
    task,
    possible.map(({ id }) => id),
  );
}

type Known = BranchPlace & BranchProfile;

/** What the order's branch is, and where its tasks are done: asked of the branches' owner where the event does not say it, before any lock. */
async function lookUp(
  context: Context,
  transaction: Transaction,
  branchId: string,
  wanted: readonly WantedTask[],
): Promise<{ branch: OpenBranch; places: ReadonlyMap<string, BranchPlace> }> {
  const unplaced = wanted
    .map(({ place }) => place)
    .filter(({ branchId: id, latitude, name }) => id !== null && (latitude === null || name === null));
  const [kept] = await transaction.rows(sql`select from branch_profiles where branch_id = ${toUuid('branch', branchId)}`);
  const ids = new Set([...unplaced.map(({ branchId: id }) => id).filter((id) => id !== null), ...(kept ? [] : [branchId])]);
  const found =
    ids.size > 0 ? await context.read<Known>('Branch', [...ids], `code timeZone currency ${branchPlaceFields}`) : new Map<string, Known>();
  const profile = found.get(branchId);
  if (!kept && profile) await rememberProfile(transaction, branchId, profile);
  return { branch: await branchOf(transaction, { branchId }), places: found };
}

/** As the order says it, and what it does not say as the branch itself does. */
function placeOf(place: WantedPlace, places: ReadonlyMap<string, BranchPlace>): PlaceOfTask {
  const { branchId, name, phone, address, latitude, longitude } = place;
  const own = {
    placeBranchId: branchId,
    placeName: name,
    placePhone: phone,
    placeAddress: address,
    ...pointOf(latitude, longitude),
  };
  const branch = branchId === null ? undefined : places.get(branchId);
  if (branchId === null || !branch) return own;
  const known = placeOfBranch(branchId, branch);
  return {
    placeBranchId: branchId,
    placeName: name ?? known.placeName,
    placePhone: phone ?? known.placePhone,
    placeAddress: address ?? known.placeAddress,
    ...(own.latitude === null ? pointOf(known.latitude, known.longitude) : pointOf(latitude, longitude)),
  };
}
