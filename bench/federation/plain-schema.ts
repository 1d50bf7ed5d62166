import { buildASTSchema, parse, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
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
} from './subgraphs/data.js';

const sdl = `
  type Query { me: User, user(id: ID!): User, users: [User], topProducts(first: Int = 5): [Product] }
  type User { id: ID! name: String username: String birthday: Int reviews: [Review] }
  type Product { upc: String! name: String price: Int weight: Int inStock: Boolean shippingEstimate: Int reviews: [Review] }
  type Review { id: ID! body: String author: User product: Product }`;

const resolvers: Readonly<Record<string, Readonly<Record<string, (parent: never, args: never) => unknown>>>> = {
  Query: {
    me: () => users[0],
    user: (_, { id }: { id: string }) => findUser(id),
    users: () => users,
    topProducts: (_, { first }: { first: number }) => products.slice(0, first),
  },
  User: { reviews: ({ id }: User) => reviewsBy(id) },
  Product: { inStock: ({ upc }: Product) => inStock(upc), shippingEstimate, reviews: ({ upc }: Product) => reviewsOf(upc) },
  Review: { author: ({ authorId }: Review) => findUser(authorId), product: ({ upc }: Review) => findProduct(upc) },
};

/** The same shop without federation: what somebody would write who needs one server only. */
export function plainSchema(): GraphQLSchema {
  const schema = buildASTSchema(parse(sdl));
  for (const [type, fields] of Object.entries(resolvers)) {
    const object = schema.getType(type);
    if (!object || !('getFields' in object)) throw new Error(`The schema has no ${type}`);
    for (const [name, resolve] of Object.entries(fields)) {
      const field = object.getFields()[name];
      if (!field || !('resolve' in field)) throw new Error(`The schema has no ${type}.${name}`);
      field.resolve = resolve as unknown as GraphQLFieldResolver<unknown, unknown>;
    }
  }
  return schema;
}
