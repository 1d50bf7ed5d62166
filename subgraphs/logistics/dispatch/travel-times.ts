import type { Context } from '#kernel/subgraph/context.js';
import type { LogisticsServices } from '../services.js';
import { Vehicle } from '../tasks/task-terms.js';
import { haversineRouting } from '../traces/haversine-routing.js';
import type { Place } from '../traces/position.js';
import { fallingBack, routesBetween, type Routing } from '../traces/routing.js';
import { metresBetween } from '../traces/distance.js';
import type { Travel } from './stop.js';

/** Which ways a vehicle takes, and how fast. */
export type VehicleRouting = (vehicle: Vehicle) => Routing;

const detourFactor = 1.3;

/** In a town, with lights and looking for the door. */
const speedsKmh: Readonly<Record<Vehicle, number>> = { FOOT: 4.5, BICYCLE: 14, MOTORCYCLE: 28, CAR: 25, VAN: 22 };

const guesses = new Map(
  Object.values(Vehicle).map((vehicle) => [vehicle, haversineRouting({ speedKmh: speedsKmh[vehicle], detourFactor })]),
);

/** To a place that nobody knows, or from one. */
export const unknownWaySeconds = 15 * 60;

/** How long the ways are between some places, asked once for all of them; of all others it is guessed. */
export class TravelTimes {
  private constructor(private readonly seconds: ReadonlyMap<Vehicle, ReadonlyMap<string, number>>) {}

  static async ask(context: Context, vehicles: Iterable<Vehicle>, from: readonly Place[], to: readonly Place[]): Promise<TravelTimes> {
    const { routing } = (context as Context<LogisticsServices>).services;
    const [starts, ends] = [distinct([...from, ...to]), distinct(to)];
    const asked = [...new Set(routing ? vehicles : [])].map(async (vehicle): Promise<[Vehicle, Map<string, number>]> => {
      const tell = (error: Error): void => context.log.warn({ vehicle, reason: error.message }, 'ways are guessed');
      const table = await routesBetween(fallingBack(routing?.(vehicle) ?? guessOf(vehicle), guessOf(vehicle), tell), starts, ends);
      const ways = starts.flatMap((start, row) =>
        ends.map((end, column): [string, number | undefined] => [way(start, end), table[row]?.[column]?.seconds]),
      );
      return [vehicle, new Map(ways.filter((each): each is [string, number] => each[1] !== undefined))];
    });
    return new TravelTimes(new Map(await Promise.all(asked)));
  }

  /** A way is looked up once for each two places: searches ask for the same ones again and again. */
  by(vehicle: Vehicle): Travel {
    const known = this.seconds.get(vehicle);
    const asked = new WeakMap<Place, WeakMap<Place, number>>();
    return (from, to) => {
      if (!from || !to) return unknownWaySeconds;
      let ways = asked.get(from);
      if (!ways) asked.set(from, (ways = new WeakMap<Place, number>()));
      let seconds = ways.get(to);
      if (seconds === undefined) ways.set(to, (seconds = known?.get(way(from, to)) ?? guessedSeconds(vehicle, from, to)));
      return seconds;
    };
  }
}

function guessOf(vehicle: Vehicle): Routing {
  return guesses.get(vehicle) ?? haversineRouting({ speedKmh: speedsKmh[vehicle], detourFactor });
}

/** As `guessOf` has it, at once. */
function guessedSeconds(vehicle: Vehicle, from: Place, to: Place): number {
  return (metresBetween(from, to) * detourFactor) / (speedsKmh[vehicle] / 3.6);
}

function distinct(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [`${place.latitude},${place.longitude}`, place])).values()];
}

function way(from: Place, to: Place): string {
  return `${from.latitude},${from.longitude};${to.latitude},${to.longitude}`;
}
