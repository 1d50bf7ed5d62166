import type { ConstraintRefusal } from '#kernel/database/command.js';

/** What a violated constraint means to somebody who orders. */
export const orderConstraints: Readonly<Record<string, ConstraintRefusal>> = {
  orders_requested: {
    code: 'INVALID',
    message: 'It cannot be wanted until before it is wanted: requestedUntil comes after requestedFrom.',
    field: ['input', 'requestedUntil'],
  },
};
