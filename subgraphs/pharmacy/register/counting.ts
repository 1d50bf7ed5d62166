import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { atBranch, type OpenBranch } from '#kernel/branches/at-branch.js';
import { complianceOpened } from '../events.js';
import { lockStock } from '../stock/stock-lock.js';
import { onlyPeople, personActing } from './person.js';
import { RegisterCount, RegisterCountLine } from './register-count.js';
import { ComplianceEventKind, ComplianceSeverity, CountOutcome } from './register-terms.js';
import {
  RecordRegisterCountPayload,
  RecountRegisterLinePayload,
  type RecordRegisterCountInput,
  type RecountRegisterLineInput,
} from './register.inputs.js';

const permission = 'registers:request';
const mostLines = 1000;

interface RegisteredLot {
  readonly productId: string;
  readonly lotId: string;
  readonly lotNumber: string;
  readonly balance: number;
}

/** Counts every controlled substance of the branch; what is not as the register says opens a compliance event. */
export async function recordRegisterCount(context: Context, input: RecordRegisterCountInput): Promise<RecordRegisterCountPayload> {
  const nothing = { count: null };
  const options = { name: 'recordRegisterCount', permission, branchId: input.branchId, nothing };
  return atBranch(context, RecordRegisterCountPayload, options, async (transaction, branch) => {
    const person = personActing(transaction.context);
    if (person === null) return onlyPeople(nothing);
    const field = ['input', 'lines'];
    const tooLong = lengthErrors(mostLetters.text, { note: input.note });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (input.lines.length > mostLines) return refuse('LIMIT_REACHED', `A count has at most ${mostLines} lines.`, field, nothing);
    const counted = new Map(input.lines.map((line) => [line.lotId, line.counted]));
    if (counted.size < input.lines.length) return refuse('INVALID', 'A lot is counted once.', field, nothing);
    if (input.lines.some((line) => line.counted < 0)) return refuse('INVALID', 'A count is zero or more.', field, nothing);
    const lotIds = [...counted.keys()];
    const before = await registeredLots(transaction, branch, lotIds);
    await lockStock(
      transaction,
      before.map(({ productId }) => ({ branchId: branch.id, productId })),
    );
    const lots = await registeredLots(transaction, branch, lotIds);
    const known = new Set(lots.map(({ lotId }) => lotId));
    if (lotIds.some((id) => !known.has(id)))
      return refuse('NOT_FOUND', 'One of the lots is of no controlled substance that there is.', field, nothing);
    const left = lots.filter(({ lotId, balance }) => balance > 0 && !counted.has(lotId));
    if (left.length > 0) {
      const names = left.map(({ lotNumber }) => lotNumber || '(without number)').join(', ');
      return new Refusal([userError('REQUIRED', `Count these lots too, also where nothing is left of them: ${names}.`, field)], nothing);
    }
    const facts = {
      id: newId('registercount'),
      branchId: branch.id,
      countedOn: branch.today,
      countedBy: person,
      note: input.note?.trim() ?? null,
    };
    const count = await transaction.insert(Object.assign(new RegisterCount(), facts));
    const lines = lots.filter(({ lotId }) => counted.has(lotId));
    await writeLines(
      transaction,
      count,
      lines.map((lot) => ({ ...lot, counted: counted.get(lot.lotId) ?? 0 })),
    );
    return { count };
  });
}

/** Lots of controlled substances that the branch has on hand, and those named. */
async function registeredLots(transaction: Transaction, branch: OpenBranch, lotIds: readonly string[]): Promise<RegisteredLot[]> {
  const named = lotIds.map((id) => toUuid('lot', id));
  const rows = await transaction.rows<{ product_id: string; lot_id: string; lot_number: string; balance: number }>(sql`
    select lot.product_id, lot.id as lot_id, lot.lot_number, coalesce(kept.on_hand, 0)::int as balance
    from lots lot join products product on product.id = lot.product_id and product.controlled_schedule is not null
    left join (select lot_id, sum(on_hand) as on_hand from stock_items where branch_id = ${toUuid('branch', branch.id)} group by lot_id) kept on kept.lot_id = lot.id
    where kept.on_hand > 0 or lot.id = any (${named}::uuid[]) order by lot.id`);
  return rows.map((row) => ({
    productId: toTypeId('product', row.product_id),
    lotId: toTypeId('lot', row.lot_id),
    lotNumber: row.lot_number,
    balance: row.balance,
  }));
}

