import type { Cases } from './case.js';

/** The same thing in several subgraphs, and what clients never see. */
export const sharing: Cases = {
  'shared roots and value types': {
    a: `
      type Query { shop: Shop @shareable version: String! @shareable only: Int }
      type Shop @shareable { name: String! hours: [Hours!] owner: Owner }
      type Hours @shareable { day: Int! open: Boolean }
      type Owner @key(fields: "id") { id: ID! name: String @shareable }`,
    b: `
      type Query { shop: Shop @shareable version: String! @shareable other: Owner }
      type Shop @shareable { name: String! hours: [Hours!] }
      type Hours @shareable { day: Int! open: Boolean }
      type Owner @key(fields: "id") { id: ID! name: String @shareable age: Int! }`,
    c: `
      type Query { shop: Shop @shareable }
      type Shop @shareable { name: String! rating: Float }`,
  },
  'enums and inputs that meet': {
    a: `
      type Query { find(filter: Filter, sizes: [Size!] = [SMALL], at: Point): [Item!] mood: Mood }
      input Filter { size: Size! text: String = "x" colors: [String!] not: Filter secret: Int }
      input Point { x: Int! = 1 y: Int }
      enum Size { SMALL LARGE HUGE }
      enum Mood { GOOD BAD }
      type Item @key(fields: "id") { id: ID! mood: Mood! moods: [Mood] size(unit: String! = "cm"): Int }`,
    b: `
      type Query { count(filter: Filter!): Int! }
      input Filter { size: Size! text: String = "x" colors: [String!] not: Filter }
      enum Size { SMALL LARGE }
      enum Mood { GOOD BAD STRANGE }
      type Item @key(fields: "id") { id: ID! feels: Mood likes(filter: Filter): [Item!]! }`,
  },
  '@inaccessible things': {
    a: `
      type Query { people: [Person!]! creature: Creature hidden: Hidden @inaccessible }
      interface Creature { id: ID! }
      type Person implements Creature @key(fields: "id") { id: ID! name(style: Style, raw: Boolean @inaccessible): String secret: String @inaccessible role: Role boss: Person }
      type Hidden implements Creature @inaccessible @key(fields: "id") { id: ID! key: Int }
      enum Role { STAFF ADMIN @inaccessible }
      enum Style { SHORT LONG @inaccessible }`,
    b: `
      type Person @key(fields: "id") { id: ID! secret: String @external code: String @requires(fields: "secret") roles: [Role!] }
      type Hidden @inaccessible @key(fields: "id") { id: ID! more: String }
      enum Role { STAFF ADMIN @inaccessible GUEST }`,
  },
  'custom scalars': {
    a: `
      scalar JSON
      scalar Moment
      type Query { docs(like: JSON): [Doc!]! now: Moment! any: JSON }
      type Doc @key(fields: "id") { id: ID! body: JSON at: Moment many: [JSON] }`,
    b: `
      scalar JSON
      type Doc @key(fields: "id") { id: ID! meta: JSON! body: JSON @external summary: String @requires(fields: "body") }`,
  },
  'names that every object inherits': {
    a: `
      type Query { constructor: Thing toString: String valueOf: [Thing!]! }
      type Thing @key(fields: "hasOwnProperty") { hasOwnProperty: ID! toString: Int }`,
    b: `
      type Thing @key(fields: "hasOwnProperty") { hasOwnProperty: ID! constructor: Thing isPrototypeOf: Boolean! }`,
  },
  mutations: {
    a: `
      type Query { a: Int }
      type Mutation { addA(n: Int!): Result! touch(id: ID!): Thing }
      type Result { ok: Boolean thing: Thing }
      type Thing @key(fields: "id") { id: ID! a: String }`,
    b: `
      type Mutation { addB(text: String): Thing! failB: Int! }
      type Thing @key(fields: "id") { id: ID! b: Int! again: Thing }`,
  },
};
