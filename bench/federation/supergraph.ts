import { composeServices } from '@apollo/composition';
import { parse } from 'graphql';
import { shop } from './subgraphs/shop.js';

/** The shop's supergraph, with the addresses at which its subgraphs answer. */
export function composeShop(urlOf: (name: string) => string): string {
  const { supergraphSdl, errors } = composeServices(shop.map(({ name, sdl }) => ({ name, url: urlOf(name), typeDefs: parse(sdl) })));
  if (!supergraphSdl) throw new Error(`The shop does not compose: ${errors?.map(({ message }) => message).join(' ')}`);
  return supergraphSdl;
}
