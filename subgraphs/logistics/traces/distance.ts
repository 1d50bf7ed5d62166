import type { Place } from './position.js';

/**
 * The mean radius R₁ = (2a + b) / 3 of the WGS 84 ellipsoid (NIMA TR8350.2, third edition, table 3.3). Distances on this sphere
 * differ from those on the ellipsoid by at most 0.56 %.
 */
export const earthRadiusMetres = 6_371_008.7714;

/** The way between two places along the great circle, by the haversine formula (R. W. Sinnott, Sky and Telescope 68, 1984). */
export function metresBetween(from: Place, to: Place): number {
  const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
  const haversine =
    Math.sin((toLatitude - fromLatitude) / 2) ** 2 +
    Math.cos(fromLatitude) * Math.cos(toLatitude) * Math.sin(radians(to.longitude - from.longitude) / 2) ** 2;
  // Rounding can take antipodes above 1, of which there is no arc sine.
  return 2 * earthRadiusMetres * Math.asin(Math.sqrt(Math.min(1, haversine)));
}

/** The direction in which one sets out, in degrees clockwise from true north, below 360; 0 from a place to itself. */
export function bearing(from: Place, to: Place): number {
  const [fromLatitude, toLatitude] = [radians(from.latitude), radians(to.latitude)];
  const eastward = radians(to.longitude - from.longitude);
  const y = Math.sin(eastward) * Math.cos(toLatitude);
  const x = Math.cos(fromLatitude) * Math.sin(toLatitude) - Math.sin(fromLatitude) * Math.cos(toLatitude) * Math.cos(eastward);
  const degrees = (Math.atan2(y, x) * 180) / Math.PI;
  // A hair west of north rounds to 360, which is 0; and -0 is 0 as well.
  return degrees < 0 ? (degrees + 360) % 360 : degrees + 0;
}

/** The way along all places, in their order. */
export function lengthOf(places: readonly Place[]): number {
  return places.slice(1).reduce((metres, place, index) => metres + metresBetween(places[index] ?? place, place), 0);
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180;
}
