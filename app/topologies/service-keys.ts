import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The public keys of subgraphs as one text: a JSON Web Key Set (RFC 7517), each key named after its subgraph. */
export function subgraphKeySet(privateKeys: ReadonlyMap<string, string>): string {
  const keys = [...privateKeys].map(([name, key]) => ({ kid: name, alg: 'EdDSA', use: 'sig', ...createPublicKey(createPrivateKey(key)).export({ format: 'jwk' }) }));
  return JSON.stringify({ keys });
}

/** An Ed25519 key in PKCS#8 PEM. */
export function newPrivateKey(): string {
  return generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
}

/** The public half in SPKI PEM. */
export function publicKeyOf(privateKey: string): string {
  return createPublicKey(createPrivateKey(privateKey)).export({ type: 'spki', format: 'pem' }) as string;
}

/**
 * Makes what services need to trust each other, where it is missing: the key by which the gateway signs contexts, the keys by
 * which subgraphs sign what their jobs ask, and the secrets by which `sealers` among them seal, each in a folder of its owner's own. The
 * public halves lie in a folder that all share.
 */
export async function ensureServiceKeys(folder: string, subgraphs: readonly string[], sealers: readonly string[]): Promise<void> {
  // Public halves are written from the private ones that are there, so that they always belong together.
  const gatewayKey = await ensureKey(join(folder, 'gateway', 'context-private.pem'));
  await replace(join(folder, 'shared', 'context-public.pem'), publicKeyOf(gatewayKey));
  const subgraphKeys = new Map<string, string>();
  for (const name of subgraphs) subgraphKeys.set(name, await ensureKey(join(folder, name, 'subgraph-private.pem')));
  await replace(join(folder, 'shared', 'subgraphs-public.json'), subgraphKeySet(subgraphKeys));
  for (const name of sealers) await writeNew(join(folder, name, 'secret'), randomBytes(32).toString('base64url'));
}

async function ensureKey(file: string): Promise<string> {
  await writeNew(file, newPrivateKey());
  return readFile(file, 'utf8');
}

async function writeNew(file: string, content: string): Promise<void> {
  try {
    await writeFile(await inFolder(file), content, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as { code?: string }).code !== 'EEXIST') throw error;
  }
}

/** A service that starts meanwhile reads the old or the new text, never a part of one. */
async function replace(file: string, content: string): Promise<void> {
  const next = `${await inFolder(file)}.next`;
  await writeFile(next, content);
  await rename(next, file);
}

async function inFolder(file: string): Promise<string> {
  await mkdir(dirname(file), { recursive: true });
  return file;
}
