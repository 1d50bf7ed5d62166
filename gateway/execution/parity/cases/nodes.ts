import { supergraphCase } from '../supergraph-case.js';

export const nodes = supergraphCase('any entity by its id, and lists as connections', {
  node: `
    type Query { node(id: ID!): Node nodes(ids: [ID!]!): [Node]! }
    interface Node { id: ID! }
    type Patient implements Node @key(fields: "id", resolvable: false) { id: ID! }
    type Visit implements Node @key(fields: "id", resolvable: false) { id: ID! }
  `,
  patients: `
    interface Node { id: ID! }
    type Query { patients(first: Int, filter: PatientFilter): PatientConnection! }
    input PatientFilter { nameStartsWith: String sex: Sex }
    enum Sex { MALE FEMALE }
    type PatientConnection { edges: [PatientEdge!]! nodes: [Patient!]! pageInfo: PageInfo! totalCount: Int! }
    type PatientEdge { cursor: String! node: Patient! }
    type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
    type Patient implements Node @key(fields: "id") { id: ID! name: String! sex: Sex }
  `,
  visits: `
    interface Node { id: ID! }
    type Patient implements Node @key(fields: "id") { id: ID! visits(last: Int): VisitConnection! }
    type VisitConnection { nodes: [Visit!]! pageInfo: PageInfo! }
    type PageInfo @shareable { hasNextPage: Boolean! endCursor: String }
    type Visit implements Node @key(fields: "id") { id: ID! patient: Patient! with: [Node!] note: String }
  `,
});
