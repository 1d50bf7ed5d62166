import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { CreateTaskInput, TaskItemInput } from './task.inputs.js';
import type { TaskItem } from './task.js';

/** What an item of a task can be, by the prefix of its id. */
const itemTypes: Readonly<Record<string, string>> = { specimen: 'Specimen', orderline: 'OrderLine', lot: 'Lot', product: 'Product' };

type Said = Partial<Pick<CreateTaskInput, 'notBefore' | 'notAfter' | 'note'>> & {
  readonly serviceMinutes?: number | null;
  readonly skills?: readonly string[] | null;
  readonly items?: readonly TaskItemInput[] | null;
  readonly dependsOn?: readonly string[] | null;
};

export function taskErrors({ notBefore, notAfter, serviceMinutes, skills, items, dependsOn, note }: Said): UserError[] {
  const errors = lengthErrors(mostLetters.text, { note });
  const wrong = (message: string, ...field: string[]) => errors.push(userError('INVALID', message, ['input', ...field]));
  if (notBefore && notAfter && notBefore > notAfter) wrong('notAfter is not before notBefore.', 'notAfter');
  if (serviceMinutes != null && (serviceMinutes < 0 || serviceMinutes > 1440))
    wrong(`serviceMinutes is 0 to 1440, not ${serviceMinutes}.`, 'serviceMinutes');
  if ((skills?.length ?? 0) > 20) wrong('A task asks for at most 20 skills.', 'skills');
  if (skills?.some((skill) => !/^[\p{L}\p{N} _-]{1,50}$/u.test(skill.trim())))
    wrong('A skill is 1 to 50 letters, digits, spaces or hyphens.', 'skills');
  if ((items?.length ?? 0) > 200) wrong('A task has at most 200 items.', 'items');
  if ((dependsOn?.length ?? 0) > 50) wrong('A task depends on at most 50 others.', 'dependsOn');
  for (const [index, item] of (items ?? []).entries()) {
    const problem = itemProblem(item);
    if (problem) wrong(problem, 'items', String(index));
  }
  return errors;
}

function itemProblem({ name, code, quantity, minCelsius, maxCelsius }: TaskItemInput): string | null {
  if (!name.trim() || name.length > mostLetters.name) return `An item has a name of 1 to ${mostLetters.name} characters.`;
  if (code != null && (!code.trim() || code.length > 100))
    return `The code of ${name} is 1 to 100 characters; leave it out when there is none.`;
  if (quantity < 1 || quantity > 100_000) return `The quantity of ${name} is 1 to 100 000, not ${quantity}.`;
  if ([minCelsius, maxCelsius].some((celsius) => celsius != null && Math.abs(celsius) > 300))
    return `${name} is kept between −300 and 300 °C at most.`;
  if (minCelsius != null && maxCelsius != null && minCelsius > maxCelsius)
    return `${name} cannot be kept between ${minCelsius} and ${maxCelsius} °C: the first is the colder one.`;
  return null;
}

/** Items that name something which the caller does not have. Asks their owners: before the transaction. */
export async function missingItems(context: Context, items: readonly TaskItemInput[]): Promise<UserError[]> {
  const asked = items.map(async ({ itemId: id, name }, index): Promise<UserError[]> => {
    if (id == null) return [];
    const type = itemTypes[id.slice(0, id.lastIndexOf('_'))];
    if (type && (await context.exists(type, id))) return [];
    return [userError('NOT_FOUND', `There is no such thing as ${name} is said to be.`, ['input', 'items', String(index), 'itemId'])];
  });
  return (await Promise.all(asked)).flat();
}

export function itemsOf(items: readonly TaskItemInput[]): TaskItem[] {
  return items.map(({ itemId, name, code, quantity, minCelsius, maxCelsius }) => ({
    id: itemId ?? null,
    name: name.trim(),
    code: code?.trim() ?? null,
    quantity,
    minCelsius: minCelsius ?? null,
    maxCelsius: maxCelsius ?? null,
  }));
}

export function skillsOf(skills: readonly string[]): string[] {
  return [...new Set(skills.map((skill) => skill.trim().toLowerCase()))].sort();
}
