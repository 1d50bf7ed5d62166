import { buildSubgraphSchema } from '@apollo/subgraph';
import { parse, type GraphQLSchema } from 'graphql';
import {
  findProduct,
  findUser,
  inStock,
  products,
  reviewsBy,
  reviewsOf,
  shippingEstimate,
  users,
  type Product,
  type Review,
  type User,
} from './data.js';

export interface ShopSubgraph {
  readonly name: string;
  readonly sdl: string;
  readonly schema: GraphQLSchema;
}

const link = (...imports: string[]): string =>
  `extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: [${imports.map((name) => `"${name}"`).join(', ')}])`;

type Resolvers = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function subgraph(name: string, sdl: string, resolvers: Resolvers): ShopSubgraph {
  return { name, sdl, schema: buildSubgraphSchema({ typeDefs: parse(sdl), resolvers: resolvers as never }) };
}

/** The four subgraphs of the public federation benchmark: who, what, how many, and what people said. */
export const shop: readonly ShopSubgraph[] = [
  subgraph(
    'accounts',
    `${link('@key', '@shareable')}
    type Query { me: User, user(id: ID!): User, users: [User] }
    type User @key(fields: "id") { id: ID! name: String username: String @shareable birthday: Int }`,
    {
      Query: { me: () => users[0], user: (_: unknown, { id }: { id: string }) => findUser(id), users: () => users },
      User: { __resolveReference: ({ id }: User) => findUser(id) },
    },
  ),
  subgraph(
    'inventory',
    `${link('@key', '@external', '@requires')}
    type Product @key(fields: "upc") {
      upc: String!
      weight: Int @external
      price: Int @external
      inStock: Boolean
      shippingEstimate: Int @requires(fields: "price weight")
    }`,
    { Product: { __resolveReference: (product: Product) => product, inStock: ({ upc }: Product) => inStock(upc), shippingEstimate } },
  ),
  subgraph(
    'products',
    `${link('@key')}
    type Query { topProducts(first: Int = 5): [Product] }
    type Product @key(fields: "upc") { upc: String! name: String price: Int weight: Int }`,
    {
      Query: { topProducts: (_: unknown, { first }: { first: number }) => products.slice(0, first) },
      Product: { __resolveReference: ({ upc }: Product) => findProduct(upc) },
    },
  ),
  subgraph(
    'reviews',
    `${link('@key', '@external', '@provides', '@shareable')}
    type Review @key(fields: "id") { id: ID! body: String author: User @provides(fields: "username") product: Product }
    type User @key(fields: "id") { id: ID! username: String @external reviews: [Review] }
    type Product @key(fields: "upc") { upc: String! reviews: [Review] }`,
    {
      Review: {
        author: ({ authorId }: Review) => ({ id: authorId, username: findUser(authorId)?.username }),
        product: ({ upc }: Review) => ({ upc }),
      },
      User: { __resolveReference: (user: User) => user, reviews: ({ id }: User) => reviewsBy(id) },
      Product: { __resolveReference: (product: Product) => product, reviews: ({ upc }: Product) => reviewsOf(upc) },
    },
  ),
];
