import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { canonicalJson } from './canonical-json.js';
import { linkHandover } from './handing-over.js';
import { isSignatureOf } from './handover-hash.js';
import { HandoverCondition } from './handover.js';
import { signItem } from './testing/device.js';

const page = readFileSync(new URL('../../../docs/custody.md', import.meta.url), 'utf8');

/** RFC 8032, 7.1, test 1. */
const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const x = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';

const { handover, previousHash, hash } = linkHandover(null, {
  itemId: 'specimen_01jd0a8ksvf3ntbd0zqzyb6y2q',
  at: '2026-03-01T00:30:00.000Z',
  place: { name: 'Ward 3', gln: null, latitude: 47.9185, longitude: 106.9177 },
  from: { id: 'staff_01jd0a8ksvf3ntbd0zqzyb6y2r', name: 'Oyuun' },
  to: { id: 'staff_01jd0a8ksvf3ntbd0zqzyb6y2s', name: 'Bold' },
  condition: HandoverCondition.INTACT,
  remark: null,
  scan: 'S-0007',
  temperature: { celsius: 4.5, deviceId: null, at: null },
});

it('the page shows the text, the hash and the signature that are made here', () => {
  const text = canonicalJson(handover);
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const privateKey = createPrivateKey({ key: { ...jwk, d: Buffer.from(secret, 'hex').toString('base64url') }, format: 'jwk' });
  const signature = signItem({ itemId: handover.itemId, text, previousHash, hash }, 'signingkey_1', privateKey);
  expect(isSignatureOf(hash, signature, createPublicKey({ key: jwk, format: 'jwk' }))).toBe(true);
  for (const shown of [text, previousHash, hash, x, signature.value]) expect(page).toContain(shown);
});

it('the page shows the code by which the tests sign, and which signs no hash of another text', () => {
  expect(page).toContain(readFileSync(new URL('./testing/device.ts', import.meta.url), 'utf8').trim());
  const privateKey = createPrivateKey({
    key: { kty: 'OKP', crv: 'Ed25519', x, d: Buffer.from(secret, 'hex').toString('base64url') },
    format: 'jwk',
  });
  const changed = { itemId: handover.itemId, text: canonicalJson({ ...handover, scan: 'S-0008' }), previousHash, hash };
  expect(() => signItem(changed, 'signingkey_1', privateKey)).toThrow('do not sign it');
});
