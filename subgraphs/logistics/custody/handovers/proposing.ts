import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import type { TaskItem } from '../../tasks/task.js';
import { readLastEntries } from '../chains/stored-chain.js';
import { handoverPermission } from '../custody-permission.js';
import type { Party } from '../handover.js';
import { CustodyHandover, HandoverStatus } from './custody-handover.js';
import { ProposeHandoverPayload, type HandoverItemInput, type ProposeHandoverInput } from './handover.inputs.js';
import { namesOf, openItems, type ItemNames, type TaskPlan } from './opening-items.js';
import { caller, takerNamed, type Taker } from './parties.js';
import { momentOf } from './moment.js';
import { isPlain } from './plain-text.js';
import { writeTexts, type ItemText, type ItemWords } from './writing-texts.js';

const nothing = { handover: null };
const mostItems = 100;

/** What the command decides by, all asked for before it. */
interface Prepared {
  readonly giver: Party;
  readonly taker: Taker;
  readonly names: readonly ItemNames[];
  readonly at: Date;
}

/** The giver says what is handed over, to whom, where and in what state, and gets the texts that both sides are to sign. */
export async function proposeHandover(context: Context, input: ProposeHandoverInput): Promise<ProposeHandoverPayload> {
  const prepared = await prepare(context, input);
  return atBranch(
    context,
    ProposeHandoverPayload,
    { name: 'proposeHandover', permission: handoverPermission, branchId: input.branchId, nothing },
    (transaction, branch) => (prepared instanceof Refusal ? Promise.resolve(prepared) : propose(transaction, branch, input, prepared)),
  );
}

async function prepare(context: Context, input: ProposeHandoverInput): Promise<Prepared | Refusal> {
  const wrong = wordsRefusal(input);
  if (wrong) return wrong;
  const giver = await caller(context);
  if (!giver) return refuse('NOT_ALLOWED', 'Only a person hands things over: sign in as one of the staff.', ['input'], nothing);
  const at = momentOf(input.at);
  if (at instanceof Refusal) return at;
  const planned = await planOfTask(context, input.taskId);
  if (planned instanceof Refusal) return planned;
  const orders = await ordersRefusal(context, input.items);
  if (orders) return orders;
  const taker = await takerNamed(context, input.to);
  if (taker instanceof Refusal) return taker;
  const names = await namesOf(context, input.items, planned);
  return names instanceof Refusal ? names : { giver, taker, names, at };
}

async function propose(
  transaction: Transaction,
  branch: OpenBranch,
  input: ProposeHandoverInput,
  { giver, taker, names, at }: Prepared,
): Promise<{ handover: CustodyHandover } | Refusal> {
  const from = input.inNameOfBranch ? { id: branch.id, name: branch.name } : giver;
  const otherBranchId = taker.branchId ?? branch.id;
  const handover = Object.assign(new CustodyHandover(), {
    id: newId('handover'),
    branchId: branch.id,
    otherBranchId,
    taskId: input.taskId ?? null,
    status: HandoverStatus.PROPOSED,
    reason: null,
    fromId: from.id,
    fromName: from.name,
    toId: taker.party.id,
    toName: taker.party.name,
    toCourierId: taker.courierId,
    placeName: input.place.name.trim(),
    placeGln: input.place.gln ?? null,
    latitude: input.place.latitude ?? null,
    longitude: input.place.longitude ?? null,
    happenedAt: at,
    givenBy: null,
    takenBy: null,
    signedAt: null,
    endedAt: null,
  });
  const items = await openItems(transaction, [branch.id, otherBranchId], names);
  if (items instanceof Refusal) return items;
  const said = input.items.map(wordsOf);
  const lasts = await readLastEntries((statement) => transaction.rows(statement), [...items.values()]);
  const texts = writeTexts(handover, said, items, lasts);
  if (texts instanceof Refusal) return texts;
  await transaction.insert(handover);
  await insertItems(transaction, handover, said, texts);
  return { handover };
}

function wordsOf({ itemId, scan, condition, remark, temperature }: HandoverItemInput): ItemWords {
  return {
    itemId,
    scan: scan.trim(),
    condition,
    remark: remark?.trim() || null,
    celsius: temperature?.celsius ?? null,
    thermometer: temperature?.deviceId?.trim() || null,
    measuredAt: temperature?.at ?? null,
  };
}

