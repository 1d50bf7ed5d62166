import type { Block, PrintedDocument, PrintedTable } from '#kernel/printing/printed-document.js';
import { custodyWords, type CustodyWords } from './custody-words.js';
import type { CustodyEntry, Handover } from './handover.js';
import type { ChainVerdict } from './verifying-chain.js';

/** What a printed chain of custody is made of. */
export interface CustodyFacts {
  /** What people call the item: a specimen's number, a parcel's code. */
  readonly itemName: string;
  readonly entries: readonly CustodyEntry[];
  /** What `verifyChain` says of the entries. */
  readonly verdict: ChainVerdict;
  /** When it was checked: the paper is of that time. */
  readonly checkedAt: Date;
  /** IANA: in which the times stand. */
  readonly timeZone: string;
  readonly locale: string;
}

/** An item's chain of custody for people: who held it, since when and in what condition, and whether the chain is whole. */
export function custodyDocument(facts: CustodyFacts): PrintedDocument {
  const { itemName, entries, verdict, checkedAt, timeZone } = facts;
  const words = custodyWords(facts.locale);
  return {
    title: `${words.title} ${itemName}`,
    language: words.language,
    size: 'A4',
    createdAt: checkedAt,
    blocks: [
      { heading: words.title },
      {
        rows: [
          [words.item, itemName],
          ...(verdict.isWhole && verdict.holder ? [[words.holder, verdict.holder.name] as const] : []),
          [words.handovers, String(entries.length)],
          [words.checkedAt, wallTime(checkedAt, timeZone)],
          [words.times, timeZone],
        ],
      },
      { text: verdictText(verdict, words), isBold: true },
      ...(entries.length === 0 ? [] : [{ rule: true } as const, { table: handoverTable(entries, timeZone, words) }]),
      ...noteBlocks(entries, words),
      ...headBlocks(verdict, words),
    ],
  };
}

function verdictText(verdict: ChainVerdict, words: CustodyWords): string {
  if (!verdict.isWhole) return `${words.faulty} ${verdict.fault.message}`;
  return verdict.length === 0 ? words.none : words.whole(verdict.length);
}

function handoverTable(entries: readonly CustodyEntry[], timeZone: string, words: CustodyWords): PrintedTable {
  const [number, time, place, from, to, condition, temperature] = words.columns;
  return {
    columns: [
      { title: number, align: 'END' },
      { title: time },
      { title: place, share: 3 },
      { title: from, share: 2 },
      { title: to, share: 2 },
      { title: condition },
      { title: temperature, align: 'END' },
    ],
    rows: entries.map(({ handover }) => [
      String(handover.sequence),
      wallTime(new Date(handover.at), timeZone),
      placeText(handover),
      handover.from.name,
      handover.to.name,
      // A chain with a fault is printed as it stands, whatever somebody wrote into it.
      words.conditions[handover.condition] ?? String(handover.condition),
      handover.temperature ? String(handover.temperature.celsius) : '',
    ]),
  };
}

function placeText({ place: { name, latitude, longitude } }: Handover): string {
  return latitude == null || longitude == null ? name : `${name} (${Number(latitude).toFixed(5)}, ${Number(longitude).toFixed(5)})`;
}

/** What was scanned and remarked stands below the table, which has no room for it. */
function noteBlocks(entries: readonly CustodyEntry[], words: CustodyWords): Block[] {
  const remarks = entries.filter(({ handover }) => handover.remark).map(({ handover }) => `${handover.sequence}. ${handover.remark}`);
  const scans = Map.groupBy(entries, ({ handover }) => handover.scan);
  const scanned = [...scans].map(([scan, same]) => `${same.map(({ handover }) => handover.sequence).join(', ')}: ${scan}`);
  return [
    ...(remarks.length === 0 ? [] : [{ text: words.remarks, isBold: true }, ...remarks.map((text) => ({ text }))]),
    ...(scanned.length === 0 ? [] : [{ text: words.scan, isBold: true }, ...scanned.map((text) => ({ text, size: 'SMALL' as const }))]),
  ];
}

/** By this a later chain is seen to hold all that this paper says. A chain that is not whole has no head to trust. */
function headBlocks(verdict: ChainVerdict, words: CustodyWords): Block[] {
  if (!verdict.isWhole || verdict.headHash === null) return [];
  return [{ rule: true }, { text: words.head, isBold: true }, { code: { kind: 'QR', text: verdict.headHash, caption: verdict.headHash } }];
}

/** `2026-03-01 16:05` by the clock on the wall; what is no time is shown as it stands. */
function wallTime(moment: Date, timeZone: string): string {
  if (Number.isNaN(moment.getTime())) return '—';
  const options = {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  } as const;
  const parts = new Map(new Intl.DateTimeFormat('en', options).formatToParts(moment).map(({ type, value }) => [type, value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')} ${parts.get('hour')}:${parts.get('minute')}`;
}
