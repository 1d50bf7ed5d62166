import { supergraphCase } from '../supergraph-case.js';

export const customScalars = supergraphCase('custom scalars that may be anything', {
  a: `
    scalar JSON
    scalar Date
    type Query { things(where: JSON, since: Date): [Thing!]! raw(input: JSON!): JSON dates: [Date!] }
    type Thing @key(fields: "id") { id: ID! meta: JSON created: Date! }
  `,
  b: `
    scalar JSON
    scalar Date
    type Thing @key(fields: "id") { id: ID! meta: JSON @external created: Date! @external extra(with: JSON): JSON @requires(fields: "meta created") grid: [[JSON]] }
  `,
});

export const inputObjects = supergraphCase('input objects, nested, in lists, with defaults, and different by subgraph', {
  a: `
    type Query { find(filter: Filter!, order: [Order!] = [{ by: "name" }]): [Row!]! one(by: Key): Row @shareable }
    input Filter { text: String = "any" and: [Filter!] not: Filter range: Range kinds: [Kind!] matrix: [[Int!]] extra: String }
    input Range { low: Int! = 0 high: Int }
    input Order { by: String! descending: Boolean = false }
    input Key { id: ID number: Int }
    enum Kind { A B C }
    type Row @key(fields: "id") { id: ID! cells(of: Range!, like: [String]): [String] }
  `,
  b: `
    type Query { one(by: Key): Row @shareable count(filter: Filter): Int! }
    input Filter { text: String = "any" and: [Filter!] not: Filter range: Range kinds: [Kind!] matrix: [[Int!]] }
    input Range { low: Int! = 0 high: Int }
    input Key { id: ID number: Int }
    enum Kind { A B C }
    type Row @key(fields: "id") { id: ID! sum(of: Range, weights: [Float!]): Float }
    type Mutation { change(id: ID!, by: Filter!): Row changeAll(keys: [Key!]!): [Row] }
  `,
});
