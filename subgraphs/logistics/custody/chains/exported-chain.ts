import { GraphError } from '#kernel/graph/graph-error.js';
import type { CustodyEntry } from '../handover.js';
import { readEntry } from './reading-handovers.js';
import type { ChainHead, StoredChain } from './stored-chain.js';

/** More is no chain that changed hands in a life. */
export const mostLettersOfExport = 200_000;

const kind = 'caregraph.custody-chain';

/** A chain of custody as our JSON: all that it takes to check it without us. */
export function exportedChain({ itemId, headHash }: ChainHead, { entries, keys }: StoredChain, exportedAt: Date): string {
  const chain = {
    kind,
    version: 1,
    itemId,
    headHash,
    exportedAt: exportedAt.toISOString(),
    entries: entries.map(({ handover, previousHash, hash, signatures }) => ({ handover, previousHash, hash, signatures })),
    keys: [...keys.values()].map(({ id, partyId, actsFor, x, validFrom, revokedAt }) => ({
      id,
      partyId,
      actsFor,
      publicKey: { kty: 'OKP', crv: 'Ed25519', x },
      validFrom,
      revokedAt,
    })),
  };
  return `${JSON.stringify(chain, null, 2)}\n`;
}

export interface ChainCopy {
  readonly itemId: string;
  readonly entries: readonly CustodyEntry[];
}

/** @throws GraphError for a text that is no such copy. What is wrong with the chain in it is not looked at here. */
export function readExportedChain(text: string): ChainCopy {
  if (text.length > mostLettersOfExport) throw unreadable(`it holds more than ${mostLettersOfExport} characters`);
  const copy = parsed(text);
  if (copy['kind'] !== kind || copy['version'] !== 1) throw unreadable(`its kind is not "${kind}" of version 1`);
  const { itemId, entries } = copy;
  if (typeof itemId !== 'string') throw unreadable('it does not say of which item it is');
  if (!Array.isArray(entries)) throw unreadable('it has no entries');
  return {
    itemId,
    entries: entries.map((value: unknown, index) => {
      const entry = readEntry(value);
      if (!entry) throw unreadable(`its entry ${index + 1} lacks something that each handover has, or has it in another form`);
      return entry;
    }),
  };
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return value as Record<string, unknown>;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw unreadable('it is no JSON object');
}

function unreadable(why: string): GraphError {
  return new GraphError('BAD_USER_INPUT', `This is no exported chain of custody: ${why}. Send the file of the download as it is.`);
}
