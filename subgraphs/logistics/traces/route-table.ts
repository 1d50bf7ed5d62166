import type { Place } from './position.js';
import type { RouteProvider } from './route-provider.js';
import type { Route, RouteTable } from './routing.js';

/** Stock servers of OSRM take 100 places at once, and openrouteservice 2,500 ways. */
const mostPlaces = 50;

/** Asks for the ways between some places, of which there are not too many. */
type AskBlock = (from: readonly Place[], to: readonly Place[]) => Promise<RouteTable>;

/** A table in blocks as large as servers take, put together. */
export async function tableInBlocks(from: readonly Place[], to: readonly Place[], ask: AskBlock): Promise<RouteTable> {
  const bands = await Promise.all(
    inBlocks(from).map(async (starts) => {
      const blocks = await Promise.all(inBlocks(to).map((ends) => ask(starts, ends)));
      return starts.map((_, row) => blocks.flatMap((block) => block[row] ?? []));
    }),
  );
  return bands.flat();
}

export interface TableQuestion {
  readonly from: readonly Place[];
  readonly to: readonly Place[];
  /** As the provider gives them: a list of lists, with null where there is no way. */
  readonly metres: unknown;
  readonly seconds: unknown;
}

/** A table by what the provider says of it, which may be anything. */
export function tableOf(provider: RouteProvider, { from, to, metres, seconds }: TableQuestion): RouteTable {
  const cell = (table: unknown, row: number, column: number): unknown => {
    const line = Array.isArray(table) ? (table as unknown[])[row] : undefined;
    if (!Array.isArray(line) || line.length !== to.length) throw provider.unavailable('answers without a table of distances and durations');
    return (line as unknown[])[column];
  };
  return from.map((_, row) =>
    to.map((_, column): Route | null => {
      const [far, long] = [cell(metres, row, column), cell(seconds, row, column)];
      return far === null || long === null ? null : provider.routeOf(far, long);
    }),
  );
}

function inBlocks(places: readonly Place[]): Place[][] {
  return Array.from({ length: Math.ceil(places.length / mostPlaces) }, (_, index) =>
    places.slice(index * mostPlaces, (index + 1) * mostPlaces),
  );
}
