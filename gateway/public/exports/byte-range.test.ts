import { acceptsGzip } from './accepts-gzip.js';
import { byteRange } from './byte-range.js';

it.each([
  [undefined, null],
  ['bytes=0-9', { from: 0, to: 9 }],
  ['bytes=90-', { from: 90, to: 99 }],
  ['bytes=90-1000', { from: 90, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['BYTES=5-5', { from: 5, to: 5 }],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=9-5', null],
  ['bytes=-', null],
  ['bytes=0-1,5-6', null],
  ['bytes=a-b', null],
  ['lines=0-9', null],
])('the range %s of 100 bytes is %j', (header, range) => {
  expect(byteRange(header, 100)).toEqual(range);
});

it('there is no range of an empty file', () => {
  expect(byteRange('bytes=0-', 0)).toBe('unsatisfiable');
  expect(byteRange('bytes=-5', 0)).toBe('unsatisfiable');
});

it.each([
  [undefined, false],
  ['gzip', true],
  ['deflate, GZIP;q=0.5', true],
  ['*', true],
  ['gzip;q=0, *', false],
  ['*;q=0', false],
  ['identity', false],
  ['br;q=1.0, gzip; q=0.0', false],
])('"accept-encoding: %s" takes gzip: %j', (header, takes) => {
  expect(acceptsGzip(header)).toBe(takes);
});
