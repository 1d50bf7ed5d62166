import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes what services need to trust each other, where it is missing: the key by which the gateway signs contexts, in a folder
 * of the gateway's own, its public half in one that the subgraphs share, and the platform's secret in one of its own.
 */
export async function ensureServiceKeys(folder: string): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  const isNew = await writeNew(join(folder, 'gateway', 'context-private.pem'), privateKey);
  // The halves belong together: a public key without its private one is replaced.
  if (isNew) await writeFile(await inFolder(join(folder, 'shared', 'context-public.pem')), publicKey);
  await writeNew(join(folder, 'platform', 'secret'), randomBytes(32).toString('base64url'));
}

async function writeNew(file: string, content: string): Promise<boolean> {
  try {
    await writeFile(await inFolder(file), content, { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as { code?: string }).code === 'EEXIST') return false;
    throw error;
  }
}

async function inFolder(file: string): Promise<string> {
  await mkdir(join(file, '..'), { recursive: true });
  return file;
}
