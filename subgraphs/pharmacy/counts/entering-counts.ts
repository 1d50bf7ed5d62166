import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import type { Refusal } from '#kernel/graph/user-error.js';
import { refuse } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { branchOf } from '#kernel/branches/at-branch.js';
import { Product } from '../products/product.js';
import { placeNamed } from '../stock/places.js';
import { keepLots, OtherExpiry } from '../stock/keeping-lots.js';
import { printedLot } from '../stock/received-line.js';
import { lockStock } from '../stock/stock-lock.js';
import { KeptStatus } from '../stock/stock-terms.js';
import { atCount } from './at-count.js';
import { CountMode, CountStatus } from './count-terms.js';
import {
  AddFoundStockPayload,
  EnterStockCountsPayload,
  FinishStockCountPayload,
  type AddFoundStockInput,
  type CountedLineInput,
  type EnterStockCountsInput,
  type FinishStockCountInput,
} from './stock-count.inputs.js';
import { StockCountLine, type StockCount } from './stock-count.js';

const permission = 'stock:count';
const mostAtOnce = 500;
/** More packs than one place holds: a slip of the hand. */
const mostPacks = 1_000_000;

/** Takes down what people counted, each line with what the books say in the same moment. */
export async function enterStockCounts(context: Context, input: EnterStockCountsInput): Promise<EnterStockCountsPayload> {
  const nothing = { lines: null };
  const field = ['input', 'lines'];
  return atCount(
    context,
    EnterStockCountsPayload,
    { name: 'enterStockCounts', permission, id: input.id, nothing },
    async (transaction, count) => {
      const refused = notCounting(count, nothing);
      if (refused) return refused;
      const counted = new Map(input.lines.map((line) => [line.lineId, line.counted]));
      if (input.lines.length === 0 || input.lines.length > mostAtOnce)
        return refuse('INVALID', `Enter 1 to ${mostAtOnce} lines at once, not ${input.lines.length}.`, field, nothing);
      if (counted.size < input.lines.length) return refuse('INVALID', 'A line is entered once at a time.', field, nothing);
      const odd = input.lines.find((line) => line.counted < 0 || line.counted > mostPacks);
      if (odd) return refuse('INVALID', `A count is 0 to ${mostPacks} packs, not ${odd.counted}.`, [...field, 'counted'], nothing);
      const lines = await linesNamed(transaction, count, [...counted.keys()]);
      if (lines.length < counted.size) return refuse('NOT_FOUND', 'There is no such line of this count.', [...field, 'lineId'], nothing);
      await lockStock(transaction, lines);
      await takeDown(transaction, input.lines);
      return { lines: await linesNamed(transaction, count, [...counted.keys()]) };
    },
  );
}

