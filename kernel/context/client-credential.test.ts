import fc from 'fast-check';
import { credentialPrefix, newCredential, readCredential, type Credential } from './client-credential.js';

const credentials = fc.record<Credential>({ use: fc.constantFrom('KEY', 'SECRET'), kind: fc.constantFrom('LIVE', 'TEST') });

describe('a credential', () => {
  it('says what it is by how it begins', () => {
    expect(newCredential({ use: 'KEY', kind: 'LIVE' })).toMatch(/^cg_live_[0-9A-Za-z]{36}$/);
    expect(newCredential({ use: 'SECRET', kind: 'TEST' })).toMatch(/^cg_test_secret_[0-9A-Za-z]{36}$/);
  });

  it('is read as what it was made', () => {
    fc.assert(fc.property(credentials, (credential) => expect(readCredential(newCredential(credential))).toEqual(credential)));
  });

  it('is never made twice', () => {
    expect(new Set(Array.from({ length: 1_000 }, () => newCredential({ use: 'KEY', kind: 'LIVE' }))).size).toBe(1_000);
  });

  it('is refused when any of its letters is another', () => {
    const change = fc.record({ credential: credentials, at: fc.nat(35), by: fc.integer({ min: 1, max: 61 }) });
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    fc.assert(
      fc.property(change, ({ credential, at, by }) => {
        const text = newCredential(credential);
        const index = text.length - 36 + at;
        const other = digits.charAt((digits.indexOf(text.charAt(index)) + by) % digits.length);
        expect(readCredential(text.slice(0, index) + other + text.slice(index + 1))).toBeNull();
      }),
    );
  });

  it('of a sandbox is refused under the name of a live one, and of a key under that of a secret', () => {
    const key = newCredential({ use: 'KEY', kind: 'TEST' });
    expect(readCredential(key.replace('test', 'live'))).toBeNull();
    expect(readCredential(key.replace('test_', 'test_secret_'))).toBeNull();
  });

  it.each([
    '',
    'cg_live_',
    'cg_live_x',
    'cg_prod_000000000000000000000000000000000000',
    ` ${newCredential({ use: 'KEY', kind: 'LIVE' })}`,
    `${newCredential({ use: 'KEY', kind: 'LIVE' })}0`,
  ])('is not "%s"', (text) => expect(readCredential(text)).toBeNull());

  it('shows four of its letters to tell it from others', () => {
    expect(credentialPrefix('cg_live_secret_AbCdEfGh')).toBe('cg_live_secret_AbCd');
    expect(credentialPrefix('cg_test_AbCdEfGh')).toBe('cg_test_AbCd');
  });
});
