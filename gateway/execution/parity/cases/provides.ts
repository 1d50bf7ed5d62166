import { supergraphCase } from '../supergraph-case.js';

export const provides = supergraphCase('fields that a subgraph provides along some ways only', {
  catalog: `
    type Product @key(fields: "id") { id: ID! name: String @shareable price: Int @shareable category: Category @shareable }
    type Category @key(fields: "id") { id: ID! title: String @shareable parent: Category @shareable }
    type Query { products: [Product!]! }
  `,
  search: `
    type Query {
      found(text: String): [Product] @provides(fields: "name category { title }")
      popular: Product @provides(fields: "price category { parent { title } }")
      plain: [Product!]
    }
    type Product @key(fields: "id") { id: ID! name: String @external price: Int @external category: Category @external rank: Int! }
    type Category @key(fields: "id") { id: ID! title: String @external parent: Category @external }
  `,
});

export const providesAbstract = supergraphCase('fields that a subgraph provides of interfaces and unions', {
  media: `
    interface Media { id: ID! }
    type Book implements Media @key(fields: "id") { id: ID! title: String @shareable author: Author @shareable }
    type Movie implements Media @key(fields: "id") { id: ID! title: String @shareable length: Int @shareable }
    type Author @key(fields: "id") { id: ID! name: String @shareable }
    type Query { media: [Media!]! }
  `,
  shop: `
    interface Media { id: ID! }
    union Sold = Book | Movie
    type Query {
      onSale: [Media] @provides(fields: "... on Book { title author { name } }")
      sold: [Sold!] @provides(fields: "... on Book { title } ... on Movie { title length }")
    }
    type Book implements Media @key(fields: "id") { id: ID! title: String @external author: Author @external price: Float }
    type Movie implements Media @key(fields: "id") { id: ID! title: String @external length: Int @external price: Int! }
    type Author @key(fields: "id") { id: ID! name: String @external }
  `,
});
