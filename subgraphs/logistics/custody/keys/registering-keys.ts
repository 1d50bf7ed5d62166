import { branchesFor } from '#kernel/context/request-context.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { handoverPermission } from '../custody-permission.js';
import {
  RegisterSigningKeyPayload,
  RevokeSigningKeyPayload,
  type RegisterSigningKeyInput,
  type RevokeSigningKeyInput,
} from './signing-key.inputs.js';
import { readPublicKey, SigningKey } from './signing-key.js';

const nothing = { signingKey: null };
const mostBranches = 100;

const constraints = {
  signing_keys_public_key: {
    code: 'TAKEN',
    message: 'This key is registered already: make a new one on your device.',
    field: ['input', 'publicKey'],
  },
} as const;

export async function registerSigningKey(context: Context, input: RegisterSigningKeyInput): Promise<RegisterSigningKeyPayload> {
  const refused = await registrationRefusal(context, input);
  const options = { name: 'registerSigningKey', permission: handoverPermission, constraints };
  return context.db.command(RegisterSigningKeyPayload, options, async (transaction) => {
    if (refused) return refused;
    const signingKey = Object.assign(new SigningKey(), {
      id: newId('signingkey'),
      staffId: context.request.actor.id,
      name: input.name.trim(),
      publicKey: input.publicKey,
      branchIds: [...new Set(input.branchIds)],
      validFrom: new Date(),
      revokedAt: null,
      revokeReason: null,
    });
    return { signingKey: await transaction.insert(signingKey) };
  });
}

async function registrationRefusal(context: Context, { name, publicKey, branchIds }: RegisterSigningKeyInput): Promise<Refusal | null> {
  if (context.request.actor.kind !== 'staff')
    return refuse('NOT_ALLOWED', 'Only a person has a key: sign in as one of the staff.', ['input'], nothing);
  const tooLong = lengthErrors(mostLetters.name, { name });
  if (tooLong.length > 0) return new Refusal(tooLong, nothing);
  if (!name.trim()) return refuse('REQUIRED', 'Say on which device the key is.', ['input', 'name'], nothing);
  if (!readPublicKey(publicKey))
    return refuse(
      'INVALID',
      'This is no Ed25519 public key: send `x` of its JSON Web Key, 32 bytes in base64url.',
      ['input', 'publicKey'],
      nothing,
    );
  if (branchIds.length > mostBranches)
    return refuse('LIMIT_REACHED', `A key signs for at most ${mostBranches} branches.`, ['input', 'branchIds'], nothing);
  if (await areMine(context, branchIds)) return null;
  return refuse('NOT_FOUND', 'There is no such branch among those where you may hand things over.', ['input', 'branchIds'], nothing);
}

/** Who holds the permission at all branches is asked of platform which there are. */
async function areMine(context: Context, branchIds: readonly string[]): Promise<boolean> {
  const mine = branchesFor(context.request, handoverPermission);
  if (mine !== 'all') return branchIds.every((id) => mine.includes(id));
  const found = branchIds.length === 0 ? new Map() : await context.read('Branch', [...new Set(branchIds)], 'code');
  return branchIds.every((id) => found.has(id));
}

export async function revokeSigningKey(context: Context, input: RevokeSigningKeyInput): Promise<RevokeSigningKeyPayload> {
  const options = { name: 'revokeSigningKey', permission: handoverPermission };
  return context.db.command(RevokeSigningKeyPayload, options, async (transaction) => {
    const signingKey = await transaction.lock(SigningKey, input.id);
    if (signingKey?.staffId !== context.request.actor.id) return refuse('NOT_FOUND', 'You have no such key.', ['input', 'id'], nothing);
    const stale = staleVersion(signingKey, input.expectedVersion, 'key', nothing);
    if (stale) return stale;
    const reason = input.reason.trim();
    if (!reason) return refuse('REQUIRED', 'Say why the key is revoked.', ['input', 'reason'], nothing);
    const tooLong = lengthErrors(mostLetters.text, { reason });
    if (tooLong.length > 0) return new Refusal(tooLong, nothing);
    if (signingKey.revokedAt)
      return refuse('WRONG_STATE', `The key was revoked at ${signingKey.revokedAt.toISOString()} already.`, ['input', 'id'], nothing);
    Object.assign(signingKey, { revokedAt: new Date(), revokeReason: reason });
    return { signingKey: await transaction.save(signingKey) };
  });
}
