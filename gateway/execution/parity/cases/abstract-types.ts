import { supergraphCase } from '../supergraph-case.js';

export const abstractTypes = supergraphCase('interfaces and unions whose members are entities and values', {
  library: `
    type Query { media: [Media!]! search(text: String): [Found!] any: Found latest: Media }
    interface Media { id: ID! title: String }
    union Found = Book | Song | Person
    type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int! author: Person }
    type Song implements Media @key(fields: "id") { id: ID! title: String seconds: Float artist: Person! }
    type Person @key(fields: "id") { id: ID! name: String! works: [Media!] }
  `,
  ratings: `
    interface Rated { rating: Int review(language: String): Review }
    type Review { text: String! of: Rated }
    type Book implements Rated @key(fields: "id") { id: ID! rating: Int review(language: String): Review isbn: String! }
    type Song implements Rated @key(fields: "id") { id: ID! rating: Int review(language: String): Review charts: [Int!]! }
    type Query { rated: [Rated] }
  `,
  people: `
    type Person @key(fields: "id") { id: ID! born: Int! friends: [Person!]! }
    type Book @key(fields: "id") { id: ID! readers: [Person!] }
  `,
});