/** Adds packs that were found where the count has no line for them, such as a lot that the books never saw there. */
export async function addFoundStock(context: Context, input: AddFoundStockInput): Promise<AddFoundStockPayload> {
  const nothing = { line: null };
  const constraints = {
    stock_count_lines_once: {
      code: 'TAKEN',
      message: 'The count has a line for this lot in this place: enter there what was counted.',
      field: ['input', 'lotNumber'],
    },
    stock_count_lines_frozen: {
      code: 'WRONG_STATE',
      message: 'Another count holds this stock still: wait until that is posted or cancelled.',
      field: ['input', 'id'],
    },
  } as const;
  return atCount(
    context,
    AddFoundStockPayload,
    { name: 'addFoundStock', permission, id: input.id, constraints, nothing },
    async (transaction, count) => {
      const refused = notCounting(count, nothing);
      if (refused) return refused;
      if (input.counted < 1 || input.counted > mostPacks)
        return refuse('INVALID', `What is found is 1 to ${mostPacks} packs, not ${input.counted}.`, ['input', 'counted'], nothing);
      const { productId } = input;
      const product = await transaction.first(Product, sql`where id = ${toUuid('product', productId)}`);
      if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
      // Unlike what comes in, it may have expired, and nobody can ask the supplier for the number of a lot: it is there.
      const facts = printedLot(input, product, null);
      if ('problem' in facts) return refuse(facts.code, sentence(facts.problem), ['input', facts.field], nothing);
      const location = await placeNamed(transaction, await branchOf(transaction, count), input.locationId);
      if (!location)
        return refuse('NOT_FOUND', 'There is no such place in use at the branch of the count.', ['input', 'locationId'], nothing);
      await lockStock(transaction, [{ branchId: count.branchId, productId }]);
      const lots = await keepLots(transaction, [facts]);
      if (lots instanceof OtherExpiry) return refuse('INVALID', lots.message, ['input', 'expiresOn'], nothing);
      const [lot] = lots;
      if (!lot) throw new Error('The found lot was not kept');
      const line = Object.assign(new StockCountLine(), {
        id: newId('stockcountline'),
        branchId: count.branchId,
        countId: count.id,
        locationId: location.id,
        productId,
        lotId: lot.id,
        keptStatus: lot.recallId === null ? KeptStatus.AVAILABLE : KeptStatus.RECALLED,
        onBooks: null,
        counted: null,
        countedBy: null,
        corrections: null,
        frozen: count.mode === CountMode.FREEZE,
      });
      await transaction.insert(line);
      await takeDown(transaction, [{ lineId: line.id, counted: input.counted }]);
      const [found] = await linesNamed(transaction, count, [line.id]);
      return { line: found ?? line };
    },
  );
}

/** Says that all has been counted: from now on it is seen what the books said. */
export async function finishStockCount(context: Context, input: FinishStockCountInput): Promise<FinishStockCountPayload> {
  const nothing = { stockCount: null };
  return atCount(
    context,
    FinishStockCountPayload,
    { name: 'finishStockCount', permission, ...input, nothing },
    async (transaction, count) => {
      const refused = count.take('finish', nothing);
      if (refused) return refused;
      const [row] = await transaction.rows<{ left: number }>(
        sql`select count(*)::int as left from stock_count_lines where count_id = ${toUuid('stockcount', count.id)} and counted is null`,
      );
      const left = row?.left ?? 0;
      if (left > 0)
        return refuse(
          'WRONG_STATE',
          `${left} ${left === 1 ? 'line is' : 'lines are'} not counted yet: enter 0 where nothing is.`,
          ['input', 'id'],
          nothing,
        );
      count.countedBy = transaction.context.actor.id;
      return { stockCount: await transaction.save(count) };
    },
  );
}

function notCounting(count: StockCount, nothing: Readonly<Record<string, unknown>>): Refusal | null {
  if (count.status === CountStatus.COUNTING) return null;
  const how = count.status === CountStatus.REQUESTED ? 'start it first' : 'nothing more is entered, unless lines are sent back';
  return refuse('WRONG_STATE', `The count is ${count.status}: ${how}.`, ['input', 'id'], nothing);
}

function sentence(problem: string): string {
  return problem.charAt(0).toUpperCase() + problem.slice(1);
}

function linesNamed(transaction: Transaction, { id }: StockCount, ids: readonly string[]): Promise<StockCountLine[]> {
  const uuids = ids.map((line) => toUuid('stockcountline', line));
  return transaction.all(StockCountLine, sql`where count_id = ${toUuid('stockcount', id)} and id = any (${uuids}::uuid[]) order by id`);
}

/** What is booked as a correction tells of no pack that moved, so a difference found before it may be the one that it corrected. */
async function takeDown(transaction: Transaction, lines: readonly CountedLineInput[]): Promise<void> {
  const rows = lines.map(({ lineId, counted }) => ({ id: toUuid('stockcountline', lineId), counted }));
  await transaction.rows(sql`update stock_count_lines line
    set counted = entered.counted, counted_by = ${transaction.context.actor.id}, corrections = count_corrections(line), expected = coalesce((
      select on_hand from stock_items item where item.location_id = line.location_id and item.lot_id = line.lot_id and item.status = line.status), 0)
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as entered (id uuid, counted integer) where line.id = entered.id`);
}
