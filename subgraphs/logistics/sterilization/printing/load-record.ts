import type { Block, PrintedDocument, PrintedTable } from '#kernel/printing/printed-document.js';
import type { BranchProfile } from '#kernel/branches/branch-profile.js';
import { LoadStatus } from '../loads/load-terms.js';
import type { SetContent } from '../instruments/instrument-set.js';
import type { BiologicalIndicator, ChemicalIndicator, SterilizationItem, SterilizationLoad } from '../loads/sterilization-load.js';
import type { SterilizationProgramme, Sterilizer } from '../sterilizers/sterilizer.js';
import { sterilizationWords, type SterilizationWords } from './sterilization-words.js';

export interface RecordedItem {
  readonly item: SterilizationItem;
  readonly contents: readonly SetContent[];
  readonly indicators: readonly ChemicalIndicator[];
}

/** What the record of a load is made of. */
export interface LoadRecordFacts {
  readonly load: SterilizationLoad;
  readonly branch: BranchProfile;
  readonly sterilizer: Sterilizer;
  readonly programme: SterilizationProgramme;
  readonly items: readonly RecordedItem[];
  readonly biological: readonly BiologicalIndicator[];
  /** Of people, by their ids. */
  readonly names: ReadonlyMap<string, string>;
  readonly printedAt: Date;
  readonly locale: string;
}

/** The record of a load for the file: what was in it, what was asked for and measured, what the indicators showed, who vouches for it. */
export function loadRecord(facts: LoadRecordFacts): PrintedDocument {
  const { load, items, printedAt } = facts;
  const words = sterilizationWords(facts.locale);
  return {
    title: `${words.title} ${load.number}`,
    language: words.language,
    size: 'A4',
    createdAt: printedAt,
    blocks: [
      { columns: [[{ heading: words.title }, { text: load.number, isBold: true, size: 'LARGE' }], [loadCode(load)]], shares: [3, 1] },
      { rows: cycleRows(facts, words) },
      { rule: true },
      { text: `${words.status}: ${words.statuses[load.status]}`, isBold: true },
      ...(load.earlyReleaseReason ? [{ text: words.early, isBold: true }] : []),
      { rows: decisionRows(facts, words) },
      { rule: true },
      { text: words.contents, isBold: true },
      { table: contentTable(items, words) },
      ...items.flatMap(({ item, contents }): Block[] =>
        item.setId === null || contents.length === 0
          ? []
          : [{ text: `${item.position}. ${contents.map(({ name, code }) => `${name} (${code})`).join(', ')}`, size: 'SMALL' }],
      ),
      { text: words.biological, isBold: true },
      ...biologicalBlocks(facts, words),
    ],
  };
}

function loadCode({ number }: SterilizationLoad): Block {
  return { code: { kind: 'DATA_MATRIX', text: number, align: 'END' } };
}

function cycleRows(facts: LoadRecordFacts, words: SterilizationWords): [string, string][] {
  const { load, branch, sterilizer, programme } = facts;
  const asked = [
    `${load.celsius} °C`,
    `${load.holdingMinutes} ${words.minutes}`,
    load.minimumF0 === null ? null : `F0 ≥ ${load.minimumF0}`,
  ];
  const measured = [
    load.heldMinutes === null ? null : `${down(load.heldMinutes)} ${words.minutes} ≥ ${load.celsius} °C`,
    load.f0 === null ? null : `F0 ${down(load.f0)}`,
    load.highestCelsius === null ? null : `≤ ${load.highestCelsius} °C`,
  ];
  return [
    [words.branch, branch.name],
    [words.sterilizer, `${sterilizer.name} (${sterilizer.code}), ${sterilizer.method}, ${sterilizer.serialNumber}`],
    [words.programme, programme.name],
    [words.asked, listed(asked)],
    [words.started, moment(load.startedAt, load.startedBy, facts, words)],
    [words.finished, moment(load.finishedAt, load.finishedBy, facts, words)],
    [words.measured, listed(measured) || words.unknown],
    [words.readings, String(load.readings)],
    [words.times, branch.timeZone],
  ];
}

function decisionRows(facts: LoadRecordFacts, words: SterilizationWords): [string, string][] {
  const { load } = facts;
  if (load.decidedAt === null) return [];
  const decided = load.status === LoadStatus.REJECTED ? words.rejected : words.released;
  const reason = load.decisionReason ?? load.earlyReleaseReason;
  return [
    [decided, moment(load.decidedAt, load.decidedBy, facts, words)],
    ...(reason ? [[words.reason, reason] as [string, string]] : []),
    ...(load.recalledAt
      ? [
          [words.recalled, moment(load.recalledAt, load.recalledBy, facts, words)] as [string, string],
          [words.reason, load.recallReason ?? ''] as [string, string],
        ]
      : []),
  ];
}

function contentTable(items: readonly RecordedItem[], words: SterilizationWords): PrintedTable {
  const [number, code, name, packaging, indicators, until] = words.columns;
  return {
    columns: [
      { title: number, align: 'END' },
      { title: code },
      { title: name, share: 2 },
      { title: packaging, share: 1 },
      { title: indicators, share: 1 },
      { title: until },
    ],
    rows: items.map(({ item, indicators: read }) => [
      String(item.position),
      item.code,
      item.name,
      item.packagingName,
      read.map((indicator) => `${words.class} ${indicator.class}: ${words.results[indicator.result]}`).join(', ') || words.none,
      item.sterileUntil ?? words.unknown,
    ]),
  };
}

function biologicalBlocks(facts: LoadRecordFacts, words: SterilizationWords): Block[] {
  if (facts.biological.length === 0) return [{ text: words.none }];
  return facts.biological.map(({ lotNumber, status, readAt, readBy }) => ({
    text: listed([`${words.lot} ${lotNumber}`, words.growths[status], readAt && moment(readAt, readBy, facts, words)]),
  }));
}

function moment(at: Date | null, by: string | null, { branch, names }: LoadRecordFacts, words: SterilizationWords): string {
  if (at === null) return words.unknown;
  const [day, time] = at.toLocaleString('sv-SE', { timeZone: branch.timeZone }).split(' ');
  return listed([`${day} ${time?.slice(0, 5)}`, by && (names.get(by) ?? by)]);
}

function listed(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(', ');
}

/** Never up, so that what is too little does not look like enough. */
function down(minutes: number): string {
  return (Math.floor(minutes * 100) / 100).toFixed(2);
}
