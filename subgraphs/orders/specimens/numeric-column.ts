/** Of a measured quantity, such as millilitres or degrees, which a float holds exactly enough. Never for money. */
export const numeric = {
  transformer: {
    to: (value: unknown): unknown => value,
    from: (value: unknown): unknown => (typeof value === 'string' ? Number(value) : value),
  },
};
