import { supergraphCase } from '../supergraph-case.js';

export const circularReferences = supergraphCase('entities that lead to each other round about', {
  a: `
    type Query { products: [Product!] bob: Person }
    type Product @key(fields: "id") { id: ID! price: Int samePrice: [Product!] @shareable maker: Person }
    type Person @key(fields: "id") { id: ID! boss: Person name: String! }
  `,
  b: `
    type Product @key(fields: "id") { id: ID! buyers: [Person!]! price: Int @external cheaper: [Product!] @requires(fields: "price") }
    type Person @key(fields: "id") { id: ID! bought: [Product!]! staff: [Person!] }
  `,
  c: `
    type Person @key(fields: "id") {
      id: ID!
      boss: Person @external
      name: String! @external
      greeting: String @requires(fields: "name boss { id name }")
      circle: Circle
    }
    type Circle { people: [Person!] center: Circle around: Person! }
  `,
});
