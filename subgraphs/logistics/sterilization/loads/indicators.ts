import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { readInstrumentCode } from '../instruments/instrument-code.js';
import { onlyPeople } from '../person.js';
import { runPermission } from '../sterilization-permission.js';
import { atLoad, noLoad } from './at-load.js';
import {
  IncubateBiologicalIndicatorPayload,
  ReadBiologicalIndicatorPayload,
  RecordChemicalIndicatorsPayload,
  type IncubateBiologicalIndicatorInput,
  type ReadBiologicalIndicatorInput,
  type RecordChemicalIndicatorsInput,
} from './load.inputs.js';
import { BiologicalStatus, LoadStatus } from './load-terms.js';
import { callBack } from './recalling.js';
import { BiologicalIndicator, SterilizationItem, SterilizationLoad } from './sterilization-load.js';

const noIndicator = { indicator: null };
const mostIndicators = 1200;
const field = ['input', 'indicators'];

/** What was read once is never read otherwise: a mistake is a reason to reject the load. */
export function recordChemicalIndicators(context: Context, input: RecordChemicalIndicatorsInput): Promise<RecordChemicalIndicatorsPayload> {
  const from = [LoadStatus.FINISHED];
  const step = {
    name: 'recordChemicalIndicators',
    permission: runPermission,
    id: input.loadId,
    idField: 'loadId',
    expectedVersion: null,
    from,
  };
  return atLoad(context, RecordChemicalIndicatorsPayload, noLoad, step, async (transaction, load) => {
    const { indicators } = input;
    if (indicators.length === 0 || indicators.length > mostIndicators)
      return refuse('INVALID', `Send 1 to ${mostIndicators} indicators at once.`, field, noLoad);
    const loadUuid = toUuid('sterilizationload', load.id);
    const items = await transaction.all(SterilizationItem, sql`where load_id = ${loadUuid}`);
    const byCode = new Map(items.map((item) => [item.code, item]));
    const found = indicators.map((indicator) => {
      const code = readInstrumentCode(indicator.code);
      return { ...indicator, item: typeof code === 'string' ? byCode.get(code) : undefined };
    });
    const errors = found.flatMap(({ code, class: number, item }) => [
      ...(item
        ? []
        : [userError('NOT_FOUND', `There is no package with the code ${code.slice(0, 90)} in this load: scan it again.`, field)]),
      ...(number >= 1 && number <= 6 ? [] : [userError('INVALID', 'An indicator is of class 1 to 6 (ISO 11140-1).', field)]),
    ]);
    if (errors.length > 0) return new Refusal(errors, noLoad);
    const rows = found.map(({ item, class: number, result }) => ({
      item_id: item && toUuid('sterilizationitem', item.id),
      class: number,
      result,
    }));
    await transaction.rows(sql`insert into chemical_indicators (item_id, class, load_id, branch_id, result, read_by)
      select item_id, class, ${loadUuid}, ${toUuid('branch', load.branchId)}, result, actor_id()
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as read (item_id uuid, class integer, result text)
      on conflict do nothing`);
    const other = await transaction.rows<{ class: number; result: string; code: string }>(sql`select kept.class, kept.result, item.code
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as read (item_id uuid, class integer, result text)
      join chemical_indicators kept using (item_id, class) join sterilization_items item on item.id = item_id
      where kept.result <> read.result`);
    if (other.length > 0) {
      const messages = other.map(
        (kept) =>
          `The indicator of class ${kept.class} of ${kept.code} was read as ${kept.result}, and stays so: reject the load if that is wrong.`,
      );
      return new Refusal(
        messages.map((message) => userError('WRONG_STATE', message, field)),
        noLoad,
      );
    }
    return { load };
  });
}

export function incubateBiologicalIndicator(
  context: Context,
  input: IncubateBiologicalIndicatorInput,
): Promise<IncubateBiologicalIndicatorPayload> {
  const from = [LoadStatus.FINISHED];
  const step = {
    name: 'incubateBiologicalIndicator',
    permission: runPermission,
    id: input.loadId,
    idField: 'loadId',
    expectedVersion: null,
    from,
  };
  return atLoad(context, IncubateBiologicalIndicatorPayload, noIndicator, step, async (transaction, load, actorId) => {
    const lotNumber = input.lotNumber.trim();
    if (!lotNumber) return refuse('REQUIRED', 'Say of which lot the indicator is.', ['input', 'lotNumber'], noIndicator);
    const tooLong = lengthErrors(mostLetters.name, { lotNumber });
    if (tooLong.length > 0) return new Refusal(tooLong, noIndicator);
    const indicator = Object.assign(new BiologicalIndicator(), {
      id: newId('biologicalindicator'),
      loadId: load.id,
      branchId: load.branchId,
      lotNumber,
      status: BiologicalStatus.INCUBATING,
      incubatedBy: actorId,
      incubatedAt: new Date(),
      readBy: null,
      readAt: null,
    });
    return { indicator: await transaction.insert(indicator) };
  });
}

/** What grew in it says that the load was not sterile: if it was released, it is called back at once, whoever reads it. */
export function readBiologicalIndicator(context: Context, input: ReadBiologicalIndicatorInput): Promise<ReadBiologicalIndicatorPayload> {
  const options = { name: 'readBiologicalIndicator', permission: runPermission };
  return context.db.command(ReadBiologicalIndicatorPayload, options, async (transaction) => {
    const impersonal = onlyPeople(context.request, noIndicator);
    if (impersonal) return impersonal;
    const idField = ['input', 'id'];
    const uuid = toUuid('biologicalindicator', input.id);
    const seen = await transaction.first(BiologicalIndicator, sql`where id = ${uuid}`);
    // The load first, as everywhere.
    const load = seen && (await transaction.lock(SterilizationLoad, seen.loadId));
    const indicator = load && (await transaction.lock(BiologicalIndicator, input.id));
    if (!indicator) return refuse('NOT_FOUND', 'There is no such indicator at the branches where you may do this.', idField, noIndicator);
    if (input.result === BiologicalStatus.INCUBATING)
      return refuse('INVALID', 'Say what it shows: NEGATIVE or POSITIVE.', ['input', 'result'], noIndicator);
    if (indicator.status !== BiologicalStatus.INCUBATING)
      return refuse('WRONG_STATE', `The indicator was read as ${indicator.status} already.`, idField, noIndicator);
    Object.assign(indicator, { status: input.result, readAt: new Date(), readBy: context.request.actor.id });
    await transaction.save(indicator);
    if (input.result === BiologicalStatus.POSITIVE && load.status === LoadStatus.RELEASED)
      await callBack(transaction, load, `The biological indicator of lot ${indicator.lotNumber} is positive.`);
    return { indicator };
  });
}
