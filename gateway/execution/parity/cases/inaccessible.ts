import { supergraphCase } from '../supergraph-case.js';

export const inaccessible = supergraphCase('types, fields, values and arguments that clients may not see', {
  a: `
    type Query {
      users(first: Int, secret: String @inaccessible): [User!]!
      agency: [Agency]
      hidden: Hidden @inaccessible
      account(filter: Filter): Account
      color: Color
    }
    type User @key(fields: "id") @key(fields: "number") { id: ID! number: Int! @inaccessible name: String password: String @inaccessible account: Account }
    type Hidden @inaccessible { id: ID! }
    union Agency = Public | Private | Spy
    type Public { title: String }
    type Private { title: String owner: User }
    type Spy @inaccessible { title: String }
    interface Account { id: ID! }
    type Plain implements Account { id: ID! balance: Float }
    type Numbered implements Account @inaccessible { id: ID! number: String }
    input Filter { text: String internal: Boolean @inaccessible color: Color }
    enum Color { RED GREEN INFRARED @inaccessible }
  `,
  b: `
    type User @key(fields: "number") {
      number: Int!
      password: String @external
      strength: Int @requires(fields: "password")
      colors: [Color!]
    }
    enum Color { RED GREEN INFRARED }
  `,
});
