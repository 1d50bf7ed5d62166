import { supergraphCase } from '../supergraph-case.js';

export const mutations = supergraphCase('mutations of several subgraphs, one after the other', {
  orders: `
    type Query { order(id: ID!): Order orders: [Order!]! }
    type Mutation { placeOrder(input: PlaceOrder!): OrderPayload! cancelOrder(id: ID!, reason: String = "none"): Order touch: Boolean! }
    type OrderPayload { order: Order userErrors: [UserError!]! }
    type UserError @shareable { message: String! field: [String!] }
    input PlaceOrder { lines: [OrderLine!]! note: String = "as usual" urgent: Boolean! = false }
    input OrderLine { code: ID! amount: Int! = 1 }
    type Order @key(fields: "id") { id: ID! number: Int! note: String }
  `,
  payments: `
    type Mutation { pay(order: ID!, amount: Float): Payment refund(payment: ID!): RefundPayload! }
    type RefundPayload { order: Order! userErrors: [UserError!]! }
    type UserError @shareable { message: String! field: [String!] }
    type Payment @key(fields: "id") { id: ID! order: Order! amount: Float! }
    type Order @key(fields: "id") { id: ID! payments: [Payment!]! due: Float }
  `,
  log: `
    type Mutation { note(text: String!): ID! }
    type Order @key(fields: "id") { id: ID! log: [String!]! }
    type Payment @key(fields: "id") { id: ID! log(last: Int): [String] }
  `,
});
