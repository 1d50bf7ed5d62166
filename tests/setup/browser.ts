import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

const executablePath = '/usr/bin/chromium';

/** A test that drives Chromium: counted as skipped where none is installed, except in CI, where it fails. */
export const browserTest = existsSync(executablePath) || process.env['CI'] === 'true' ? test : test.skip;

/** Headless Chromium that resolves no name but this machine's, so that nothing a page asks for can come from elsewhere. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    ],
  });
}
