import type { Dispensary } from './dispensary.js';

/** What whoever would move stock is told while it is counted. */
export const isHeldStill = {
  code: 'WRONG_STATE',
  message: 'This stock is being counted and is held still: wait until the count is posted or cancelled.',
};

/** Begins a count that holds a product still at the branch, in whatever place and state it is there. */
export async function holdStill(dispensary: Dispensary, productId: string): Promise<void> {
  const planned = { branchId: dispensary.branchId, mode: 'FREEZE', productIds: [productId] };
  const fields = 'stockCount { id version }';
  const { stockCount } = await dispensary.done<{ stockCount: { id: string; version: number } }>('requestStockCount', fields, planned);
  await dispensary.done('startStockCount', '', { id: stockCount.id, expectedVersion: stockCount.version });
}
