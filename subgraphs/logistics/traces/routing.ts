import type { Place } from './position.js';

/** A way to go. */
export interface Route {
  readonly metres: number;
  readonly seconds: number;
  /** Whether it is guessed from the distance as the crow flies, and no road was looked at. */
  readonly approximate: boolean;
}

/** From each place to each other: a row for each of the first, null where there is no way. */
export type RouteTable = readonly (readonly (Route | null)[])[];

/** Where routes come from. Throws `RouteUnavailable` when there is none to be had. */
export interface Routing {
  route(from: Place, to: Place, via?: readonly Place[]): Promise<Route>;
  /** Many at once, of those who are asked over the network: one question for all instead of one for each. */
  table?(from: readonly Place[], to: readonly Place[]): Promise<RouteTable>;
}

/** Asks somebody over the network, and is to be closed. */
export interface RemoteRouting extends Routing {
  close(): Promise<void>;
}

/** There is no answer, or none that is a route; another may still know one. */
export class RouteUnavailable extends Error {
  override readonly name = 'RouteUnavailable';
}

/** The routes from each of these places to each of those: by a table where there is one, else one by one. */
export async function routesBetween(routing: Routing, from: readonly Place[], to: readonly Place[]): Promise<RouteTable> {
  if (from.length === 0 || to.length === 0) return from.map(() => []);
  if (routing.table) return routing.table(from, to);
  return Promise.all(from.map((start) => Promise.all(to.map((end) => routing.route(start, end)))));
}

/** Asks one, and the other when the first has no route; `tell` hears why. Its route says by `approximate` that it is a guess. */
export function fallingBack(first: Routing, otherwise: Routing, tell: (error: RouteUnavailable) => void = () => undefined): Routing {
  async function eitherOf<R>(ask: (routing: Routing) => Promise<R>): Promise<R> {
    try {
      return await ask(first);
    } catch (error) {
      if (!(error instanceof RouteUnavailable)) throw error;
      tell(error);
      return ask(otherwise);
    }
  }
  return {
    route: (from, to, via) => eitherOf((routing) => routing.route(from, to, via)),
    async table(from, to) {
      const known = await eitherOf((routing) => routesBetween(routing, from, to));
      if (known.every((row) => row.every((route) => route !== null))) return known;
      const guessed = await routesBetween(otherwise, from, to);
      return known.map((row, index) => row.map((route, column) => route ?? guessed[index]?.[column] ?? null));
    },
  };
}
