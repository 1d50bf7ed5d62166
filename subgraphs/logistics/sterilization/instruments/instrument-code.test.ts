import { readInstrumentCode } from './instrument-code.js';

it.each([
  ['(01)09501101530003(21)A7'],
  ['010950110153000321A7'],
  [']d2010950110153000321A7'],
  ['\x1d010950110153000321A7\r\n'],
  ['(21)A7(01)09501101530003(10)L1'],
  ['https://id.gs1.org/01/09501101530003/21/A7'],
])('knows the one instrument behind %j', (scan) => {
  expect(readInstrumentCode(scan)).toBe('(01)09501101530003(21)A7');
});

it.each([['I-0001'], ['42'], ['09501101530003'], ['SET 3 / B'], ['0112345']])("takes %j for a code of the house's own", (scan) => {
  expect(readInstrumentCode(` ${scan}\n`)).toBe(scan);
});

it('knows its own labels, which have the expiry behind the code', () => {
  expect(readInstrumentCode('S-1|2026-09-01')).toBe('S-1');
  expect(readInstrumentCode('(01)09501101530003(17)260901(21)A7')).toBe('(01)09501101530003(21)A7');
});

it.each([
  ['(01)09501101530003', 'one piece'],
  ['(01)09501101530004(21)A7', 'digits ask for 3'],
  ['', 'empty'],
  ['Хайч', 'ASCII'],
  ['x'.repeat(91), 'ASCII'],
  ['S|1', 'without "|"'],
])('says what is wrong with %j', (scan, problem) => {
  expect(readInstrumentCode(scan)).toEqual({ problem: expect.stringContaining(problem) as string });
});
