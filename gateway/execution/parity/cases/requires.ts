import { supergraphCase } from '../supergraph-case.js';

export const requires = supergraphCase('fields that require others: chains, nested ones, and with arguments', {
  catalog: `
    type Query { products: [Product!]! product(id: ID!): Product }
    type Product @key(fields: "id") { id: ID! weight(unit: Unit = GRAM): Int size: Size! parts: [Part!]! name: String }
    type Size @shareable { height: Int width: Int! }
    type Part @shareable { code: String! amount: Int }
    enum Unit { GRAM POUND }
  `,
  shipping: `
    type Product @key(fields: "id") {
      id: ID!
      weight(unit: Unit = GRAM): Int @external
      size: Size! @external
      parts: [Part!]! @external
      cost: Int @requires(fields: "weight(unit: POUND) size { height }")
      packing(fast: Boolean): Packing! @requires(fields: "size { height width } parts { code amount }")
    }
    type Size @shareable { height: Int width: Int! }
    type Part @shareable { code: String! amount: Int }
    type Packing { boxes: Int! layers: [String!] }
    enum Unit { GRAM POUND }
  `,
  offers: `
    type Product @key(fields: "id") {
      id: ID!
      cost: Int @external
      total(percent: Int): Float @requires(fields: "cost")
      badge: String! @requires(fields: "cost")
    }
  `,
  banner: `
    type Product @key(fields: "id") { id: ID! total(percent: Int): Float @external banner: String @requires(fields: "total(percent: 5)") }
  `,
});
