import { supergraphCase } from '../supergraph-case.js';

export const sharedRoots = supergraphCase('root fields that several subgraphs answer, each with a part', {
  names: `
    type Query { product(id: ID): Product @shareable products(first: Int): [Product!]! @shareable category: Category @shareable }
    type Product @key(fields: "id") { id: ID! name: Name @shareable }
    type Name @shareable { short: String full: String! }
    type Category @shareable { title: String products: [Product] }
  `,
  prices: `
    type Query { product(id: ID): Product @shareable products(first: Int): [Product!]! @shareable category: Category @shareable }
    type Product @key(fields: "id") { id: ID! price: Price }
    type Price { amount: Int! currency: String! }
    type Category @shareable { title: String products: [Product] }
  `,
  lonely: `
    type Query { product(id: ID): Product @shareable }
    type Product @key(fields: "id") { id: ID! name: Name @shareable weight: Float }
    type Name @shareable { short: String full: String! }
  `,
});
