import { GraphError } from '#kernel/graph/graph-error.js';
import { toPdf } from '#kernel/printing/to-pdf.js';
import { isTimeZone } from '#kernel/graph/scalars/time.js';
import type { Context } from '#kernel/subgraph/context.js';
import { defineDownload, requiredParameter, type DownloadFile } from '#kernel/subgraph/download.js';
import type { LogisticsServices } from '../../services.js';
import { custodyDocument } from '../custody-document.js';
import { epcisDocument } from '../epcis/epcis-document.js';
import { custodyItemOf, type CustodyItem } from './custody-item.js';
import { exportedChain } from './exported-chain.js';
import { handoversToTell } from './handovers-to-tell.js';
import { storedChainOf, verdictOf, type StoredChain } from './stored-chain.js';

type Parameters = Readonly<Record<string, string>>;

export const custodyChainDownload = defineDownload({
  name: 'custody-chain',
  permission: 'custody:read',
  description:
    'Who had a thing. Parameters: itemId; format, one of pdf (when left out), epcis (EPCIS 2.0 as JSON-LD) and json (what verifyCustody takes); timeZone of the pdf, UTC when left out; domain, under which EPCIS names what has no GS1 key.',
  async open(context, parameters) {
    const itemId = requiredParameter(parameters, 'itemId');
    const write = formats.get(parameters['format'] ?? 'pdf');
    if (!write)
      throw new GraphError('BAD_USER_INPUT', `There is no format "${parameters['format']}": use ${[...formats.keys()].join(', ')}.`);
    const item = await context.load(custodyItemOf, itemId);
    const chain = item && (await context.load(storedChainOf, itemId));
    return item && chain && write(context as Context<LogisticsServices>, item, chain, parameters);
  },
});

type Write = (
  context: Context<LogisticsServices>,
  item: CustodyItem,
  chain: StoredChain,
  parameters: Parameters,
) => Promise<DownloadFile> | DownloadFile;

const formats: ReadonlyMap<string, Write> = new Map<string, Write>([
  ['pdf', pdf],
  ['epcis', epcis],
  ['json', json],
]);

async function pdf({ request }: Context, item: CustodyItem, chain: StoredChain, parameters: Parameters): Promise<DownloadFile> {
  const { entries } = chain;
  const facts = {
    itemName: item.label,
    entries,
    verdict: verdictOf(item, chain),
    checkedAt: new Date(),
    timeZone: timeZoneOf(parameters),
    locale: request.locale,
  };
  return { name: `${nameOf(item)}.pdf`, type: 'application/pdf', body: await toPdf(custodyDocument(facts)) };
}

/** Told to others as what happened: only what both sides vouch for. */
async function epcis(
  context: Context<LogisticsServices>,
  item: CustodyItem,
  chain: StoredChain,
  parameters: Parameters,
): Promise<DownloadFile> {
  const { request, services } = context;
  const verdict = verdictOf(item, chain);
  if (!verdict.isWhole)
    throw new GraphError('CONFLICT', `The chain of custody does not verify, so it is not told to others: ${verdict.fault.message}`);
  const setting = {
    domain: parameters['domain'] ? domainOf(parameters['domain']) : `${request.tenant?.subdomain}.${services.publicDomain}`,
    createdAt: new Date(),
  };
  const handovers = await handoversToTell(context, chain.entries);
  const body = Buffer.from(JSON.stringify(epcisDocument(item.itemId, handovers, setting)));
  return { name: `${nameOf(item)}.jsonld`, type: 'application/ld+json', body };
}

function json(_context: Context, item: CustodyItem, chain: StoredChain): DownloadFile {
  const body = Buffer.from(exportedChain(item, chain, new Date()));
  return { name: `${nameOf(item)}.json`, type: 'application/json; charset=utf-8', body };
}

function nameOf({ label }: CustodyItem): string {
  return `custody-${label.replace(/[^\p{L}\p{N}.-]+/gu, '-')}`;
}

function timeZoneOf({ timeZone = 'UTC' }: Parameters): string {
  if (isTimeZone(timeZone)) return timeZone;
  throw new GraphError('BAD_USER_INPUT', `"${timeZone}" is no time zone: use one of the IANA database, such as "Asia/Ulaanbaatar".`);
}

function domainOf(domain: string): string {
  if (domain.length <= 253 && /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/.test(domain)) return domain;
  throw new GraphError('BAD_USER_INPUT', `"${domain}" is no domain: use one such as "clinic.example.mn".`);
}
