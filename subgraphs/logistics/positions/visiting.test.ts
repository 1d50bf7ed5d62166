import type { Position } from '../traces/position.js';
import { mayVisit, visitIn } from './visiting.js';

const center = { latitude: 47.9, longitude: 106.9 };
const start = Date.UTC(2026, 2, 3, 8);
const at = (seconds: number, metresAway: number): Position => ({
  at: new Date(start + seconds * 1_000),
  latitude: center.latitude + metresAway / 111_195,
  longitude: center.longitude,
});
const time = (seconds: number): Date => new Date(start + seconds * 1_000);

it('is an arrival within 75 metres and a departure beyond 125, of each the first', () => {
  const way = [at(0, 500), at(10, 80), at(20, 70), at(30, 100), at(40, 20), at(50, 130), at(60, 10), at(70, 400)];
  expect(visitIn(way, center)).toEqual({ arrivedAt: time(20), leftAt: time(50) });
  expect(visitIn(way.slice(0, 5), center)).toEqual({ arrivedAt: time(20), leftAt: null });
  expect(visitIn(way.slice(0, 2), center)).toEqual({ arrivedAt: null, leftAt: null });
});

it('keeps an arrival that is known, and a departure is one after it', () => {
  const way = [at(0, 10), at(10, 300), at(20, 10), at(30, 300)];
  expect(visitIn(way, center, time(15))).toEqual({ arrivedAt: time(15), leftAt: time(30) });
});

it('can only be in a batch that comes near, or goes away from where one has arrived', () => {
  expect(mayVisit([at(0, 500), at(10, 80)], center, null)).toBe(false);
  expect(mayVisit([at(0, 500), at(10, 74)], center, null)).toBe(true);
  expect(mayVisit([at(10, 100)], center, time(0))).toBe(false);
  expect(mayVisit([at(10, 20)], center, time(0))).toBe(false);
  expect(mayVisit([at(10, 130)], center, time(0))).toBe(true);
  expect(mayVisit([at(10, 130)], center, time(20))).toBe(false);
});
