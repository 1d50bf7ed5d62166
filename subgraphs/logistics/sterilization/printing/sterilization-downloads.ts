import { profileOfBranch } from '#kernel/branches/branch-profile.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { prefixOf } from '#kernel/graph/type-id.js';
import { toPdf } from '#kernel/printing/to-pdf.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { instrumentSetById } from '../instruments/instrument-set.js';
import { instrumentById } from '../instruments/instrument.js';
import { contentsOfItem } from '../loads/item-contents.js';
import {
  biologicalIndicatorsOfLoad,
  chemicalIndicatorsOfItem,
  itemsOfLoad,
  loadById,
  type SterilizationItem,
  type SterilizationLoad,
} from '../loads/sterilization-load.js';
import { programmeById, sterilizerById } from '../sterilizers/sterilizer.js';
import { loadRecord, type LoadRecordFacts, type RecordedItem } from './load-record.js';
import { sterileLabel } from './sterile-label.js';

export const loadRecordDownload = defineDownload({
  name: 'sterilization-load',
  permission: 'sterilization:read',
  description: 'The record of a load as PDF: contents, cycle, indicators, and who ran and decided it. Parameter: id, of the load.',
  async open(context, parameters) {
    const load = await context.load(loadById, requiredParameter(parameters, 'id'));
    if (!load) return null;
    const body = await toPdf(loadRecord(await readRecord(context, load)));
    return { name: `sterilization-${load.number}.pdf`, type: 'application/pdf', body };
  },
});

export const sterileLabelDownload = defineDownload({
  name: 'sterilization-label',
  permission: 'sterilization:read',
  description: 'The label of a sterile set or instrument as PDF, of 70 by 35 mm, with a DataMatrix of its code and expiry. Parameter: id.',
  async open(context, parameters) {
    const id = requiredParameter(parameters, 'id');
    const thing = await (prefixOf(id) === 'instrument' ? context.load(instrumentById, id) : context.load(instrumentSetById, id));
    if (!thing) return null;
    const { sterileUntil } = thing;
    if (sterileUntil === null)
      throw new GraphError(
        'CONFLICT',
        `${thing.label} is ${thing.status}: a label says until when it is sterile, so its load is released first.`,
      );
    const label = sterileLabel(Object.assign(thing, { sterileUntil }), context.request.locale, new Date());
    return { name: `label-${thing.code.replace(/[^A-Za-z0-9.-]+/g, '-')}.pdf`, type: 'application/pdf', body: await toPdf(label) };
  },
});

async function readRecord(context: Context, load: SterilizationLoad): Promise<LoadRecordFacts> {
  const [branch, sterilizer, programme, items, biological] = await Promise.all([
    context.load(profileOfBranch, load.branchId),
    context.load(sterilizerById, load.sterilizerId),
    context.load(programmeById, load.programmeId),
    context.load(itemsOfLoad, load.id),
    context.load(biologicalIndicatorsOfLoad, load.id),
  ]);
  if (!branch || !sterilizer || !programme) throw new Error(`${load.id} has no branch, sterilizer or programme`);
  const { startedBy, finishedBy, decidedBy, recalledBy } = load;
  const read = (biological ?? []).map(({ readBy }) => readBy);
  const people = [startedBy, finishedBy, decidedBy, recalledBy, ...read].filter((id) => id?.startsWith('staff_')) as string[];
  return {
    load,
    branch,
    sterilizer,
    programme,
    items: await Promise.all((items ?? []).map((item) => recorded(context, item))),
    biological: biological ?? [],
    names: await namesOf(context, people),
    printedAt: new Date(),
    locale: context.request.locale,
  };
}

async function recorded(context: Context, item: SterilizationItem): Promise<RecordedItem> {
  const [contents, indicators] = await Promise.all([
    context.load(contentsOfItem, item.id),
    context.load(chemicalIndicatorsOfItem, item.id),
  ]);
  return { item, contents: contents ?? [], indicators: indicators ?? [] };
}

async function namesOf(context: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const staff = await context.read<{ displayName: string }>('Staff', [...new Set(ids)], 'displayName');
  return new Map([...staff].map(([id, { displayName }]) => [id, displayName]));
}
