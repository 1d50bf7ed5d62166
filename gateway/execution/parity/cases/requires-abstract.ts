import { supergraphCase } from '../supergraph-case.js';

export const requiresAbstract = supergraphCase('fields that require fields of interfaces and unions', {
  a: `
    type Query { accounts: [Account!]! account: Account }
    type Account @key(fields: "id") { id: ID! contact: Contact owner: Owner target: [Owner!] }
    interface Contact { label: String }
    type Email implements Contact { label: String address: String! }
    type Phone implements Contact { label: String number: Int country: Country }
    type Country { code: String! }
    union Owner = Person | Company
    type Person @key(fields: "id") { id: ID! name: String }
    type Company @key(fields: "id") { id: ID! legalName: String! }
  `,
  b: `
    type Account @key(fields: "id") {
      id: ID!
      contact: Contact @external
      owner: Owner @external
      target: [Owner!] @external
      reach: String @requires(fields: "contact { label ... on Email { address } ... on Phone { number country { code } } }")
      title: String! @requires(fields: "owner { ... on Person { name } ... on Company { legalName } }")
      aims(most: Int): [String!] @requires(fields: "target { __typename ... on Person { id } }")
    }
    interface Contact { label: String }
    type Email implements Contact @external { label: String address: String! }
    type Phone implements Contact @external { label: String number: Int country: Country }
    type Country @external { code: String! }
    union Owner = Person | Company
    type Person @key(fields: "id") { id: ID! name: String @external }
    type Company @key(fields: "id") { id: ID! legalName: String! @external }
  `,
});

export const requiresOfRequires = supergraphCase('fields that require entities behind entities, by turns', {
  a: `
    type Query { orders: [Order!]! }
    type Order @key(fields: "id") { id: ID! customer: Customer! items: [Item!]! total: Float @external fee: Float @requires(fields: "total") }
    type Customer @key(fields: "id") { id: ID! country: String }
    type Item @key(fields: "id") { id: ID! }
  `,
  b: `
    type Item @key(fields: "id") { id: ID! price: Float! weight: Int }
    type Customer @key(fields: "id") { id: ID! country: String @external tax: Float @requires(fields: "country") }
  `,
  c: `
    type Order @key(fields: "id") {
      id: ID!
      customer: Customer! @external
      items: [Item!]! @external
      fee: Float @external
      total: Float @requires(fields: "customer { tax country } items { price weight }")
      invoice: Invoice @requires(fields: "fee")
    }
    type Item @key(fields: "id") { id: ID! price: Float! @external weight: Int @external }
    type Customer @key(fields: "id") { id: ID! country: String @external tax: Float @external }
    type Invoice { lines: [String!]! order: Order }
  `,
});
