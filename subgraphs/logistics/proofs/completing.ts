import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, userError, UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { lockOwnTask, performPermission as permission } from '../tasks/own-task.js';
import { stepTask } from '../tasks/stepping.js';
import { TaskOutcome, TaskProofKind, TaskStatus } from '../tasks/task-terms.js';
import type { Task } from '../tasks/task.js';
import { readPicture, sha256Of, type Picture } from './picture.js';
import { CompleteTaskPayload, type CompleteTaskInput, type TaskSignatureInput } from './proof.inputs.js';
import { codesOf, scanProblem } from './scan.js';
import { drawSignature } from './signature.js';
import { tryCode } from './task-code.js';

const nothing = { task: null };
const mostScanned = 1000;

/** One proof, as it is to be kept. */
interface Shown {
  readonly kind: TaskProofKind;
  readonly picture?: Picture;
  readonly signer?: string;
  readonly codes?: readonly string[];
}

/** A task is done once all that it asks for shows it. A wrong code is counted, whatever else was right. */
export async function completeTask(context: Context, input: CompleteTaskInput): Promise<CompleteTaskPayload> {
  const { shown, errors } = readProofs(input);
  return context.db.command(CompleteTaskPayload, { name: 'completeTask', permission }, async (transaction) => {
    const task = await lockOwnTask(transaction, input.id, TaskStatus.ACTIVE, 'completed');
    if (task instanceof Refusal) return task;
    const wrong = [...errors, ...missingProofs(task, shown), ...scanErrors(task, input.scanned)];
    if (wrong.length > 0) return new Refusal(wrong, nothing);
    const wrongCode = input.code == null ? null : await tryCode(transaction, task, input.code);
    // No refusal: that would undo the counting of the try.
    if (wrongCode) return { task: null, userErrors: [wrongCode] };
    for (const proof of shown) await keepProof(transaction, task, proof);
    const ended = { endedAt: new Date(), sequence: null, estimatedAt: null };
    Object.assign(task, ended, { status: TaskStatus.COMPLETED, outcome: TaskOutcome.SUCCESS });
    await stepTask(transaction, task, 'COMPLETED', { reason: input.note?.trim() || null });
    return { task };
  });
}

function readProofs({ photo, signature, code, scanned, note }: CompleteTaskInput): { shown: Shown[]; errors: UserError[] } {
  const shown: Shown[] = [];
  const errors = lengthErrors(mostLetters.text, { note });
  if (photo != null) {
    const picture = readPicture(photo);
    if (typeof picture === 'string') errors.push(userError('INVALID', `The photo ${picture}.`, ['input', 'photo']));
    else shown.push({ kind: TaskProofKind.PHOTO, picture });
  }
  if (signature) {
    const signed = readSignature(signature);
    if (signed instanceof UserError) errors.push(signed);
    else shown.push(signed);
  }
  if (code != null) shown.push({ kind: TaskProofKind.CODE });
  if (scanned && scanned.length > mostScanned)
    errors.push(userError('INVALID', `Send at most ${mostScanned} codes.`, ['input', 'scanned']));
  if (scanned) shown.push({ kind: TaskProofKind.SCAN, codes: codesOf(scanned) });
  return { shown, errors };
}

function readSignature({ signer, path, png }: TaskSignatureInput): Shown | UserError {
  const field = ['input', 'signature'];
  const name = signer.trim();
  if (!name || name.length > mostLetters.name)
    return userError('REQUIRED', `Say who signed, in 1 to ${mostLetters.name} characters.`, [...field, 'signer']);
  if ((path == null) === (png == null)) return userError('INVALID', 'Send either the path of a signature or a PNG of it.', field);
  const picture = path == null ? readPicture(png ?? '') : drawSignature(path);
  if (typeof picture === 'string') return userError('INVALID', `The signature ${picture}.`, field);
  if (picture.mediaType === 'image/jpeg') return userError('INVALID', 'The picture of a signature is a PNG.', [...field, 'png']);
  return { kind: TaskProofKind.SIGNATURE, picture, signer: name };
}

function missingProofs({ number, requiredProofs, acceptedProofs }: Task, shown: readonly Shown[]): UserError[] {
  const kinds = new Set(shown.map(({ kind }) => kind));
  const missing = requiredProofs.filter((kind) => !kinds.has(kind));
  const errors = missing.map((kind) =>
    userError('REQUIRED', `${number} is not done without ${kind}: ${howTo[kind]}.`, ['input', fieldOf[kind]]),
  );
  if (acceptedProofs.length === 0 || acceptedProofs.some((kind) => kinds.has(kind))) return errors;
  return [...errors, userError('REQUIRED', `${number} is not done without one of ${acceptedProofs.join(', ')}.`, ['input'])];
}

const howTo: Readonly<Record<TaskProofKind, string>> = {
  PHOTO: 'take a photo of what you leave and where',
  SIGNATURE: 'let the recipient sign',
  CODE: 'ask the recipient for the code',
  SCAN: 'scan the labels of all items',
};

const fieldOf: Readonly<Record<TaskProofKind, string>> = { PHOTO: 'photo', SIGNATURE: 'signature', CODE: 'code', SCAN: 'scanned' };

function scanErrors({ items }: Task, scanned: readonly string[] | null | undefined): UserError[] {
  const problem = scanned ? scanProblem(items, scanned) : null;
  return problem === null ? [] : [userError('INVALID', problem, ['input', 'scanned'])];
}

async function keepProof(transaction: Transaction, task: Task, { kind, picture, signer, codes }: Shown): Promise<void> {
  const { id, branchId, otherBranchId } = task;
  const file = picture
    ? { mediaType: picture.mediaType, size: picture.content.length, sha256: sha256Of(picture), content: picture.content }
    : null;
  await transaction.rows(sql`insert into task_proofs (id, task_id, branch_id, other_branch_id, kind, signer, codes, media_type, size, sha256, content, taken_by)
    values (${toUuid('taskproof', newId('taskproof'))}, ${toUuid('task', id)}, ${toUuid('branch', branchId)}, ${otherBranchId && toUuid('branch', otherBranchId)},
      ${kind}, ${signer ?? null}, ${codes ?? []}::text[], ${file?.mediaType ?? null}, ${file?.size ?? null}, ${file?.sha256 ?? null}, ${file?.content ?? null},
      ${transaction.context.actor.id})`);
}