async function insertItems(
  transaction: Transaction,
  handover: CustodyHandover,
  said: readonly ItemWords[],
  texts: readonly ItemText[],
): Promise<void> {
  const rows = said.map((words, index) => ({
    id: toUuid('handoveritem', newId('handoveritem')),
    item_id: words.itemId,
    scan: words.scan,
    condition: words.condition,
    remark: words.remark,
    celsius: words.celsius,
    thermometer: words.thermometer,
    measured_at: words.measuredAt,
    text: texts[index]?.text,
    sequence: texts[index]?.sequence,
    previous_hash: texts[index]?.previousHash,
    hash: texts[index]?.hash,
  }));
  const [id, from, to] = [toUuid('handover', handover.id), toUuid('branch', handover.branchId), toUuid('branch', handover.otherBranchId)];
  await transaction.rows(sql`insert into handover_items (id, handover_id, branch_id, other_branch_id, item_id, scan, condition, remark,
      celsius, thermometer, measured_at, text, sequence, previous_hash, hash)
    select id, ${id}, ${from}, ${to}, item_id, scan, condition, remark, celsius, thermometer, measured_at, text, sequence, previous_hash, hash
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as item (id uuid, item_id text, scan text, condition text, remark text,
      celsius double precision, thermometer text, measured_at timestamptz, text text, sequence integer, previous_hash text, hash text)
    order by item_id`);
}

function wordsRefusal({ place, items }: ProposeHandoverInput): Refusal | null {
  const field = ['input', 'items'];
  if (items.length === 0 || items.length > mostItems)
    return refuse('INVALID', `Say what is handed over: 1 to ${mostItems} things at once, not ${items.length}.`, field, nothing);
  if (new Set(items.map(({ itemId }) => itemId)).size < items.length)
    return refuse('INVALID', 'Each thing is handed over once: name it once.', field, nothing);
  if (!place.name.trim()) return refuse('REQUIRED', 'Say where it is handed over.', ['input', 'place', 'name'], nothing);
  if (items.some(({ scan }) => !scan.trim()))
    return refuse('REQUIRED', 'Scan each thing that is handed over.', [...field, 'scan'], nothing);
  const errors = [
    ...lengthErrors(mostLetters.name, { place: place.name }),
    ...items.flatMap(({ scan, name, code, remark, temperature }) => [
      ...lengthErrors(mostLetters.name, { scan, name, code, deviceId: temperature?.deviceId }),
      ...lengthErrors(mostLetters.text, { remark }),
    ]),
  ];
  const texts = [
    place.name,
    ...items.flatMap(({ scan, name, code, remark, temperature }) => [scan, name, code, remark, temperature?.deviceId]),
  ];
  if (!texts.every(isPlain))
    errors.push(userError('INVALID', 'A text holds characters that cannot be written down: type it again.', ['input']));
  return errors.length > 0 ? new Refusal(errors, nothing) : null;
}

async function planOfTask(context: Context, taskId: string | null | undefined): Promise<TaskPlan | Refusal> {
  if (!taskId) return { items: [], orderId: null };
  const [task] = await context.db.rows<{ items: TaskItem[]; order_id: string | null }>(
    sql`select items, order_id from tasks where id = ${toUuid('task', taskId)}`,
    handoverPermission,
  );
  if (task) return { items: task.items, orderId: task.order_id && toTypeId('order', task.order_id) };
  return refuse('NOT_FOUND', 'There is no such task at the branches where you may hand things over.', ['input', 'taskId'], nothing);
}

async function ordersRefusal(context: Context, items: readonly HandoverItemInput[]): Promise<Refusal | null> {
  const ids = [...new Set(items.flatMap(({ orderId }) => (orderId ? [orderId] : [])))];
  const found = ids.length === 0 ? new Map() : await context.read('Order', ids, '');
  if (ids.every((id) => found.has(id))) return null;
  return refuse('NOT_FOUND', 'There is no such order.', ['input', 'items', 'orderId'], nothing);
}
