import { supergraphCase } from '../supergraph-case.js';

export const compoundKeys = supergraphCase('keys of several fields, nested fields and lists', {
  link: `
    type Query { products: [Product!]! page: Page }
    type Product @key(fields: "id region { code }") { id: ID! region: Region! }
    type Region @shareable { code: String! kind: Kind }
    enum Kind { COLD WARM }
    type Page @key(fields: "products { id }") { products: [Item!]! number: Int }
    type Item @key(fields: "id") { id: ID! }
  `,
  price: `
    type Product @key(fields: "id region { code }") @key(fields: "category { parent { id tag } }") {
      id: ID! region: Region! category: Category price: Int!
    }
    type Region @shareable { code: String! name: String }
    type Category @shareable { parent: Parent! title: String }
    type Parent @shareable { id: ID! tag: String note: String }
    type Page @key(fields: "products { id }") { products: [Item!]! total: Float }
    type Item @key(fields: "id") { id: ID! price: Int }
  `,
  shelf: `
    type Query { shelves: [Product] }
    type Product @key(fields: "category { parent { id tag } }") { category: Category shelf: String! }
    type Category @shareable { parent: Parent! title: String }
    type Parent @shareable { id: ID! tag: String }
  `,
});
