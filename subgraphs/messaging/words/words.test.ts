import { commandIn, wordOf } from './commands.js';
import { en } from './en.js';
import { languages, tongues } from './languages.js';
import { dayAndTimeOf } from './moments.js';
import { say } from './saying.js';
import { OwnText, type WordKey } from './words.js';

const keys = Object.keys(en) as WordKey[];
const asked = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe.each(languages)('the words of %s', (language) => {
  const { words } = tongues[language];

  it('ask for what the English ones ask for', () => {
    expect(keys.filter((key) => asked(words[key]).join() !== asked(en[key]).join())).toEqual([]);
  });

  it('are there, and are a translation', () => {
    const names: WordKey[] = ['visit', 'visitWith'];
    expect(keys.filter((key) => words[key].trim() === '' || (language !== 'en' && !names.includes(key) && words[key] === en[key]))).toEqual(
      [],
    );
  });

  it('fit where WhatsApp shows them', () => {
    const buttons: WordKey[] = [
      'sendCode',
      'otherNumber',
      'sendAgain',
      'move',
      'callOff',
      'callOffYes',
      'keep',
      'confirmYes',
      'otherTime',
      'moveYes',
      'choose',
    ];
    const rows: WordKey[] = ['more', 'earlier', 'newVisit', 'anyPractitioner', 'languageName'];
    expect(buttons.filter((key) => words[key].length > 20)).toEqual([]);
    expect(rows.filter((key) => words[key].length > 24)).toEqual([]);
    expect(words.hint.length).toBeLessThanOrEqual(60);
  });

  it('name commands that are understood', () => {
    const named = [...words.hint.matchAll(/"([^"]+)"/g)].map(([, word]) => commandIn(word ?? ''));
    expect(named).toEqual(['back', 'cancel', 'human']);
    expect(commandIn(wordOf(language, 'back'))).toBe('back');
  });
});

it('writes moments on the clock of the clinic, in the language', () => {
  const moment = new Date('2026-11-24T01:30:00Z');
  expect(languages.map((language) => dayAndTimeOf(language, moment, 'Asia/Ulaanbaatar'))).toEqual([
    'Tue 24 Nov 09:30',
    expect.stringContaining('09:30'),
    expect.stringMatching(/24.*09:30/),
    expect.stringMatching(/24.*09:30/),
  ]);
  expect(dayAndTimeOf('en', moment, 'America/New_York')).toBe('Mon 23 Nov 20:30');
});

it('takes out of names what would be read as more than a name', () => {
  expect(say('en', 'timeQuestion', { day: '*Tue*\n_x_ `y` ~z~\u202e!' })).toBe('At what time on ＊Tue＊ ＿x＿ ｀y｀ ～z～!?');
});

it('keeps names from turning the sentence around them', () => {
  expect(say('ur', 'timeQuestion', { day: 'Tue' })).toBe('\u2068Tue\u2069 کو کس وقت؟');
  expect(say('en', 'timeQuestion', { day: 'منگل' })).toBe('At what time on \u2068منگل\u2069?');
  expect(say('ur', 'booked', { visit: new OwnText('a\nb') })).toContain('\na\nb\n');
});
