import { supergraphCase } from '../supergraph-case.js';

export const valueTypes = supergraphCase('types without a key that several subgraphs share, wholly or in part', {
  a: `
    type Query { places: [Place!]! here: Point @shareable }
    type Place @key(fields: "id") { id: ID! point: Point @shareable box: Box! @shareable names: [[Name!]!] @shareable }
    type Point @shareable { x: Int! y: Int! z: Int }
    type Box { low: Point! @shareable high: Point @shareable label: String }
    type Name @shareable { text(language: String): String! kind: String }
  `,
  b: `
    type Query { here: Point @shareable places2: [Place] }
    type Place @key(fields: "id") { id: ID! point: Point @shareable box: Box! @shareable names: [[Name!]!] @shareable }
    type Point @shareable { x: Int! y: Int! z: Int }
    type Box { low: Point! @shareable high: Point @shareable volume: Float! }
    type Name @shareable { text(language: String): String! }
  `,
});
