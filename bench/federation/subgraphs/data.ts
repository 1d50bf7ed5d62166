export interface User {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly birthday: number;
}

export interface Product {
  readonly upc: string;
  readonly name: string;
  readonly price: number;
  readonly weight: number;
}

export interface Review {
  readonly id: string;
  readonly body: string;
  readonly authorId: string;
  readonly upc: string;
}

/** A small shop, made the same in every process that measures or is measured. */
export const users: readonly User[] = ['Sarnai', 'Mutale', 'Anong', 'Batbold', 'Chanda', 'Niran'].map((name, index) => ({
  id: String(index + 1),
  name: `${name} Example`,
  username: name.toLowerCase(),
  birthday: 1960 + index * 7,
}));

export const products: readonly Product[] = ['Bed', 'Table', 'Couch', 'Chair', 'Desk', 'Lamp', 'Shelf', 'Stool', 'Mirror'].map(
  (name, index) => ({
    upc: String(index + 1),
    name,
    price: index % 3 === 2 ? 1_299 + index : 54 + index * 50,
    weight: index % 4 === 1 ? 1_000 : 50 + index * 10,
  }),
);

const opinions = ['Love it!', 'Too expensive.', 'Could be better.', 'Prefer something else.', 'Well made, and it came in one piece.'];

/** Some four reviews a user, all of seven products, so that a walk through them meets the same entities again. */
export const reviews: readonly Review[] = Array.from({ length: 26 }, (_, index) => ({
  id: String(index + 1),
  body: opinions[index % opinions.length] ?? '',
  authorId: String((index % users.length) + 1),
  upc: String(((index * 2) % 7) + 1),
}));

const stock = new Map(products.map(({ upc }, index) => [upc, index % 3 !== 1]));
const userById = new Map(users.map((user) => [user.id, user]));
const productByUpc = new Map(products.map((product) => [product.upc, product]));
const reviewsByAuthor = Map.groupBy(reviews, ({ authorId }) => authorId);
const reviewsByProduct = Map.groupBy(reviews, ({ upc }) => upc);

export const inStock = (upc: string): boolean => stock.get(upc) ?? false;
export const findUser = (id: string): User | undefined => userById.get(id);
export const findProduct = (upc: string): Product | undefined => productByUpc.get(upc);
export const reviewsBy = (authorId: string): readonly Review[] => reviewsByAuthor.get(authorId) ?? [];
export const reviewsOf = (upc: string): readonly Review[] => reviewsByProduct.get(upc) ?? [];
export const shippingEstimate = ({ price, weight }: { price: number; weight: number }): number =>
  price > 1_000 ? 0 : Math.round(weight * 0.5);