async function writeLines(
  transaction: Transaction,
  count: RegisterCount,
  lots: readonly (RegisteredLot & { counted: number })[],
): Promise<void> {
  const branchId = toUuid('branch', count.branchId);
  const lines = lots.map((lot) => ({
    id: toUuid('registercountline', newId('registercountline')),
    event: newId('complianceevent'),
    event_id: '',
    product_id: toUuid('product', lot.productId),
    lot_id: toUuid('lot', lot.lotId),
    expected: lot.balance,
    counted: lot.counted,
    outcome: lot.balance === lot.counted ? CountOutcome.AGREES : CountOutcome.DISCREPANT,
  }));
  for (const line of lines) line.event_id = toUuid('complianceevent', line.event);
  await transaction.rows(sql`insert into register_count_lines (id, branch_id, count_id, product_id, lot_id, expected, counted, unsettled, outcome)
    select line.id, ${branchId}, ${toUuid('registercount', count.id)}, line.product_id, line.lot_id, line.expected, line.counted,
      line.counted - line.expected, line.outcome
    from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as line (id uuid, product_id uuid, lot_id uuid, expected integer, counted integer, outcome text)`);
  const wrong = lines.filter(({ outcome }) => outcome === CountOutcome.DISCREPANT);
  await transaction.rows(sql`insert into compliance_events (id, branch_id, kind, severity, data, product_id, lot_id, count_line_id)
    select line.event_id, ${branchId}, ${ComplianceEventKind.DISCREPANCY}, ${ComplianceSeverity.HIGH},
      jsonb_build_object('expected', line.expected, 'counted', line.counted), line.product_id, line.lot_id, line.id
    from jsonb_to_recordset(${JSON.stringify(wrong)}::jsonb) as line (id uuid, event_id uuid, product_id uuid, lot_id uuid, expected integer, counted integer)`);
  await transaction.publishAll(
    complianceOpened,
    wrong.map(({ event }) => ({
      subject: event,
      branch: count.branchId,
      data: { kind: ComplianceEventKind.DISCREPANCY, severity: ComplianceSeverity.HIGH },
    })),
  );
}

/** A second look at a lot: when it finds what the register says now, the first was a mistake. */
export async function recountRegisterLine(context: Context, input: RecountRegisterLineInput): Promise<RecountRegisterLinePayload> {
  const nothing = { line: null };
  return context.db.command(RecountRegisterLinePayload, { name: 'recountRegisterLine', permission }, async (transaction) => {
    if (personActing(transaction.context) === null) return onlyPeople(nothing);
    if (input.counted < 0) return refuse('INVALID', 'A count is zero or more.', ['input', 'counted'], nothing);
    const line = await transaction.lock(RegisterCountLine, input.id);
    if (!line)
      return refuse('NOT_FOUND', 'There is no such line of a count at the branches where you may do this.', ['input', 'id'], nothing);
    const stale = staleVersion(line, input.expectedVersion, 'line', nothing);
    if (stale) return stale;
    if (line.outcome !== CountOutcome.DISCREPANT)
      return refuse('WRONG_STATE', `The line is ${line.outcome}: there is nothing left to settle.`, ['input', 'id'], nothing);
    await lockStock(transaction, [line]);
    const [row] = await transaction.rows<{ balance: number }>(sql`select coalesce(sum(on_hand), 0)::int as balance from stock_items
      where branch_id = ${toUuid('branch', line.branchId)} and lot_id = ${toUuid('lot', line.lotId)}`);
    const unsettled = input.counted - (row?.balance ?? 0);
    const outcome = unsettled === 0 ? CountOutcome.RECOUNTED : CountOutcome.DISCREPANT;
    return { line: await transaction.save(Object.assign(line, { recounted: input.counted, unsettled, outcome })) };
  });
}
