import { supergraphCase } from '../supergraph-case.js';

export const override = supergraphCase('fields that moved from one subgraph to another', {
  old: `
    type Query { posts: [Post!]! post(id: ID!): Post authors: [Author] }
    type Post @key(fields: "id") { id: ID! title: String! body: String likes: Int! author: Author }
    type Author @key(fields: "id") { id: ID! name: String posts: [Post!] }
  `,
  new: `
    type Query { post(id: ID!): Post @override(from: "old") }
    type Post @key(fields: "id") { id: ID! body: String @override(from: "old") author: Author @override(from: "old") words: Int }
    type Author @key(fields: "id") { id: ID! name: String @override(from: "old") email: String }
  `,
});

/** The label is never set here, so that the old subgraph goes on answering. */
export const progressiveOverride = supergraphCase('fields that move by and by', {
  old: `
    type Query { posts: [Post!]! }
    type Post @key(fields: "id") { id: ID! title: String! body: String }
  `,
  new: `
    type Query { latest: Post }
    type Post @key(fields: "id") { id: ID! body: String @override(from: "old", label: "percent(50)") words: Int }
  `,
});

/** Nobody of that name is there to move the field from. */
export const unavailableOverride = supergraphCase('fields that moved from a subgraph that is gone', {
  a: `
    type Query { posts: [Post!]! }
    type Post @key(fields: "id") { id: ID! title: String! createdAt: String @shareable }
  `,
  b: `
    type Query { post: Post }
    type Post @key(fields: "id") { id: ID! createdAt: String @override(from: "gone") @shareable body: String }
  `,
});
