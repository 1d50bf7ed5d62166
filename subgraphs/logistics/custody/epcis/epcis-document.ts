import type { CustodyEntry } from '../handover.js';
import type { EpcisDocument } from './epcis-event.js';
import { extensionContext, handoverEvent, type HandoverStage } from './handover-event.js';
import { itemUri } from './identifiers.js';

export interface EpcisSetting {
  /** The tenant's domain: `clinic.example.mn`. */
  readonly domain: string;
  /** IANA, of the branch. */
  readonly timeZone: string;
  /** Whether the last handover was to whom the item was for. */
  readonly isDelivered: boolean;
  readonly createdAt: Date;
}

/** An item's chain of custody as EPCIS 2.0, for the systems of those who took part in it. */
export function epcisDocument(itemId: string, entries: readonly CustodyEntry[], setting: EpcisSetting): EpcisDocument {
  const { domain, timeZone, isDelivered, createdAt } = setting;
  const epc = itemUri(
    itemId,
    entries.map(({ handover }) => handover.scan),
    domain,
  );
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', extensionContext(domain)],
    id: `https://${domain}/custody/${encodeURIComponent(itemId)}`,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: createdAt.toISOString(),
    epcisBody: {
      eventList: entries.map((entry, index) =>
        handoverEvent(entry, { stage: stageOf(index, entries.length, isDelivered), epc, domain, timeZone }),
      ),
    },
  };
}

/** One who carries what he made to whom it is for changes hands once: that is the delivery. */
function stageOf(index: number, length: number, isDelivered: boolean): HandoverStage {
  if (isDelivered && index === length - 1) return 'DELIVERY';
  return index === 0 ? 'DISPATCH' : 'TRANSFER';
}
