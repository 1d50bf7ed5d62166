import { Field, Float, ID, InputType, ObjectType } from 'type-graphql';
import { PhoneNumberScalar } from '#kernel/graph/scalars/index.js';
import { mostLetters } from '#kernel/graph/text-length.js';
import type { UserError } from '#kernel/graph/user-error.js';
import { userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Branch } from '../references/branch.js';
import type { Task } from './task.js';

@ObjectType({ description: 'Where a task is done.' })
export class TaskPlace {
  @Field(() => Branch, { simple: true, nullable: true, description: 'The branch; null when it is none of the tenant.' })
  branch: Branch | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Who is to be found there.' })
  name: string | null;

  @Field(() => PhoneNumberScalar, { simple: true, nullable: true, description: 'Where they can be called.' })
  phone: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'The address, as one would tell it to a driver.' })
  address: string | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees north, WGS 84; null when nobody knows.' })
  latitude: number | null;

  @Field(() => Float, { simple: true, nullable: true, description: 'Degrees east, WGS 84; null when nobody knows.' })
  longitude: number | null;
}

@InputType({ description: 'Where a task is done: a branch, or an address.' })
export class TaskPlaceInput {
  @Field(() => ID, { nullable: true, description: 'The branch; its name, telephone and address are taken from it.' })
  branchId?: string | null;

  @Field(() => String, { nullable: true, description: 'Who is to be found there, when it is no branch.' })
  name?: string | null;

  @Field(() => PhoneNumberScalar, { nullable: true, description: 'Where they can be called, when it is no branch.' })
  phone?: string | null;

  @Field(() => String, { nullable: true, description: 'The address, when it is no branch.' })
  address?: string | null;

  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84, −90 to 90.' })
  latitude?: number | null;

  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84, −180 to 180.' })
  longitude?: number | null;
}

/** A place as a task keeps it. */
export type PlaceOfTask = Pick<Task, 'placeBranchId' | 'placeName' | 'placePhone' | 'placeAddress' | 'latitude' | 'longitude'>;

export interface BranchPlace {
  readonly name: string;
  readonly phone?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly address?: { readonly lines: readonly string[]; readonly city?: string | null } | null;
}

export const branchPlaceFields = 'name phone latitude longitude address { lines city }';

export function placeOfBranch(branchId: string, { name, phone, latitude, longitude, address }: BranchPlace): PlaceOfTask {
  const lines = address ? [...address.lines, address.city].filter((line) => line) : [];
  return {
    placeBranchId: branchId,
    placeName: name,
    placePhone: phone ?? null,
    placeAddress: lines.length > 0 ? lines.join(', ') : null,
    ...pointOf(latitude, longitude),
  };
}

/** Half a point is none. */
export function pointOf(
  latitude: number | null | undefined,
  longitude: number | null | undefined,
): { latitude: number | null; longitude: number | null } {
  return latitude == null || longitude == null ? { latitude: null, longitude: null } : { latitude, longitude };
}

/** The place that a person named, or why it is none. Asks the branch's owner: before the transaction. */
export async function findPlace(context: Context, input: TaskPlaceInput): Promise<PlaceOfTask | UserError> {
  const field = ['input', 'place'];
  const { branchId, name, phone, latitude, longitude } = input;
  if (branchId) {
    if (input.address) return userError('INVALID', 'Send either the branch or an address of its own, not both.', field);
    const branch = (await context.read<BranchPlace>('Branch', [branchId], branchPlaceFields)).get(branchId);
    return branch ? placeOfBranch(branchId, branch) : userError('NOT_FOUND', 'There is no such branch.', [...field, 'branchId']);
  }
  const address = input.address?.trim();
  if (!address) return userError('REQUIRED', 'Say where: send the branch, or an address.', field);
  if (address.length > mostLetters.text || (name?.length ?? 0) > mostLetters.name)
    return userError('INVALID', `A place has at most ${mostLetters.text} characters of address and ${mostLetters.name} of name.`, field);
  if ((latitude == null) !== (longitude == null))
    return userError('INVALID', 'Send both latitude and longitude, or neither of them.', field);
  if (Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180)
    return userError('INVALID', 'latitude is −90 to 90, longitude −180 to 180.', field);
  return {
    placeBranchId: null,
    placeName: name?.trim() || null,
    placePhone: phone ?? null,
    placeAddress: address,
    ...pointOf(latitude, longitude),
  };
}
