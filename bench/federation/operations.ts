const fragments = `
  fragment User on User { id username name }
  fragment Review on Review { id body }
  fragment Product on Product { inStock name price shippingEstimate upc weight }`;

/** From users over their reviews to products and back, three levels deep, and the same from the products: some 87 kB. */
export const heavy = `
  query Heavy {
    users {
      ...User
      reviews { ...Review product { ...Product reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } } } }
    }
    topProducts {
      ...Product
      reviews { ...Review author { ...User reviews { ...Review product { ...Product } } } }
    }
  }${fragments}`;

/** One list from one subgraph, joined with another. */
export const small = `query Small { topProducts { upc name reviews { id body } } }`;

export const operations: Readonly<Record<string, string>> = { heavy, small };
