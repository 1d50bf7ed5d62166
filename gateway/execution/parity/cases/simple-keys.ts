import { supergraphCase } from '../supergraph-case.js';

export const simpleKeys = supergraphCase('entities by one key', {
  catalog: `
    type Query { product(id: ID!): Product products(first: Int = 3): [Product!]! featured: Product! }
    type Product @key(fields: "id") { id: ID! name: String price: Float! tags: [String!] similar(first: Int): [Product] }
  `,
  reviews: `
    type Query { reviews: [Review] latest: Review }
    type Review @key(fields: "id") { id: ID! body: String! stars: Int product: Product! author: User }
    type Product @key(fields: "id") { id: ID! reviews(minimum: Int): [Review!]! rating: Float }
    type User @key(fields: "id") { id: ID! reviews: [Review!] }
  `,
  accounts: `
    type Query { me: User user(id: ID!): User }
    type User @key(fields: "id") { id: ID! name: String! email: String friends: [User!] address: Address! }
    type Address { street: String! city: String lines: [[String!]] }
  `,
});
