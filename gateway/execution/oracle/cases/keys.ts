import type { Cases } from './case.js';

/** Entities found again by keys of every form. */
export const keys: Cases = {
  'simple keys, in a circle': {
    accounts: `
      type Query { me: User users: [User!]! user(id: ID!): User }
      type User @key(fields: "id") { id: ID! name: String email: String! friends: [User!] }`,
    reviews: `
      type Query { reviews(first: Int = 3): [Review!] }
      type Review @key(fields: "id") { id: ID! body: String author: User! product: Product likedBy: [[User!]] }
      type User @key(fields: "id") { id: ID! reviews(sort: Sort = NEWEST): [Review!]! score: Float }
      type Product @key(fields: "upc") { upc: ID! reviews: [Review] }
      enum Sort { NEWEST OLDEST }`,
    products: `
      type Query { top: [Product!]! product(upc: ID!): Product }
      type Product @key(fields: "upc") { upc: ID! name: String! price: Int maker: User }
      type User @key(fields: "id", resolvable: false) { id: ID! }`,
  },
  'several keys, each known to some': {
    a: `
      type Query { byId: Thing byIds: [Thing] }
      type Thing @key(fields: "id") { id: ID! a: String }`,
    b: `
      type Query { byCode: [Thing!] }
      type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: String! b: Int! }`,
    c: `
      type Thing @key(fields: "code") { code: String! c: Float other: Thing }`,
  },
  'compound and nested keys': {
    a: `
      type Query { places: [Place!]! place: Place }
      type Place @key(fields: "number region { code country { code } }") { number: Int! region: Region! name: String }
      type Region @shareable { code: ID! country: Country! }
      type Country @shareable { code: ID! }`,
    b: `
      type Place @key(fields: "number region { code country { code } }") { number: Int! region: Region! climate: String! near: [Place!] }
      type Region @shareable { code: ID! country: Country! }
      type Country @shareable { code: ID! }`,
    c: `
      type Query { worst: Place }
      type Place @key(fields: "region { country { code } code } number") { number: Int! region: Region! rating: Float }
      type Region @shareable { code: ID! country: Country! }
      type Country @shareable { code: ID! }`,
  },
  'keys that are lists': {
    a: `
      type Query { bundles: [Bundle!] bundle: Bundle! }
      type Bundle @key(fields: "parts { id }") { parts: [Part!]! label: String }
      type Part @shareable { id: ID! }`,
    b: `
      type Bundle @key(fields: "parts { id }") { parts: [Part!]! weight: Int! inside: [[Bundle]] }
      type Part @shareable { id: ID! }`,
  },
};
