import { supergraphCase } from '../supergraph-case.js';

export const nullKeys = supergraphCase('keys that may be null', {
  a: `
    type Query { books: [Book]! containers: [Container!] book: Book }
    type Container { book: Book }
    type Book @key(fields: "upc") { upc: ID }
  `,
  b: `
    type Book @key(fields: "id") @key(fields: "upc") { id: ID upc: ID publisher: Publisher }
    type Publisher @key(fields: "address { country street }") { address: Address name: String }
    type Address @shareable { country: String street: String }
  `,
  c: `
    type Book @key(fields: "id") { id: ID author: String! copies: [Int] }
    type Publisher @key(fields: "address { country street }") { address: Address books: [Book] founded: Int! }
    type Address @shareable { country: String street: String }
  `,
});
