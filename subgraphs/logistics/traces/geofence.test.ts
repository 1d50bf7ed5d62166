import fc from 'fast-check';
import { geofenceEvents, type Geofence } from './geofence.js';
import type { Position } from './position.js';

const hospital: Geofence = { center: { latitude: 13.7563, longitude: 100.5018 }, radiusMetres: 100, leaveRadiusMetres: 150 };

/** At each minute so many metres from the hospital. */
const coming = (...metres: number[]): Position[] =>
  metres.map((away, minute) => ({
    at: new Date(Date.UTC(2026, 2, 3, 8, minute)),
    latitude: hospital.center.latitude + away / 111_195.08,
    longitude: hospital.center.longitude,
  }));
const told = (trace: Position[], more: Partial<Geofence> = {}): string[] =>
  geofenceEvents(trace, { ...hospital, ...more }).map(({ kind, at }) => `${kind} ${at.getUTCMinutes()}`);

describe('a geofence', () => {
  it('tells who comes and goes, and when', () => {
    expect(told(coming(900, 400, 90, 20, 0, 120, 300, 900, 50))).toEqual(['ARRIVED 2', 'LEFT 6', 'ARRIVED 8']);
  });

  it('tells of one who is there from the beginning, and not of one who passes by', () => {
    expect(told(coming(30, 20, 500))).toEqual(['ARRIVED 0', 'LEFT 2']);
    expect(told(coming(900, 300, 110, 140, 800))).toEqual([]);
    expect(told([])).toEqual([]);
  });

  it('does not flap at its edge', () => {
    expect(told(coming(300, 99, 101, 98, 149, 100, 120, 99, 145, 151))).toEqual(['ARRIVED 1', 'LEFT 9']);
  });

  it('has its edge inside on arriving and inside on leaving', () => {
    expect(told(coming(900, 100.001, 99.999, 149.999, 150.001))).toEqual(['ARRIVED 2', 'LEFT 4']);
  });

  it('asks for 50 metres more to leave unless told otherwise', () => {
    const { center, radiusMetres } = hospital;
    expect(geofenceEvents(coming(0, 149, 151), { center, radiusMetres }).map(({ at }) => at.getUTCMinutes())).toEqual([0, 2]);
  });

  it('waits for the dwell time, and tells the time at which that began', () => {
    const dwell = { leaveRadiusMetres: 100, dwellMs: 2 * 60_000 };
    expect(told(coming(300, 90, 110, 90, 120, 90, 80, 70, 60), dwell)).toEqual(['ARRIVED 5']);
    expect(told(coming(50, 50, 50, 110, 90, 120, 200, 300), dwell)).toEqual(['ARRIVED 0', 'LEFT 5']);
    expect(told(coming(300, 50, 60), dwell)).toEqual([]);
  });

  it.each([{ radiusMetres: 0 }, { radiusMetres: NaN }, { leaveRadiusMetres: 99 }, { dwellMs: -1 }])('cannot be %p', (more) => {
    expect(() => told([], more)).toThrow('A geofence needs a radius above 0');
  });

  it('tells arrivals and departures by turns, whatever the trace', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 50 }), fc.nat(5), (metres, dwellMinutes) => {
        const events = geofenceEvents(coming(...metres), { ...hospital, dwellMs: dwellMinutes * 60_000 });
        expect(events.map(({ kind }) => kind)).toEqual(events.map((_, index) => (index % 2 === 0 ? 'ARRIVED' : 'LEFT')));
        expect(events.every(({ at }, index) => index === 0 || at > (events[index - 1]?.at ?? at))).toBe(true);
      }),
    );
  });

  it('tells nothing of noise between its radii', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 149 }), { maxLength: 50 }), (metres) => {
        expect(told(coming(0, ...metres))).toEqual(['ARRIVED 0']);
        expect(told(coming(900, ...metres.map((each) => each + 100)))).toEqual([]);
      }),
    );
  });
});
