import { supergraphCase } from '../supergraph-case.js';

export const typeExplosion = supergraphCase('interface fields that have to be asked for type by type', {
  a: `
    type Query { items: [Item!]! similar(to: ID): [Item] best: Item! }
    interface Item { id: ID! details: Details reviews: [Review!] }
    interface Details { country: String }
    type Review @key(fields: "id") { id: ID! item: Item }
    type Food implements Item @key(fields: "id") { id: ID! details: FoodDetails reviews: [Review!] @external }
    type Book implements Item @key(fields: "id") { id: ID! details: BookDetails reviews: [Review!] @external }
    type FoodDetails implements Details { country: String calories: Int }
    type BookDetails implements Details { country: String pages: Int! }
  `,
  b: `
    type Food @key(fields: "id") { id: ID! reviews: [Review!] expires: String }
    type Review @key(fields: "id") { id: ID! stars: Int! }
    interface Shelved { shelf: Int }
    type Book implements Shelved @key(fields: "id") { id: ID! reviews: [Review!] shelf: Int }
    type Query { shelved: [Shelved!] }
  `,
});
