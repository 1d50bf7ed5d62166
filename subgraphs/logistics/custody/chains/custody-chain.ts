import { Field, ObjectType } from 'type-graphql';
import { GraphError } from '#kernel/graph/graph-error.js';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { custodyPermission } from '../custody-permission.js';
import { faultsOf } from '../verifying-chain.js';
import { CustodyEntry, shownEntry } from './custody-entry.js';
import { CustodyItem, custodyItemOf } from './custody-item.js';
import { CustodyVerdict, shownVerdict } from './custody-verdict.js';
import { readExportedChain } from './exported-chain.js';
import { allFaultsOf, knownOf, readKeys, storedChainOf } from './stored-chain.js';

@ObjectType({ description: 'Who had a thing, from its first handover to its last.' })
@Access('custody:read')
export class CustodyChain {
  @Field(() => CustodyItem, { simple: true, description: 'The thing.' })
  item: CustodyItem;

  @Field(() => [CustodyEntry], { simple: true, description: 'Its changes of hands, the first one first.' })
  entries: CustodyEntry[];

  @Field(() => CustodyVerdict, { simple: true, description: 'Whether the chain is what was signed, as checked for this answer.' })
  verdict: CustodyVerdict;
}

/** The chain of an item as it is stored, checked; null for an item that the caller does not see. */
export async function custodyChain(context: Context, itemId: string): Promise<CustodyChain | null> {
  const item = await context.load(custodyItemOf, itemId);
  const chain = item && (await context.load(storedChainOf, itemId));
  if (!item || !chain) return null;
  const { entries } = chain;
  const looked = { itemId, headHash: item.headHash, length: entries.length, holder: entries.at(-1)?.handover.to ?? null };
  return Object.assign(new CustodyChain(), {
    item,
    entries: entries.map(shownEntry),
    verdict: shownVerdict(looked, allFaultsOf(item, chain)),
  });
}

/** Whether a copy that was exported is what the database has; by the keys that are registered, not by those in the copy. */
export async function verifyCustody(context: Context, document: string): Promise<CustodyVerdict> {
  const { itemId, entries } = readExportedChain(document);
  const item = await context.load(custodyItemOf, itemId);
  if (!item) throw new GraphError('NOT_FOUND', 'There is no such item that has had to do with the branches that you may see.');
  const keys = await readKeys((statement) => context.db.rows(statement, custodyPermission), entries);
  const looked = { itemId, headHash: item.headHash, length: entries.length, holder: entries.at(-1)?.handover.to ?? null };
  return shownVerdict(looked, [...faultsOf(entries, keys, knownOf(item))]);
}
