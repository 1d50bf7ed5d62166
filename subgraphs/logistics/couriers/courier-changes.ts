import { atBranch } from '#kernel/branches/at-branch.js';
import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import {
  AddCourierPayload,
  UpdateCourierPayload,
  type AddCourierInput,
  type ColdBoxInput,
  type UpdateCourierInput,
} from './courier.inputs.js';
import { Courier } from './courier.js';

const permission = 'couriers:manage';
const nothing = { courier: null };

const most = { capacity: 10_000, skills: 20, celsius: 200 };

const offDuty = { onShiftSince: null, shiftUntil: null, latitude: null, longitude: null, positionAt: null };

export async function addCourier(context: Context, input: AddCourierInput): Promise<AddCourierPayload> {
  const staff = (await context.read<{ displayName: string }>('Staff', [input.staffId], 'displayName')).get(input.staffId);
  const constraints = {
    couriers_staff: { code: 'TAKEN', message: 'This member of staff is a courier already.', field: ['input', 'staffId'] },
  } as const;
  const options = { name: 'addCourier', permission, branchId: input.branchId, nothing, constraints };
  return atBranch(context, AddCourierPayload, options, async (transaction, branch) => {
    if (!staff) return refuse('NOT_FOUND', 'There is no such member of staff.', ['input', 'staffId'], nothing);
    const name = (input.name ?? staff.displayName).trim();
    const skills = skillsOf(input.skills);
    const wrong = errorsOf({ ...input, name, skills });
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const { staffId, vehicle, capacity } = input;
    const courier = Object.assign(new Courier(), {
      ...offDuty,
      ...boxOf(input.coldBox ?? null),
      id: newId('courier'),
      branchId: branch.id,
      staffId,
      name,
      nameKey: searchKey(name),
      phone: input.phone ?? null,
      vehicle,
      capacity,
      skills,
      active: true,
    });
    return { courier: await transaction.insert(courier) };
  });
}

export async function updateCourier(context: Context, input: UpdateCourierInput): Promise<UpdateCourierPayload> {
  return context.db.command(UpdateCourierPayload, { name: 'updateCourier', permission }, async (transaction) => {
    const courier = await transaction.lock(Courier, input.id);
    if (!courier) return refuse('NOT_FOUND', 'There is no such courier at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(courier, input.expectedVersion, 'courier', nothing);
    if (stale) return stale;
    const name = (input.name ?? courier.name).trim();
    const skills = input.skills ? skillsOf(input.skills) : courier.skills;
    const capacity = input.capacity ?? courier.capacity;
    const wrong = errorsOf({ ...input, name, skills, capacity });
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    if (input.active === false && courier.isOnShift)
      return refuse('WRONG_STATE', `${courier.name} is on shift: end the shift first.`, ['input', 'active'], nothing);
    const { vehicle, active } = input;
    Object.assign(courier, { name, nameKey: searchKey(name), skills, capacity });
    Object.assign(courier, { vehicle: vehicle ?? courier.vehicle, active: active ?? courier.active });
    if (input.phone !== undefined) courier.phone = input.phone;
    if (input.coldBox !== undefined) Object.assign(courier, boxOf(input.coldBox));
    return { courier: await transaction.save(courier) };
  });
}

interface Checked {
  readonly name: string;
  readonly capacity: number;
  readonly skills: readonly string[];
  readonly coldBox?: ColdBoxInput | null;
}

function errorsOf({ name, capacity, skills, coldBox }: Checked): UserError[] {
  const box = coldBox ?? { minCelsius: 0, maxCelsius: 0 };
  const errors: [boolean, UserError][] = [
    [name === '', userError('REQUIRED', 'A courier needs a name.', ['input', 'name'])],
    [
      capacity < 1 || capacity > most.capacity,
      userError('INVALID', `capacity is 1 to ${most.capacity}, not ${capacity}.`, ['input', 'capacity']),
    ],
    [skills.length > most.skills, userError('INVALID', `Name at most ${most.skills} skills.`, ['input', 'skills'])],
    [
      !(box.minCelsius <= box.maxCelsius && Math.max(-box.minCelsius, box.maxCelsius) <= most.celsius),
      userError('INVALID', `A cold box keeps from a lower to a higher temperature, between -${most.celsius} and ${most.celsius} °C.`, [
        'input',
        'coldBox',
      ]),
    ],
  ];
  return [
    ...errors.filter(([isWrong]) => isWrong).map(([, error]) => error),
    ...lengthErrors(mostLetters.name, { name }),
    ...skills.flatMap((skill) => lengthErrors(mostLetters.name, { skills: skill })),
  ];
}

/** As tasks ask for them: each once, without regard to case. */
function skillsOf(skills: readonly string[]): string[] {
  return [...new Set(skills.map((skill) => skill.trim().toLowerCase()))].filter(Boolean).toSorted();
}

function boxOf(box: ColdBoxInput | null): Pick<Courier, 'coldBoxMinCelsius' | 'coldBoxMaxCelsius'> {
  return { coldBoxMinCelsius: box?.minCelsius.toFixed(1) ?? null, coldBoxMaxCelsius: box?.maxCelsius.toFixed(1) ?? null };
}
