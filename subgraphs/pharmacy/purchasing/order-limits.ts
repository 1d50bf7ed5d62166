/** So that a line, and whatever a person can order, counts exactly in 64 bits: more than anybody means. */
export const mostPacks = 1_000_000;
export const mostPrice = 1_000_000_000_000n;

/** Of an order, a receipt or a return. */
export const mostLines = 500;
