import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { freePort } from '../app/engines/free-port.js';
import { GraphClient } from './end-to-end/client.js';
import { newDataFolder, runProcess } from './end-to-end/topology.js';

const entry = 'dist/app/start.js';
const packs = 400;
const cashiers = ['Temuulen', 'Mutinta', 'Niran'] as const;
const run = promisify(execFile);

/** Asks, and fails on whatever is refused. */
async function done<T>(client: GraphClient, mutation: string, fields: string, input: object, headers = {}): Promise<T> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const query = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
  const { data, text } = await client.send<{ result: T & { userErrors: object[] } }>({ query, variables: { input } }, headers);
  if (!data || data.result.userErrors.length > 0) throw new Error(text);
  return data.result;
}

interface Closing {
  readonly sales: {
    readonly nodes: {
      readonly id: string;
      readonly receiptNumber: string | null;
      readonly status: string;
      readonly total: { readonly amountMinor: string };
    }[];
  };
  readonly stockItems: { readonly nodes: { readonly onHand: number }[] };
  readonly tillSessions: { readonly nodes: { readonly report: { readonly expected: { readonly amountMinor: string } }[] }[] };
}

it('a graph that is killed while three tills sell has every receipt once, and books that agree', async () => {
  const settings = { PORT: String(await freePort()), DATA_FOLDER: await newDataFolder() };
  const url = `http://127.0.0.1:${settings.PORT}`;
  const killed = await runProcess(entry, settings);
  await killed.untilSaid('Ctrl-C stops everything');
  const owner = await GraphClient.signIn(url, 'steppe');
  const shop = { code: 'KIL', name: 'Night pharmacy', type: 'PHARMACY', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
  const branchId = (await done<{ branch: { id: string } }>(owner, 'createBranch', 'branch { id }', shop)).branch.id;
  const bandages = { kind: 'CONSUMABLE', name: 'Bandage, 4 m' };
  const productId = (await done<{ product: { id: string } }>(owner, 'createProduct', 'product { id }', bandages)).product.id;
  await done(owner, 'setBranchProduct', 'branchProduct { id }', { branchId, productId, price: { amountMinor: '250000', currency: 'MNT' } });
  await done(owner, 'receiveStock', 'stockItems { id }', { branchId, lines: [{ productId, quantity: packs }] });
  const tills: { client: GraphClient; tillSessionId: string }[] = [];
  for (const name of cashiers) {
    const email = `${name.toLowerCase()}@steppe.example`;
    await done(owner, 'createStaff', 'staff { id }', {
      email,
      displayName: name,
      password: 'caregraph-demo',
      grants: [{ role: 'CASHIER', branchId }],
    });
    const client = await GraphClient.signIn(url, 'steppe', name.toLowerCase());
    const { till } = await done<{ till: { id: string } }>(owner, 'addTill', 'till { id }', { branchId, name });
    const opening = { tillId: till.id, openingFloat: { amountMinor: '0', currency: 'MNT' } };
    const { tillSession } = await done<{ tillSession: { id: string } }>(client, 'openTill', 'tillSession { id }', opening);
    tills.push({ client, tillSessionId: tillSession.id });
  }

  /** What a cashier was told, and what was under way when the line went dead. */
  const receipts: string[] = [];
  const broken: { client: GraphClient; input: object; key: string }[] = [];
  const pay = async (client: GraphClient, input: object, key: string): Promise<string> =>
    (await done<{ sale: { receiptNumber: string } }>(client, 'completeSale', 'sale { receiptNumber }', input, { 'idempotency-key': key }))
      .sale.receiptNumber;
  const sell = async ({ client, tillSessionId }: (typeof tills)[number]): Promise<void> => {
    const { sale } = await done<{ sale: { id: string } }>(client, 'startSale', 'sale { id }', { tillSessionId });
    const { sale: basket } = await done<{ sale: { version: number } }>(client, 'addSaleLine', 'sale { version }', {
      saleId: sale.id,
      productId,
      quantity: 1,
    });
    const input = {
      saleId: sale.id,
      expectedVersion: basket.version,
      tenders: [{ kind: 'CASH', amount: { amountMinor: '250000', currency: 'MNT' } }],
    };
    const key = randomUUID();
    try {
      receipts.push(await pay(client, input, key));
    } catch (error) {
      broken.push({ client, input, key });
      throw error;
    }
  };
  const selling = tills.map(async (till) => {
    for (;;) await sell(till);
  });
  while (receipts.length < 30) await new Promise((resolve) => setTimeout(resolve, 20));
  killed.child.kill('SIGKILL');
  expect((await Promise.allSettled(selling)).every(({ status }) => status === 'rejected')).toBe(true);
  await killed.ended;

  const next = await runProcess(entry, settings);
  await next.untilSaid('Ctrl-C stops everything');
  // Whoever was not answered asks again, and is told what happened, or has it done now.
  for (const { client, input, key } of broken) receipts.push(await pay(client, input, key));
  const again = await GraphClient.signIn(url, 'steppe');
  const query = `query ($branch: ID!) {
    sales(first: 100, filter: { branchId: $branch, status: COMPLETED }) { nodes { id receiptNumber status total { amountMinor } } }
    stockItems(first: 10, filter: { branchId: $branch }) { nodes { onHand } }
    tillSessions(first: 10, filter: { branchId: $branch }) { nodes { report { expected { amountMinor } } } }
  }`;
  const { data, text } = await again.send<Closing>({ query, variables: { branch: branchId } });
  if (!data) throw new Error(text);
  const numbers = data.sales.nodes.map(({ receiptNumber }) => receiptNumber).sort();
  expect(numbers).toEqual(numbers.map((_, index) => `KIL-R-${String(index + 1).padStart(6, '0')}`));
  expect([...receipts].sort()).toEqual(numbers);
  expect(data.stockItems.nodes.reduce((sum, { onHand }) => sum + onHand, 0)).toBe(packs - numbers.length);
  const expected = data.tillSessions.nodes
    .flatMap(({ report }) => report)
    .reduce((sum, tender) => sum + BigInt(tender.expected.amountMinor), 0n);
  expect(expected).toBe(250_000n * BigInt(numbers.length));
  const checked = await run(process.execPath, ['dist/app/commands/check-stock.js', '--tenant', 'steppe'], {
    env: { PATH: process.env['PATH'], DATA_FOLDER: settings.DATA_FOLDER },
  });
  expect(checked.stdout).toContain('is what its movements and reservations say');
  await next.stop();
}, 400_000);
