import type { Cases } from './case.js';

/** Interfaces and unions, within subgraphs and across them. */
export const abstractTypes: Cases = {
  'interfaces of entities, and nested ones': {
    a: `
      type Query { node(id: ID!): Node nodes: [Node]! animals: [[Animal!]!] pet: Pet }
      interface Node { id: ID! }
      interface Animal implements Node { id: ID! name: String }
      interface Pet implements Animal & Node { id: ID! name: String owner: Owner! }
      type Owner implements Node @key(fields: "id") { id: ID! pets: [Pet!]! }
      type Cat implements Pet & Animal & Node @key(fields: "id") { id: ID! name: String owner: Owner! lives: Int! }
      type Dog implements Pet & Animal & Node @key(fields: "id") { id: ID! name: String owner: Owner! tricks: [String] }
      type Wolf implements Animal & Node @key(fields: "id") { id: ID! name: String pack: [Animal] }`,
    b: `
      type Query { seen: [Sighting!] }
      union Sighting = Cat | Wolf | Owner
      type Cat @key(fields: "id") { id: ID! photo(size: Int! = 3): String seenBy: Owner }
      type Wolf @key(fields: "id") { id: ID! photo: String! danger: Danger }
      type Owner @key(fields: "id") { id: ID! phone: String }
      enum Danger { LOW HIGH }`,
  },
  'unions whose members differ by subgraph': {
    a: `
      type Query { results: [Result!]! first: Result }
      union Result = Book | Song
      type Book @key(fields: "id") { id: ID! title: String! pages: Int }
      type Song @key(fields: "id") { id: ID! title: String seconds: Float }`,
    b: `
      type Query { liked: [Result] both: Both }
      union Result = Book | Film
      union Both = Film | Book
      type Book @key(fields: "id") { id: ID! author: String similar: [Result!] }
      type Film @key(fields: "id") { id: ID! title: Title! }
      type Title { text: String! language: String }`,
  },
  'interface objects': {
    a: `
      type Query { media: [Media!]! one: Media }
      interface Media @key(fields: "id") { id: ID! title: String }
      type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int! }
      type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
    b: `
      type Query { top: [Media!]! best: Media }
      type Media @key(fields: "id") @interfaceObject { id: ID! reviews: [Review!]! score: Float rank(by: String): Int }
      type Review { text: String! stars: Int }`,
    c: `
      type Media @key(fields: "id") @interfaceObject { id: ID! title: String @external slug: String @requires(fields: "title") }`,
  },
  'fragments on value types': {
    a: `
      type Query { events: [Event!]! last: Event }
      interface Event { at: Int! by: Person }
      type Created implements Event @shareable { at: Int! by: Person what: String! note: Note }
      type Deleted implements Event { at: Int! by: Person why: String note: Note! }
      type Moved implements Event @shareable { at: Int! by: Person from: Spot to: Spot! }
      type Spot { x: Int! y: Int! }
      type Note { text: String }
      type Person @key(fields: "id") { id: ID! }`,
    b: `
      type Person @key(fields: "id") { id: ID! name: Name! knows: [Person] }
      type Name { given: [String!]! family: String! }`,
  },
};
