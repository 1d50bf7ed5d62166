import { supergraphCase } from '../supergraph-case.js';

export const enums = supergraphCase('enums that differ by subgraph, as output, as input, and as both', {
  a: `
    type Query {
      users(role: Role, kinds: [Kind!] = [ONE]): [User!]!
      kinds(of: Kind): [Kind!]!
      status: Status @shareable
      level(at: Level!): Level
    }
    type User @key(fields: "id") { id: ID! status: Status @shareable kind: Kind level: Level! @shareable }
    enum Role { READER WRITER GUEST }
    enum Kind { ONE TWO }
    enum Status { ACTIVE GONE ASLEEP }
    enum Level { LOW HIGH }
  `,
  b: `
    type Query { status: Status @shareable byRole(role: Role = READER): User }
    type User @key(fields: "id") { id: ID! status: Status @shareable role(as: Role): String level: Level! @shareable matrix: [[Kind]] }
    enum Role { READER WRITER OWNER }
    enum Kind { ONE TWO }
    enum Status { ACTIVE GONE BANNED }
    enum Level { LOW HIGH }
  `,
});
