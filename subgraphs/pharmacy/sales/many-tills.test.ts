import { sql } from '#kernel/database/sql.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { Counter } from '../testing/counter.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

/** Five tills of a branch that has few packs of two medicines. */
async function market(packs: number) {
  const dispensary = new Dispensary(subgraph, neighbours);
  const products = [await dispensary.medicine('Paracetamol'), await dispensary.medicine('Ibuprofen')];
  for (const productId of products) {
    await dispensary.shelve(productId, [
      { quantity: packs - 3, expiresOn: '2038-01-31' },
      { quantity: 3, expiresOn: '2039-01-31' },
    ]);
    await dispensary.price(productId, 700n);
  }
  const counters = await Promise.all([1, 2, 3, 4, 5].map(() => Counter.open(dispensary)));
  return { dispensary, products, counters };
}

async function receipts(dispensary: Dispensary): Promise<string[]> {
  let numbers: string[] = [];
  await dispensary.system(dispensary.branchId, async (transaction) => {
    const rows = await transaction.rows<{ receipt_number: string }>(
      sql`select receipt_number from sales where receipt_number is not null order by receipt_number`,
    );
    numbers = rows.map(({ receipt_number }) => receipt_number);
  });
  return numbers;
}

const numbered = (count: number) => Array.from({ length: count }, (_, index) => `UB1-R-${String(index + 1).padStart(6, '0')}`);

it('five tills sell the last packs exactly once, and number their receipts without a gap', async () => {
  const { dispensary, products, counters } = await market(10);
  const outcomes: string[] = [];
  await Promise.all(
    counters.map(async (counter, till) => {
      for (let round = 0; round < 5; round += 1) {
        const order = till % 2 === 0 ? products : products.toReversed();
        const basket = await counter.start();
        const added = [];
        for (const productId of order) added.push(await counter.run('addSaleLine', { saleId: basket.id, productId, quantity: 1 }));
        const full = added.at(-1)?.sale ?? added[0]?.sale;
        if (!full) {
          await counter.sale('discardSale', { saleId: basket.id });
          outcomes.push('sold out');
          continue;
        }
        // Every third pays too little first: the number that it would have had goes to another.
        if (round % 3 === 0) {
          const tooLittle = counter.payment(full, [{ kind: 'CASH', amount: 1n }]);
          expect(await counter.refusal('completeSale', tooLittle)).toMatchObject({ code: 'INVALID' });
        }
        await counter.pay(full);
        outcomes.push('sold');
      }
    }),
  );
  const sold = outcomes.filter((outcome) => outcome === 'sold').length;
  expect(sold).toBeGreaterThanOrEqual(10);
  for (const productId of products) expect(await dispensary.stockOf(productId)).toEqual({ onHand: 0, reserved: 0 });
  expect(await receipts(dispensary)).toEqual(numbered(sold));
  expect(await dispensary.breaks()).toEqual([]);
});

it('a number that a failed payment took is given to the next, so that none is missing', async () => {
  const { dispensary, products, counters } = await market(30);
  const [productId = ''] = products;
  const baskets = await Promise.all(counters.map((counter) => counter.basket([productId, 1])));
  // One of them is broken after it has its number: what it wrote is undone together with the number.
  await dispensary.system(dispensary.branchId, async (transaction) => {
    const { toUuid } = await import('#kernel/graph/type-id.js');
    const branch = toUuid('branch', dispensary.branchId);
    await transaction.rows(sql`insert into sale_receipts (branch_id, number, sale_id) values (${branch}, 'UB1-R-000003', uuidv7())`);
  });
  const attempts = await Promise.allSettled(
    counters.map((counter, index) =>
      counter.pay(
        baskets[index] ??
          (() => {
            throw new Error();
          })(),
      ),
    ),
  );
  // Every one that comes to the third number fails, and gives it back.
  expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
  expect(await receipts(dispensary)).toEqual(numbered(2));
  expect(await dispensary.stockOf(productId)).toEqual({ onHand: 28, reserved: 3 });
  expect(await dispensary.breaks()).toEqual([]);
});

it('one basket that is paid at many clicks is paid once', async () => {
  const { dispensary, products, counters } = await market(10);
  const [counter] = counters;
  if (!counter) throw new Error('no till');
  const basket = await counter.basket([products[0] ?? '', 3]);
  const attempts = await Promise.all([1, 2, 3, 4, 5].map(() => counter.run('completeSale', counter.payment(basket))));
  expect(attempts.filter(({ sale }) => sale)).toHaveLength(1);
  expect(await counter.journal()).toEqual({ CASH: 102_100n });
  expect(await receipts(dispensary)).toEqual(numbered(1));
});

it('closing a till and selling at it wait for one another', async () => {
  const { products, counters, dispensary } = await market(30);
  for (const counter of counters) {
    const basket = await counter.basket([products[0] ?? '', 1]);
    const [paid, closed] = await Promise.all([
      counter.run('completeSale', counter.payment(basket)),
      dispensary.run('closeTill', '', counter.closing({ CASH: 100_700n }, { reason: 'Counted early' }), counter.cashier),
    ]);
    // Either it was closed after the sale, with nothing that differs, or it was not closed as the basket was open.
    expect(paid.sale?.status).toBe('COMPLETED');
    expect(await counter.journal()).toEqual({ CASH: 100_700n });
    if (closed.userErrors.length > 0) expect(closed.userErrors[0]?.message).toContain('basket');
  }
});

it('the journals sum up to the sales, less what came back', async () => {
  const { dispensary, products, counters } = await market(40);
  await Promise.all(
    counters.map(async (counter, index) => {
      const sold = await counter.sold([products[index % 2] ?? '', 2 + index]);
      if (index % 2 === 0) await counter.sale('returnSale', counter.returning(sold, [[0, 1]]));
      else await counter.sale('voidSale', { saleId: sold.id, reason: 'Mistake' });
      await counter.pay(await counter.basket([products[0] ?? '', 1]), { kind: 'CARD', amount: 500n }, { kind: 'CASH', amount: 1000n });
    }),
  );
  await dispensary.system(dispensary.branchId, async (transaction) => {
    const [sums] = await transaction.rows(sql`select
      (select sum(amount_minor) from till_entries where kind <> 'OPENING')::text as journal,
      (select sum(case kind when 'SALE' then paid_minor - change_minor else change_minor - paid_minor end) from sales where status = 'COMPLETED')::text as sales,
      (select count(*) from till_entries entry left join sales sale on sale.id = entry.source_id where entry.kind <> 'OPENING' and sale.id is null)::int as strays`);
    expect(sums?.['journal']).toBe(sums?.['sales']);
    expect(sums?.['strays']).toBe(0);
  });
  expect(await dispensary.breaks()).toEqual([]);
});
