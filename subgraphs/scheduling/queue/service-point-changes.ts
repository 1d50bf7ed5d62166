import type { CommandOptions } from '#kernel/database/command.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import {
  CreateServicePointPayload,
  UpdateServicePointPayload,
  type CreateServicePointInput,
  type PriorityWeightInput,
  type UpdateServicePointInput,
} from './queue.inputs.js';
import { firstWeights, ServicePoint, type PriorityWeight } from './service-point.js';

const permission = 'schedules:manage';
const nothing = { servicePoint: null };

export async function createServicePoint(context: Context, input: CreateServicePointInput): Promise<CreateServicePointPayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, branchId, permission);
  return context.db.command(CreateServicePointPayload, options('createServicePoint'), async (transaction) => {
    if (outside || branchId === null) return new Refusal(outside ? [outside] : [], nothing);
    const wrong = errorsOf(input);
    if (!/^[A-Z]{1,3}$/.test(input.prefix)) wrong.push(userError('INVALID', 'A prefix is 1 to 3 letters of A to Z.', ['input', 'prefix']));
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const servicePoint = Object.assign(new ServicePoint(), {
      id: newId('servicepoint'),
      branchId,
      name: input.name.trim(),
      prefix: input.prefix,
      active: true,
      expectedMinutes: input.expectedMinutes,
      undoSeconds: input.undoSeconds,
      weights: changed(firstWeights, input.weights),
    });
    return { servicePoint: await transaction.insert(servicePoint) };
  });
}

export async function updateServicePoint(context: Context, input: UpdateServicePointInput): Promise<UpdateServicePointPayload> {
  return context.db.command(UpdateServicePointPayload, options('updateServicePoint'), async (transaction) => {
    const servicePoint = await transaction.lock(ServicePoint, input.id);
    if (!servicePoint)
      return refuse('NOT_FOUND', 'There is no such service point at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(servicePoint, input.expectedVersion, 'service point', nothing);
    if (stale) return stale;
    const next = {
      name: (input.name ?? servicePoint.name).trim(),
      active: input.active ?? servicePoint.active,
      expectedMinutes: input.expectedMinutes ?? servicePoint.expectedMinutes,
      undoSeconds: input.undoSeconds ?? servicePoint.undoSeconds,
      weights: changed(servicePoint.weights, input.weights),
    };
    const wrong = errorsOf(next);
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    return { servicePoint: await transaction.save(Object.assign(servicePoint, next)) };
  });
}

interface Wanted {
  readonly name: string;
  readonly expectedMinutes: number;
  readonly undoSeconds: number;
  readonly weights?: readonly PriorityWeightInput[] | null;
}

function errorsOf({ name, expectedMinutes, undoSeconds, weights }: Wanted): UserError[] {
  const wrong: UserError[] = [];
  wrong.push(...lengthErrors(mostLetters.name, { name }));
  if (!name.trim()) wrong.push(userError('REQUIRED', 'A service point needs a name.', ['input', 'name']));
  if (expectedMinutes < 1 || expectedMinutes > 480)
    wrong.push(userError('INVALID', 'Serving takes 1 to 480 minutes.', ['input', 'expectedMinutes']));
  if (undoSeconds < 0 || undoSeconds > 3600)
    wrong.push(userError('INVALID', 'A step can be undone for 0 to 3600 seconds.', ['input', 'undoSeconds']));
  if (weights?.some(({ minutes }) => minutes < 0 || minutes > 1440))
    wrong.push(userError('INVALID', 'A priority is worth 0 to 1440 minutes.', ['input', 'weights']));
  return wrong;
}

function changed(weights: readonly PriorityWeight[], given: readonly PriorityWeightInput[] | null | undefined): PriorityWeight[] {
  return weights.map(({ priority, minutes }) => ({
    priority,
    minutes: given?.find((weight) => weight.priority === priority)?.minutes ?? minutes,
  }));
}

function options(name: string): CommandOptions {
  const taken = { code: 'TAKEN', message: 'Another service point of the branch has these letters.', field: ['input', 'prefix'] } as const;
  return { name, permission, constraints: { service_points_prefix: taken } };
}
