import type { Cases } from './case.js';

/** Fields that need others first, and fields that come along. */
export const requires: Cases = {
  '@requires in a chain': {
    a: `
      type Query { parcels: [Parcel!]! parcel: Parcel }
      type Parcel @key(fields: "id") { id: ID! weight: Int size: Float! }`,
    b: `
      type Parcel @key(fields: "id") { id: ID! weight: Int @external size: Float! @external volume: Int @requires(fields: "weight size") fragile: Boolean }`,
    c: `
      type Query { urgent: [Parcel] }
      type Parcel @key(fields: "id") { id: ID! volume: Int @external fragile: Boolean @external price(currency: String): Float @requires(fields: "volume fragile") next: Parcel }`,
    d: `
      type Parcel @key(fields: "id") { id: ID! price(currency: String): Float @external tax: Float! @requires(fields: "price(currency: \\"MNT\\")") }`,
  },
  '@requires of objects, lists and abstract types': {
    a: `
      type Query { orders: [Order!] order: Order }
      type Order @key(fields: "id") { id: ID! lines: [Line!]! address: Address shipping: Shipping }
      type Line { sku: String! amount: Int! options: [Option] }
      type Option { name: String! }
      type Address { street: String city: City }
      type City { name: String! zone: Int }
      interface Shipping { cost: Int }
      type Courier implements Shipping { cost: Int name: String! }
      type Pickup implements Shipping { cost: Int hour: Int! }`,
    b: `
      type Order @key(fields: "id") {
        id: ID! lines: [Line!]! @external address: Address @external shipping: Shipping @external
        total: Int @requires(fields: "lines { sku amount options { name } }")
        route: String @requires(fields: "address { city { zone } street }")
        handling: String @requires(fields: "shipping { cost ... on Courier { name } ... on Pickup { hour } }")
      }
      type Line @shareable { sku: String! @external amount: Int! @external options: [Option] @external }
      type Option @shareable { name: String! @external }
      type Address { street: String @external city: City @external }
      type City { zone: Int @external }
      interface Shipping { cost: Int }
      type Courier implements Shipping { cost: Int @external name: String! @external }
      type Pickup implements Shipping { cost: Int @external hour: Int! @external }`,
  },
  '@provides along some ways': {
    a: `
      type Query { posts: [Post!]! featured: Post @provides(fields: "author { name } tags") }
      type Post @key(fields: "id") { id: ID! author: User @provides(fields: "name") tags: [String!] @external media: Media @provides(fields: "... on Video { length } ... on Image { width }") }
      type User @key(fields: "id") { id: ID! name: String @external }
      union Media = Video | Image
      type Video @key(fields: "id") { id: ID! length: Int @external }
      type Image @key(fields: "id") { id: ID! width: Int @external }`,
    b: `
      type Post @key(fields: "id") { id: ID! tags: [String!] @shareable title: String! }
      type User @key(fields: "id") { id: ID! name: String @shareable age: Int }
      type Video @key(fields: "id") { id: ID! length: Int @shareable url: String! }
      type Image @key(fields: "id") { id: ID! width: Int @shareable alt: String }`,
  },
  '@override': {
    a: `
      type Query { feed: [Post] }
      type Post @key(fields: "id") { id: ID! title: String body: String createdAt: Int! }`,
    b: `
      type Query { latest: Post! }
      type Post @key(fields: "id") { id: ID! body: String @override(from: "a") createdAt: Int! @override(from: "a") related: [Post!]! }`,
  },
};
