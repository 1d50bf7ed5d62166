import { dailyDoseOf } from './daily-dose.js';
import { doseText } from './dose-text.js';
import { PeriodUnit } from './request-status.js';

const nothing = {
  dose: null,
  doseUnit: null,
  route: null,
  frequency: null,
  period: null,
  periodUnit: null,
  asNeeded: false,
  durationDays: null,
  instructions: null,
};
const timing = (frequency: number, period: number, periodUnit: PeriodUnit) => ({ frequency, period, periodUnit });

it.each([
  [
    { dose: '2', doseUnit: 'tablet', ...timing(3, 1, PeriodUnit.DAY), durationDays: 7, instructions: 'With food' },
    '2 tablets 3 times a day for 7 days, with food',
  ],
  [{ dose: '1', doseUnit: 'tablet', ...timing(1, 1, PeriodUnit.DAY), durationDays: 1 }, '1 tablet once a day for 1 day'],
  [{ dose: '0.500', doseUnit: 'tablet', ...timing(2, 1, PeriodUnit.DAY) }, '0.5 tablet twice a day'],
  [{ dose: '10', doseUnit: 'mL', ...timing(1, 8, PeriodUnit.HOUR), route: 'oral' }, '10 mL every 8 hours, oral'],
  [{ dose: '100', doseUnit: 'mg', ...timing(1, 1, PeriodUnit.HOUR) }, '100 mg every hour'],
  [{ dose: '2', doseUnit: 'patch', ...timing(1, 3, PeriodUnit.DAY) }, '2 patches every 3 days'],
  [{ dose: '1', doseUnit: 'tablet', ...timing(2, 3, PeriodUnit.WEEK) }, '1 tablet twice in 3 weeks'],
  [{ dose: '2', doseUnit: 'puff', asNeeded: true, ...timing(4, 1, PeriodUnit.DAY) }, '2 puffs 4 times a day when needed'],
  [{ ...timing(1, 1, PeriodUnit.MONTH), instructions: 'IM injection by the nurse.' }, 'once a month, IM injection by the nurse'],
  [{ instructions: 'As directed.' }, 'As directed'],
  [{}, ''],
])('%j is read as "%s"', (dosage, text) => {
  expect(doseText({ ...nothing, ...dosage }, 'en-GB')).toBe(text);
});

it('is said in Mongolian too, and in English to others', () => {
  const dosage = { ...nothing, dose: '2', doseUnit: 'шахмал', ...timing(3, 1, PeriodUnit.DAY), durationDays: 7 };
  expect(doseText(dosage, 'mn-MN')).toBe('өдөрт 3 удаа 2 шахмал 7 хоног');
  expect(doseText(dosage, 'fr')).toBe('2 шахмал 3 times a day for 7 days');
});

it.each([
  ['2', timing(3, 1, PeriodUnit.DAY), 6],
  ['1', timing(1, 8, PeriodUnit.HOUR), 3],
  ['1', timing(1, 1, PeriodUnit.WEEK), 0.143],
  ['0.1', timing(3, 1, PeriodUnit.DAY), 0.3],
  ['1', timing(1, 1, PeriodUnit.MONTH), null],
  [null, timing(1, 1, PeriodUnit.DAY), null],
  ['1', { frequency: null, period: null, periodUnit: null }, null],
])('a dose of %s, %j, is %s a day', (dose, when, daily) => {
  expect(dailyDoseOf({ dose, ...when })).toBe(daily);
});
