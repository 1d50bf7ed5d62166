import { supergraphCase } from '../supergraph-case.js';

export const severalKeys = supergraphCase('entities by several keys, none of which all subgraphs know', {
  a: `
    type Query { things: [Thing!]! thing: Thing }
    type Thing @key(fields: "id") { id: ID! name: String }
  `,
  b: `
    type Thing @key(fields: "id") @key(fields: "code") { id: ID! code: String! weight: Int! owner: Owner }
    type Owner @key(fields: "number") { number: Int! }
  `,
  c: `
    type Query { byCode: [Thing] }
    type Thing @key(fields: "code") @key(fields: "slug") { code: String! slug: String! size: Float }
    type Owner @key(fields: "number") @key(fields: "email") { number: Int! email: String! things: [Thing!] }
  `,
  d: `
    type Thing @key(fields: "slug") { slug: String! label: String! }
    type Owner @key(fields: "email") { email: String! nickname: String }
  `,
});
