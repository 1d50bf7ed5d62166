import { atBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { nameRefusal } from '../instruments/registering.js';
import { managePermission } from '../sterilization-permission.js';
import {
  AddSterilizationProgrammePayload,
  AddSterilizerPayload,
  UpdateSterilizationProgrammePayload,
  UpdateSterilizerPayload,
  type AddSterilizationProgrammeInput,
  type AddSterilizerInput,
  type UpdateSterilizationProgrammeInput,
  type UpdateSterilizerInput,
} from './sterilizer.inputs.js';
import { SterilizationMethod, SterilizationProgramme, Sterilizer } from './sterilizer.js';

const noSterilizer = { sterilizer: null };
const noProgramme = { programme: null };

const constraints = {
  sterilizers_code: {
    code: 'TAKEN',
    message: 'Another sterilizer of the branch has this code: choose another one.',
    field: ['input', 'code'],
  },
  sterilization_programmes_name: {
    code: 'TAKEN',
    message: 'The sterilizer has a programme with this name: choose another one.',
    field: ['input', 'name'],
  },
} as const;

export function addSterilizer(context: Context, input: AddSterilizerInput): Promise<AddSterilizerPayload> {
  const options = { name: 'addSterilizer', permission: managePermission, branchId: input.branchId, nothing: noSterilizer, constraints };
  return atBranch(context, AddSterilizerPayload, options, async (transaction, branch) => {
    const { method, validatedUntil } = input;
    const [code, name, serialNumber] = [input.code.trim(), input.name.trim(), input.serialNumber.trim()];
    const wrong = nameRefusal(name, noSterilizer);
    if (wrong) return wrong;
    if (!/^[A-Z0-9]{1,10}$/.test(code))
      return refuse('INVALID', 'A code is 1 to 10 capital letters and digits, such as AC1.', ['input', 'code'], noSterilizer);
    if (!serialNumber) return refuse('REQUIRED', "Say the maker's serial number.", ['input', 'serialNumber'], noSterilizer);
    const tooLong = lengthErrors(mostLetters.name, { serialNumber });
    if (tooLong.length > 0) return new Refusal(tooLong, noSterilizer);
    const id = newId('sterilizer');
    const sterilizer = Object.assign(new Sterilizer(), {
      id,
      branchId: branch.id,
      code,
      name,
      method,
      serialNumber,
      validatedUntil,
      active: true,
    });
    await transaction.insert(sterilizer);
    await transaction.rows(sql`insert into sterilizer_cycles (sterilizer_id, branch_id, last)
      values (${toUuid('sterilizer', id)}, ${toUuid('branch', branch.id)}, 0)`);
    return { sterilizer };
  });
}

export function updateSterilizer(context: Context, input: UpdateSterilizerInput): Promise<UpdateSterilizerPayload> {
  const options = { name: 'updateSterilizer', permission: managePermission };
  return context.db.command(UpdateSterilizerPayload, options, async (transaction) => {
    const sterilizer = await transaction.lock(Sterilizer, input.id);
    if (!sterilizer) return refuse('NOT_FOUND', 'There is no such sterilizer at your branches.', ['input', 'id'], noSterilizer);
    const name = input.name?.trim() ?? sterilizer.name;
    const wrong = staleVersion(sterilizer, input.expectedVersion, 'sterilizer', noSterilizer) ?? nameRefusal(name, noSterilizer);
    if (wrong) return wrong;
    const { validatedUntil, active } = input;
    Object.assign(sterilizer, {
      name,
      validatedUntil: validatedUntil ?? sterilizer.validatedUntil,
      active: active ?? sterilizer.active,
    });
    return { sterilizer: await transaction.save(sterilizer) };
  });
}

export function addSterilizationProgramme(
  context: Context,
  input: AddSterilizationProgrammeInput,
): Promise<AddSterilizationProgrammePayload> {
  const options = { name: 'addSterilizationProgramme', permission: managePermission, constraints };
  return context.db.command(AddSterilizationProgrammePayload, options, async (transaction) => {
    const sterilizer = await transaction.first(Sterilizer, sql`where id = ${toUuid('sterilizer', input.sterilizerId)}`);
    if (!sterilizer) return refuse('NOT_FOUND', 'There is no such sterilizer at your branches.', ['input', 'sterilizerId'], noProgramme);
    const name = input.name.trim();
    const wrong = nameRefusal(name, noProgramme) ?? figuresRefusal(sterilizer, input);
    if (wrong) return wrong;
    const programme = Object.assign(new SterilizationProgramme(), {
      id: newId('programme'),
      branchId: sterilizer.branchId,
      sterilizerId: sterilizer.id,
      name,
      nameKey: searchKey(name),
      celsius: input.celsius,
      holdingMinutes: input.holdingMinutes,
      minimumF0: input.minimumF0 ?? null,
      biologicalIndicator: input.biologicalIndicator,
      active: true,
    });
    return { programme: await transaction.insert(programme) };
  });
}

function figuresRefusal({ method }: Sterilizer, { celsius, holdingMinutes, minimumF0 }: AddSterilizationProgrammeInput): Refusal | null {
  if (celsius < 20 || celsius > 250) return refuse('INVALID', 'The temperature is 20 to 250 °C.', ['input', 'celsius'], noProgramme);
  if (holdingMinutes <= 0 || holdingMinutes > 1440)
    return refuse('INVALID', 'The holding time is more than 0 and at most 1440 minutes.', ['input', 'holdingMinutes'], noProgramme);
  if (minimumF0 == null) return null;
  if (method !== SterilizationMethod.STEAM)
    return refuse('INVALID', 'F0 is a figure of steam: leave it out for other methods.', ['input', 'minimumF0'], noProgramme);
  return minimumF0 > 0 ? null : refuse('INVALID', 'The least F0 is more than 0 minutes.', ['input', 'minimumF0'], noProgramme);
}

export function updateSterilizationProgramme(
  context: Context,
  input: UpdateSterilizationProgrammeInput,
): Promise<UpdateSterilizationProgrammePayload> {
  const options = { name: 'updateSterilizationProgramme', permission: managePermission };
  return context.db.command(UpdateSterilizationProgrammePayload, options, async (transaction) => {
    const programme = await transaction.lock(SterilizationProgramme, input.id);
    if (!programme) return refuse('NOT_FOUND', 'There is no such programme at your branches.', ['input', 'id'], noProgramme);
    const stale = staleVersion(programme, input.expectedVersion, 'programme', noProgramme);
    if (stale) return stale;
    programme.active = input.active;
    return { programme: await transaction.save(programme) };
  });
}
