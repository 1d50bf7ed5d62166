import { supergraphCase } from '../supergraph-case.js';

export const extendedEntities = supergraphCase('entities that are extended, and keys that do not resolve', {
  users: `
    type Query { users: [User!]! user: User randomUser: User }
    extend type User @key(fields: "id") @key(fields: "name") { id: ID! name: String! @external email: String nickname: String }
  `,
  names: `
    type Query { byName(name: String!): User }
    type User @key(fields: "name") @key(fields: "id", resolvable: false) { id: ID! name: String! rank: Int }
  `,
  links: `
    type Link @key(fields: "id") { id: ID! user: User! }
    type User @key(fields: "id", resolvable: false) { id: ID! }
    type Query { links: [Link] }
  `,
});
