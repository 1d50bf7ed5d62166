import { parseCelsius } from './measured-value.js';

it.each([
  ['-9.6', -9.6],
  ['+21,5', 21.5],
  ['−3', -3],
  ['0', 0],
  [' 4.5 °C ', 4.5],
  ['46.4 °F', 8],
  ['35.6F', 2],
  ['-40 Fahrenheit', -40],
])('reads %p as %d °C', (text, celsius) => {
  expect(parseCelsius(text, 'CELSIUS')).toBe(celsius);
});

it('reads a bare number in the unit of the file, and another unit beside a value before it', () => {
  expect(parseCelsius('46.4', 'FAHRENHEIT')).toBe(8);
  expect(parseCelsius('8 °C', 'FAHRENHEIT')).toBe(8);
});

it.each(['', '--.-', 'x', '1.234,5', '4.5 K', '-273.16', '-999', '1e3', 'NaN'])('does not take %p for a temperature', (text) => {
  expect(parseCelsius(text, 'CELSIUS')).toBeNull();
});
