import { aboardAtStart, compareWalks, isInOrder, walk, type Walk } from './walking.js';
import type { Departure, Stop } from './stop.js';

/** Stops in an order, and what that takes. */
export interface Route {
  readonly stops: readonly Stop[];
  readonly walk: Walk;
}

/** More ways than these are not looked at; counted, so that the same question has the same answer everywhere. */
const mostWalks = 20_000;
/** So many stops are moved or turned around together at most. */
const longestPiece = 12;

/** The stops in the order in which they are. */
export function routeOf(stops: readonly Stop[], departure: Departure): Route {
  return { stops, walk: walk(stops, departure, aboardAtStart(stops)) };
}

/** Puts further stops where they cost least; those that are there keep their order. Stops that follow each other come in any order. */
export function insertStops(stops: readonly Stop[], more: readonly Stop[], departure: Departure): Route {
  return new Search([...stops, ...more], departure).inserting(stops, more);
}

/** Puts all stops in a good order: by cheapest insertion, then moved and turned around as long as that helps. */
export function sequenceStops(stops: readonly Stop[], departure: Departure, most = mostWalks): Route {
  const search = new Search(stops, departure, most);
  const begun = stops.filter((stop) => stop.begun);
  const rest = stops.filter((stop) => !stop.begun);
  const starts = [search.inserting(begun, rest), search.inserting(begun, byDeadline(rest), 'one by one')];
  if (isInOrder(stops)) starts.push(search.route(stops));
  return starts.map((start) => search.improved(start)).reduce((best, each) => (compareWalks(each.walk, best.walk) < 0 ? each : best));
}

class Search {
  private walks = 0;
  private readonly aboard: number;

  constructor(
    all: readonly Stop[],
    private readonly departure: Departure,
    private readonly most = mostWalks,
  ) {
    this.aboard = aboardAtStart(all);
  }

  route(stops: readonly Stop[]): Route {
    this.walks += 1;
    return { stops, walk: walk(stops, this.departure, this.aboard) };
  }

  /** Of all stops that can be next, at all places, the cheapest each time; or each at its best place as they come. */
  inserting(stops: readonly Stop[], more: readonly Stop[], manner: 'cheapest' | 'one by one' = 'cheapest'): Route {
    let route = this.route(stops);
    const left = new Set(more);
    while (left.size > 0) {
      const waiting = new Set([...left].map(({ taskId }) => taskId));
      const ready = [...left].filter(({ after }) => !after.some((taskId) => waiting.has(taskId)));
      // Tasks that wait for each other, in a ring, are taken as they come.
      const next = ready.length > 0 ? ready : [...left];
      const tried = manner === 'cheapest' && this.walks < this.most ? next : next.slice(0, 1);
      const [best] = tried
        .map((stop) => ({ stop, route: this.insertedAtBest(route, stop) }))
        .toSorted((a, b) => compareWalks(a.route.walk, b.route.walk));
      if (!best) break;
      left.delete(best.stop);
      ({ route } = best);
    }
    return route;
  }

  private insertedAtBest({ stops }: Route, stop: Stop): Route {
    const first = 1 + stops.findLastIndex(({ taskId, begun }) => begun || stop.after.includes(taskId));
    const following = stops.findIndex(({ after }) => after.includes(stop.taskId));
    const last = following < first ? stops.length : following;
    let best: Route | null = null;
    for (let index = last; index >= first; index -= 1) {
      const route = this.route(stops.toSpliced(index, 0, stop));
      if (!best || compareWalks(route.walk, best.walk) < 0) best = route;
    }
    return best ?? this.route([...stops, stop]);
  }

  improved(start: Route): Route {
    let best = start;
    for (;;) {
      const better = this.firstBetter(best);
      if (!better) return best;
      best = better;
    }
  }

  private firstBetter(route: Route): Route | null {
    for (const stops of neighbours(route.stops)) {
      if (this.walks >= this.most) return null;
      if (!isInOrder(stops)) continue;
      const next = this.route(stops);
      if (compareWalks(next.walk, route.walk) < 0) return next;
    }
    return null;
  }
}

/** Each piece of the way put elsewhere, as it is or turned around; and each two stops exchanged. */
function* neighbours(stops: readonly Stop[]): Generator<readonly Stop[]> {
  for (let length = 1; length <= Math.min(longestPiece, stops.length); length += 1)
    for (let from = 0; from + length <= stops.length; from += 1) {
      const piece = stops.slice(from, from + length);
      const rest = stops.toSpliced(from, length);
      for (let to = 0; to <= rest.length; to += 1) {
        if (to !== from) yield rest.toSpliced(to, 0, ...piece);
        if (length > 1) yield rest.toSpliced(to, 0, ...piece.toReversed());
      }
    }
  for (let one = 0; one < stops.length; one += 1)
    for (let other = one + 2; other < stops.length; other += 1) {
      const [first, second] = [stops[one], stops[other]];
      if (first && second) yield stops.with(one, second).with(other, first);
    }
}

function byDeadline(stops: readonly Stop[]): Stop[] {
  return stops.toSorted((a, b) => compareDeadlines(a, b) || (a.taskId < b.taskId ? -1 : 1));
}

function compareDeadlines(a: Stop, b: Stop): number {
  return a.notAfter === b.notAfter ? 0 : (a.notAfter ?? Infinity) - (b.notAfter ?? Infinity);
}
