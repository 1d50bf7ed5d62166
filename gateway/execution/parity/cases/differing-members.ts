import { supergraphCase } from '../supergraph-case.js';

export const differingUnions = supergraphCase('unions that have other members in other subgraphs', {
  a: `
    type Query { media: Media @shareable all: [Media] @shareable book: Book own: [Media!] }
    union Media = Book | Song
    type Book @key(fields: "id") { id: ID! title: String! @shareable }
    type Song @key(fields: "id") { id: ID! title: String @shareable }
  `,
  b: `
    type Query { media: Media @shareable all: [Media] @shareable viewer: Viewer }
    type Viewer { media: Media song: Song favorites: [Media!]! }
    union Media = Book | Movie | Note
    type Book @key(fields: "id") { id: ID! title: String! @shareable pages: Int }
    type Song @key(fields: "id") { id: ID! seconds: Int }
    type Movie @key(fields: "id") { id: ID! title: String @shareable }
    type Note { text: String! }
  `,
});

export const differingInterfaces = supergraphCase('interfaces that have other implementations and fields in other subgraphs', {
  a: `
    type Query { nodes: [Node!]! named: Named node(id: ID!): Node }
    interface Node { id: ID! }
    interface Named implements Node { id: ID! name: String }
    type User implements Node & Named @key(fields: "id") { id: ID! name: String }
    type Team implements Node & Named @key(fields: "id") { id: ID! name: String members: [User!]! }
    type Ghost implements Node { id: ID! boo: Int }
  `,
  b: `
    type Query { other: [Node] things: [Priced!] }
    interface Node { id: ID! }
    interface Priced { price: Float }
    type User implements Node @key(fields: "id") { id: ID! age: Int friends: [Node] }
    type Car implements Node & Priced @key(fields: "id") { id: ID! price: Float owner: User wheels: Int! }
    type Tool implements Priced { price: Float weight: Int! }
  `,
  c: `
    interface Named { name: String }
    type Car implements Named @key(fields: "id") { id: ID! name: String }
    type Team @key(fields: "id") { id: ID! mascot: Named }
  `,
});
