import type { CommandOptions } from '#kernel/database/command.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { requiredBranchRefusal } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { CreateResourcePayload, UpdateResourcePayload, type CreateResourceInput, type UpdateResourceInput } from './resource.inputs.js';
import { BookableResource } from './resource.js';

const permission = 'schedules:manage';
const nothing = { resource: null };

export async function createResource(context: Context, input: CreateResourceInput): Promise<CreateResourcePayload> {
  const branchId = input.branchId ?? context.request.branch;
  const outside = await requiredBranchRefusal(context, branchId, permission);
  return context.db.command(CreateResourcePayload, options('createResource'), async (transaction) => {
    if (outside || branchId === null) return new Refusal(outside ? [outside] : [], nothing);
    const name = input.name.trim();
    if (!name) return refuse('REQUIRED', 'A resource needs a name.', ['input', 'name'], nothing);
    const tooLong = textErrors(name, input.description);
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (input.capacity < 1 || input.capacity > 1000)
      return refuse('INVALID', `capacity is 1 to 1000, not ${input.capacity}.`, ['input', 'capacity'], nothing);
    const resource = Object.assign(new BookableResource(), {
      id: newId('resource'),
      branchId,
      kind: input.kind,
      name,
      nameKey: searchKey(name),
      description: input.description ?? null,
      capacity: input.capacity,
      active: true,
    });
    return { resource: await transaction.insert(resource) };
  });
}

export async function updateResource(context: Context, input: UpdateResourceInput): Promise<UpdateResourcePayload> {
  return context.db.command(UpdateResourcePayload, options('updateResource'), async (transaction) => {
    const resource = await transaction.lock(BookableResource, input.id);
    if (!resource) return refuse('NOT_FOUND', 'There is no such resource at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(resource, input.expectedVersion, 'resource', nothing);
    if (stale) return stale;
    const name = input.name?.trim() ?? resource.name;
    if (!name) return refuse('REQUIRED', 'A resource needs a name.', ['input', 'name'], nothing);
    const tooLong = textErrors(name, input.description);
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    Object.assign(resource, { name, nameKey: searchKey(name), active: input.active ?? resource.active });
    if (input.description !== undefined) resource.description = input.description;
    return { resource: await transaction.save(resource) };
  });
}

function textErrors(name: string, description: string | null | undefined): UserError[] {
  return [...lengthErrors(mostLetters.name, { name }), ...lengthErrors(mostLetters.text, { description })];
}

function options(name: string): CommandOptions {
  const taken = { code: 'TAKEN', message: 'The branch has a resource of that name.', field: ['input', 'name'] } as const;
  return { name, permission, constraints: { resources_name: taken } };
}
