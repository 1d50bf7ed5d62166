/// <reference lib="dom" />
import { GraphClient } from '../end-to-end/client.js';
import { RegisterPatientDocument } from '../end-to-end/generated/graphql.js';
import { startTopology } from '../end-to-end/topology.js';
import { browserTest, openBrowser } from '../setup/browser.js';

browserTest(
  'a subscription is followed live in the explorer, by somebody who signed in there',
  async () => {
    const graph = await startTopology('one process');
    const browser = await openBrowser();
    try {
      const page = await (await browser.newContext({ viewport: { width: 1600, height: 900 } })).newPage();
      const troubles: string[] = [];
      page.on('pageerror', (error) => troubles.push(error.message));
      page.on('console', (message) => {
        if (message.type() === 'error') troubles.push(message.text());
      });
      const seeAnswer = (text: string) => page.locator('.result-window .view-lines').filter({ hasText: text }).waitFor();
      await page.goto(graph.url);
      await page.locator('.graphiql-query-editor .view-line').first().waitFor();
      await page.getByRole('button', { name: 'Sign in as…' }).click();
      await page.getByRole('menuitem', { name: /owner@steppe\.example/ }).click();
      await page.getByRole('button', { name: /owner of steppe/ }).waitFor();
      await page.getByRole('button', { name: /^Patients as they are registered/ }).click();
      await page.getByRole('tab', { name: 'Registrations', selected: true }).waitFor();
      await page.getByRole('button', { name: /Execute query/ }).click();
      await seeAnswer('CURRENT_STATE');
      const owner = await GraphClient.signIn(graph.url, 'steppe');
      await owner.run(RegisterPatientDocument, { input: { names: [{ family: 'Watched', given: ['Oyuun'] }], allowDuplicate: true } });
      await seeAnswer('Oyuun Watched');
      await seeAnswer('CHANGE');
      if (process.env['SCREENSHOT']) await page.screenshot({ path: process.env['SCREENSHOT'] });
      expect(troubles).toEqual([]);
    } finally {
      await browser.close();
      await graph.stop();
    }
  },
  300_000,
);
