import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { prefixOf, toUuid } from '#kernel/graph/type-id.js';
import { refuse, type Refusal } from '#kernel/graph/user-error.js';
import { isSignatureOf } from '../handover-hash.js';
import { signsFor, type HandoverSignature, type Side } from '../handover.js';
import { readPublicKey, SigningKey } from '../keys/signing-key.js';
import type { CustodyHandover, HandoverItem } from './custody-handover.js';
import type { HandoverSignatureInput } from './handover.inputs.js';

const nothing = { handover: null };
const field = ['input', 'signatures'];

/** The signatures of a side by their items, each by a key of the caller's that is good now and signs for that side; or why not. */
export async function checkSignatures(
  transaction: Transaction,
  handover: CustodyHandover,
  side: Side,
  items: readonly HandoverItem[],
  given: readonly HandoverSignatureInput[],
): Promise<Map<string, HandoverSignature> | Refusal> {
  const byItem = new Map(given.map(({ itemId, keyId, value }) => [itemId, { keyId, value }]));
  if (byItem.size < given.length) return refuse('INVALID', 'Each thing is signed once: send one signature for it.', field, nothing);
  const extra = given.find(({ itemId }) => !items.some((item) => item.itemId === itemId));
  if (extra) return refuse('NOT_FOUND', 'A signature is for something that is not in this handover.', [...field, 'itemId'], nothing);
  const keys = await keysOf(transaction, given);
  const party = handover.party(side);
  for (const { itemId, hash, scan } of items) {
    const signature = byItem.get(itemId);
    if (!signature) return refuse('REQUIRED', `The signature for ${scan} is missing: sign all that is handed over.`, field, nothing);
    const key = keys.get(signature.keyId);
    if (key?.staffId !== transaction.context.actor.id)
      return refuse(
        'NOT_FOUND',
        `You have no key ${signature.keyId.slice(0, 60)}: register the key of your device.`,
        [...field, 'keyId'],
        nothing,
      );
    if (key.revokedAt)
      return refuse(
        'NOT_ALLOWED',
        `The key "${key.name}" was revoked at ${key.revokedAt.toISOString()}: sign with another one.`,
        [...field, 'keyId'],
        nothing,
      );
    if (!signsFor({ partyId: key.staffId, actsFor: key.branchIds }, party))
      return refuse(
        'NOT_ALLOWED',
        `The key "${key.name}" does not sign for ${party.name}: register one that does, with its branchIds.`,
        [...field, 'keyId'],
        nothing,
      );
    const publicKey = readPublicKey(key.publicKey);
    if (!publicKey || !isSignatureOf(hash, signature, publicKey))
      return refuse(
        'INVALID',
        `The signature for ${scan} is not of its hash by the key "${key.name}": read the handover again, as it may have been restated, and sign the 32 bytes of each hash.`,
        [...field, 'value'],
        nothing,
      );
  }
  return byItem;
}

/** Held until the transaction ends, so that none is revoked while it signs. */
async function keysOf(transaction: Transaction, given: readonly HandoverSignatureInput[]): Promise<Map<string, SigningKey>> {
  const ids = [...new Set(given.map(({ keyId }) => keyId))].filter((id) => prefixOf(id) === 'signingkey');
  const uuids = ids.map((id) => toUuid('signingkey', id));
  const keys = await transaction.all(SigningKey, sql`where id = any (${uuids}::uuid[]) order by id for share`);
  return new Map(keys.map((key) => [key.id, key]));
}
