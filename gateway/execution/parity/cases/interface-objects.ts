import { supergraphCase, type SupergraphCase } from '../supergraph-case.js';

function forgetful(...given: Parameters<typeof supergraphCase>): SupergraphCase {
  return { ...supergraphCase(...given), stockForgetsTypes: true };
}

export const interfaceObject = forgetful('an interface that another subgraph knows as an object', {
  media: `
    interface Media @key(fields: "id") { id: ID! title: String! }
    type Book implements Media @key(fields: "id") { id: ID! title: String! pages: Int }
    type Movie implements Media @key(fields: "id") { id: ID! title: String! minutes: Int! }
    type Query { media: [Media!]! book: Book any: Media movies: [Movie] }
  `,
  reviews: `
    type Media @key(fields: "id") @interfaceObject { id: ID! reviews(first: Int): [Review!]! score: Float }
    type Review { text: String! about: Media! }
    type Query { reviewed: [Media] bestReviewed: Media! }
  `,
  books: `
    type Book @key(fields: "id") { id: ID! isbn: String! }
  `,
});

export const interfaceObjectRequires = forgetful('an interface object whose fields require fields of the implementations', {
  people: `
    interface Account @key(fields: "id") { id: ID! name: String email: String! }
    type User implements Account @key(fields: "id") { id: ID! name: String email: String! age: Int }
    type Admin implements Account @key(fields: "id") { id: ID! name: String email: String! rights: [String!] }
    type Query { accounts: [Account!] users: [User!]! }
  `,
  badges: `
    type Account @key(fields: "id") @interfaceObject {
      id: ID!
      name: String @external
      email: String! @external
      badge(size: Int): String! @requires(fields: "name email")
    }
    type Query { badged: [Account] }
  `,
});

export const interfaceObjectIndirect = forgetful('an interface object that is reached by way of another entity', {
  authors: `
    type Query { authors: [Author!]! }
    type Author @key(fields: "id") { id: ID! name: String favorite: Media }
    interface Media @key(fields: "id") { id: ID! }
    type Song implements Media @key(fields: "id") { id: ID! seconds: Int }
    type Film implements Media @key(fields: "id") { id: ID! minutes: Int }
  `,
  playlists: `
    type Query { playlists: [Playlist] }
    type Playlist @key(fields: "id") { id: ID! entries: [Media!]! }
    type Media @key(fields: "id") @interfaceObject { id: ID! playlists: [Playlist!] }
  `,
  titles: `
    type Media @key(fields: "id") @interfaceObject { id: ID! title: String! year: Int }
  `,
});
