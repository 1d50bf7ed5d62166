import { readFile } from 'node:fs/promises';
import { planRates } from './plan-rates.js';
import { rateHeaders } from './rate-headers.js';

const inFigures = (figure: number): string => figure.toLocaleString('en');

it.each(['docs/rates.md', 'docs/public/rates.md'])('%s tells the rates and headers as they are', async (page) => {
  const text = await readFile(page, 'utf8');
  for (const [plan, { client, tenant, perDay }] of Object.entries(planRates)) {
    const figures = [client, tenant].map(({ capacity, restoreRate }) => `${inFigures(capacity)}, ${inFigures(restoreRate)}`);
    expect(text).toContain(`| ${[plan, ...figures, inFigures(perDay)].join(' | ')} |`);
  }
  const { client, tenant, perDay } = planRates.GROWTH;
  const [asked, spent] = [59, 12];
  const states = [
    { name: 'client' as const, policy: client, available: client.capacity - spent },
    { name: 'tenant' as const, policy: tenant, available: tenant.capacity - spent },
  ];
  const headers = rateHeaders(states, { perDay, left: perDay - spent, secondsLeft: 17_340 });
  const lines = text.split('\n').map((line) => line.toLowerCase());
  expect(
    Object.entries(headers)
      .map(([name, value]) => `${name}: ${value}`.toLowerCase())
      .filter((line) => !lines.includes(line)),
  ).toEqual([]);
  const { available } = states[0] ?? {};
  expect(text).toContain(
    `"cost": { "requested": ${asked}, "actual": ${spent}, "available": ${available}, "restoreRate": ${client.restoreRate} }`,
  );
});
