import type { EpcisDocument } from './epcis-event.js';
import { extensionContext, handoverEvent, type HandoverStage } from './handover-event.js';
import { itemUri } from './identifiers.js';
import type { ToldHandover } from './told-handover.js';

export interface EpcisSetting {
  /** The tenant's domain: `clinic.example.mn`. */
  readonly domain: string;
  readonly createdAt: Date;
}

/** An item's chain of custody as EPCIS 2.0, for the systems of those who took part in it. What it says of a handover does not change with those that follow. */
export function epcisDocument(itemId: string, handovers: readonly ToldHandover[], { domain, createdAt }: EpcisSetting): EpcisDocument {
  const [first] = handovers;
  const epc = itemUri(itemId, first ? [first.handover.scan] : [], domain);
  return {
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', extensionContext(domain)],
    id: `https://${domain}/custody/${encodeURIComponent(itemId)}`,
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: createdAt.toISOString(),
    epcisBody: {
      eventList: handovers.map((told, index) =>
        handoverEvent(told, { stage: stageOf(told, handovers[index - 1]), epc, domain, timeZone: told.timeZone }),
      ),
    },
  };
}

/** One who carries what he made to whom it is for changes hands once: that is the delivery. What was delivered and goes on is sent anew. */
function stageOf({ isDelivery }: ToldHandover, previous: ToldHandover | undefined): HandoverStage {
  if (isDelivery) return 'DELIVERY';
  return previous === undefined || previous.isDelivery ? 'DISPATCH' : 'TRANSFER';
}
