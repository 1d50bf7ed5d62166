import type { ConstraintRefusal } from '#kernel/database/command.js';

/** What the database says when a movement cannot be, for the commands that move stock. */
export const stockConstraints: Readonly<Record<string, ConstraintRefusal>> = {
  stock_items_not_oversold: {
    code: 'WRONG_STATE',
    message: 'Fewer packs are there than this takes, or some of them are set aside for somebody. Read the stock again, then decide.',
  },
  stock_movements_expired: {
    code: 'WRONG_STATE',
    message: 'One of the lots has expired: it leaves only as a loss (writeOffStock) or back to its supplier (returnToSupplier).',
  },
  stock_movements_recalled: {
    code: 'WRONG_STATE',
    message: 'One of the lots was recalled: it leaves only as a loss (writeOffStock) or back to its supplier (returnToSupplier).',
  },
  lots_of_goods: {
    code: 'WRONG_STATE',
    message: 'One of the products is a service, which has no stock: leave it out here, and order it instead.',
  },
  stock_frozen: {
    code: 'WRONG_STATE',
    message: 'This stock is being counted and is held still: wait until the count is posted or cancelled.',
  },
};
