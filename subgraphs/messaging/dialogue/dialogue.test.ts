import { bat, blood, bold, central, checkUp, FakeDesk, freeTimes, rightCode, saraa, tuya } from '../testing/fake-desk.js';
import { Talk } from '../testing/talk.js';
import { commandIn } from '../words/commands.js';
import { languages, tongues, type Language } from '../words/languages.js';
import { chosenBy } from './chosen.js';
import { converse, leave, type Outcome } from './converse.js';
import { stepNames, type StepName } from './dialogue.js';
import { digitsOf } from './digits.js';

const now = new Date('2026-11-23T02:00:00Z');
let desk: FakeDesk;
let talk: Talk;
beforeEach(() => {
  desk = new FakeDesk();
  desk.free = [...freeTimes('2026-11-24', 3), ...freeTimes('2026-11-24', 3, bat), ...freeTimes('2026-11-26', 20)];
  talk = new Talk(desk, now);
});

const titles = () => talk.outcome?.reply.choices.map(({ title }) => title);
const identified = ['hello', '[English]', '[Send the code]', rightCode];
const atTimes = [...identified, '[Central]', '[Check-up]', '[Anyone]', '[Tue 24 Nov]'];
const visit = {
  appointmentId: 'appointment_7',
  version: 4,
  startsAt: '2026-11-25T02:30:00Z',
  clinic: central,
  service: checkUp,
  practitioner: tuya,
};

/** What leads to a question of each step. */
const ways: Readonly<Record<StepName, () => Promise<unknown>>> = {
  LANGUAGE: () => talk.says('hello'),
  VERIFY: () => talk.says('hello', '[English]'),
  PHONE: () => talk.says('hello', '[English]', '[Another number]'),
  CODE: () => talk.says('hello', '[English]', '[Send the code]'),
  PATIENT: () => {
    desk.patients = [bold, saraa];
    return talk.says(...identified);
  },
  MENU: () => {
    desk.booked = [visit];
    return talk.says(...identified);
  },
  VISIT: () => ways.MENU().then(() => talk.says('[Wed 25 Nov 10:30]')),
  CALL_OFF: () => ways.VISIT().then(() => talk.says('[Call it off]')),
  CLINIC: () => talk.says(...identified),
  SERVICE: () => talk.says(...identified, '[Central]'),
  PRACTITIONER: () => talk.says(...identified, '[Central]', '[Check-up]'),
  DAY: () => talk.says(...identified, '[Central]', '[Check-up]', '[Anyone]'),
  TIME: () => talk.says(...atTimes),
  CONFIRM: () => talk.says(...atTimes, '[09:30]'),
};

describe('a talk', () => {
  it('books a visit from the first hello to the end, by taps', async () => {
    const last = await talk.says(...atTimes, '[09:30]', '[Yes, book it]');
    expect(last.text).toBe(
      'Your visit is booked:\nCheck-up with Dr Tuya, Tue 24 Nov 09:30, Central\nIf you cannot come, write here again.',
    );
    expect(talk.outcome).toMatchObject({ dialogue: null, ending: 'BOOKED', trouble: null });
    expect(desk.done).toEqual([
      'code to +97699112233',
      `code ${rightCode} of verification_1`,
      'hold 2026-11-24T01:30:00.000Z',
      'confirm appointment_1',
    ]);
  });

  it('books the same in plain text: by numbers, in the digits of any script, and by names', async () => {
    await talk.says('hello', 'english', '1', '๔๒๔๒๔๒', 'central', '٢', '1', '2.', 'yes, book it');
    expect(talk.outcome?.ending).toBe('BOOKED');
    expect(desk.done.slice(1)).toEqual([`code ${rightCode} of verification_1`, 'hold 2026-11-24T01:30:00.000Z', 'confirm appointment_1']);
  });

  it.each(stepNames)('can be stopped at %s by "cancel" in every language', async (step) => {
    for (const word of ['cancel', 'Болих', 'ยกเลิก', 'منسوخ', ' STOP! ']) {
      talk = new Talk(desk, now);
      await ways[step]();
      expect([talk.outcome?.step, (await talk.says(word)).text]).toEqual([step, 'All right, we stop here. Write again whenever you like.']);
      expect(talk.outcome).toMatchObject({ dialogue: null, ending: 'CANCELLED', trouble: null });
    }
  });

  it.each(stepNames)('can be handed to a person at %s in every language', async (step) => {
    for (const word of ['human', 'хүн', 'เจ้าหน้าที่', 'نمائندہ']) {
      talk = new Talk(desk, now);
      await ways[step]();
      await talk.says(word);
      expect(talk.outcome).toMatchObject({ dialogue: null, ending: 'HANDED_OVER', trouble: 'ASKED_FOR_PERSON', step });
      expect(talk.outcome?.reply.text).toContain('+97699112233');
    }
  });

  it.each<readonly [StepName, StepName]>([
    ['LANGUAGE', 'LANGUAGE'],
    ['VERIFY', 'LANGUAGE'],
    ['PHONE', 'VERIFY'],
    ['CODE', 'VERIFY'],
    ['PATIENT', 'PATIENT'],
    ['MENU', 'MENU'],
    ['VISIT', 'MENU'],
    ['CALL_OFF', 'VISIT'],
    ['CLINIC', 'CLINIC'],
    ['SERVICE', 'CLINIC'],
    ['PRACTITIONER', 'SERVICE'],
    ['DAY', 'PRACTITIONER'],
    ['TIME', 'DAY'],
    ['CONFIRM', 'TIME'],
  ])('goes back from %s to %s', async (from, to) => {
    await ways[from]();
    await talk.says('back');
    expect([talk.outcome?.step, talk.outcome?.ending]).toEqual([to, null]);
  });

  it('goes back over what was not asked because there was no choice', async () => {
    desk.places = [central];
    desk.offered = [{ ...blood, practitioners: [tuya] }];
    desk.patients = [bold, saraa];
    await talk.says(...identified, '[Б.Б.]');
    expect(talk.outcome?.step).toBe('DAY');
    await talk.says('back');
    expect(talk.outcome?.step).toBe('PATIENT');
  });

  it('gives back what it held when one goes back, stops, is handed over or wants another time', async () => {
    for (const word of ['back', 'cancel', 'human', '[Another time]']) {
      talk = new Talk(desk, now);
      desk.done.splice(0);
      await ways.CONFIRM();
      await talk.says(word);
      expect(desk.done.at(-1)).toBe('release appointment_1');
    }
  });

  it.each(stepNames)('at %s asks twice what was meant, and then has somebody call', async (step) => {
    await ways[step]();
    const asked = talk.outcome?.reply.text ?? '';
    for (const _ of [1, 2]) {
      const { text } = await talk.says('what is this?');
      expect(text.endsWith(asked) && text.length > asked.length).toBe(true);
    }
    await talk.says('but what is it?');
    expect(talk.outcome).toMatchObject({ ending: 'HANDED_OVER', trouble: 'NOT_UNDERSTOOD' });
  });

  it('does not count against somebody what was understood in between, and takes pictures for what is not understood', async () => {
    await talk.says('hello');
    await talk.sendsPicture();
    await talk.says('???', '[English]', '???');
    await talk.sendsPicture();
    expect(talk.outcome).toMatchObject({ ending: null, step: 'VERIFY' });
    await talk.sendsPicture();
    expect(talk.outcome?.trouble).toBe('NOT_UNDERSTOOD');
  });

  it('knows a tap on an earlier question, and asks the present one again', async () => {
    const first = await talk.says('hello');
    await talk.says('[English]');
    const { text } = await talk.taps(first.choices[1]?.id ?? '');
    expect(text).toMatch(/^That was the answer to an earlier question\.\n\nTo see who you are/);
    expect(talk.outcome?.facts.language).toBe('en');
  });

  it('sends the code to another number when one is written', async () => {
    await talk.says('hello', '[English]', '[Another number]');
    expect((await talk.says('99112244')).text).toContain('We cannot read that as a phone number.');
    await talk.says('00976 9911-2244');
    expect([desk.done, talk.outcome?.step]).toEqual([['code to +97699112244'], 'CODE']);
  });

  it('takes three wrong codes, and sends three', async () => {
    await talk.says('hello', '[English]', '[Send the code]', '111111', '222 222');
    expect(talk.outcome).toMatchObject({ step: 'CODE', ending: null, secret: true });
    await talk.says('333333');
    expect(talk.outcome).toMatchObject({ trouble: 'NOT_VERIFIED', ending: 'HANDED_OVER', secret: true });
    talk = new Talk(desk, now);
    await talk.says('hello', '[English]', '[Send the code]', '[Send it again]', '[Send it again]', '[Send it again]');
    expect(talk.outcome?.trouble).toBe('NOT_VERIFIED');
  });

  it('has somebody call who is nobody’s patient', async () => {
    desk.patients = [];
    await talk.says(...identified);
    expect(talk.outcome).toMatchObject({ trouble: 'NOT_VERIFIED', ending: 'HANDED_OVER' });
  });

  it('asks whom it is for when a family has one number', async () => {
    desk.patients = [bold, saraa];
    await talk.says(...identified, '[С.Б.]');
    expect(talk.outcome?.facts.patientId).toBe(saraa.id);
  });

  it('looks on until a day is free, and turns the pages of days and times', async () => {
    desk.free = [...freeTimes('2026-12-12', 1), ...freeTimes('2026-12-20', 19)];
    await talk.says(...identified, '[Central]', '[Check-up]', '[Dr Tuya]');
    expect(titles()).toEqual(['Sat 12 Dec', 'Earlier', 'More']);
    await talk.says('[More]');
    expect(titles()).toEqual(['Sun 20 Dec', 'Earlier', 'More']);
    await talk.says('[Sun 20 Dec]');
    expect(titles()).toEqual([...clock(9, 8), 'More']);
    await talk.says('[More]');
    expect(titles()).toEqual([...clock(13, 8), 'Earlier', 'More']);
    await talk.says('[More]');
    expect(titles()).toEqual([...clock(17, 3), 'Earlier']);
    await talk.says('[Earlier]', '[Earlier]');
    expect(titles()).toEqual([...clock(9, 8), 'More']);
  });

  it('says that nothing is free, and has somebody call', async () => {
    desk.free = [];
    const { text } = await talk.says(...identified, '[Central]', '[Check-up]', '[Anyone]');
    expect(text).toContain('There are no free times for this in the weeks to come.');
    expect(talk.outcome?.trouble).toBe('NOTHING_TO_BOOK');
  });

  it('offers other times when somebody was faster, before or after the hold', async () => {
    desk.refuses.set('hold', 'TAKEN');
    expect((await talk.says(...atTimes, '[09:30]')).text).toBe('Somebody was faster: that time is gone.\n\nAt what time on Tue 24 Nov?');
    desk.refuses.clear();
    desk.refuses.set('confirm', 'TAKEN');
    expect((await talk.says('[10:00]', '[Yes, book it]')).text).toMatch(/^We could not keep the time any longer\.\n\nAt what time/);
    desk.refuses.clear();
    await talk.says('[10:00]', '[Yes, book it]');
    expect(talk.outcome?.ending).toBe('BOOKED');
  });

  it('calls a visit off, or leaves it', async () => {
    await ways.CALL_OFF();
    await talk.says('[No, keep it]');
    expect([talk.outcome?.step, desk.done.length]).toEqual(['MENU', 2]);
    await talk.says('[Wed 25 Nov 10:30]', '[Call it off]', '[Yes, call it off]');
    expect([talk.outcome?.ending, desk.done.at(-1)]).toEqual(['CALLED_OFF', 'call off appointment_7']);
  });

  it('moves a visit to another time of the same practitioner', async () => {
    await ways.VISIT();
    const { text } = await talk.says('[Move it]', '[Tue 24 Nov]', '[09:00]');
    expect(text).toBe('Shall we move your visit to this time?\nCheck-up with Dr Tuya, Tue 24 Nov 09:00, Central');
    await talk.says('[Yes, move it]');
    expect([talk.outcome?.ending, desk.done.at(-1)]).toEqual(['MOVED', 'move appointment_7 to 2026-11-24T01:00:00.000Z']);
  });

  it.each(['TAKEN', 'INVALID'])('offers other times when the one to move to is gone: %s', async (refused) => {
    await ways.VISIT();
    await talk.says('[Move it]', '[Tue 24 Nov]', '[09:00]');
    desk.refuses.set('move', refused);
    expect((await talk.says('[Yes, move it]')).text).toBe('Somebody was faster: that time is gone.\n\nAt what time on Tue 24 Nov?');
  });

  it.each(['STALE_VERSION', 'WRONG_STATE', 'NOT_FOUND'])(
    'reads a visit anew that cannot be moved because it has changed: %s',
    async (refused) => {
      await ways.VISIT();
      await talk.says('[Move it]', '[Tue 24 Nov]', '[09:00]');
      desk.refuses.set('move', refused);
      desk.booked = [{ ...visit, version: 5, startsAt: '2026-11-26T02:30:00Z' }];
      expect((await talk.says('[Yes, move it]')).text).toBe('That is not possible any more.\n\nWhat would you like to do?');
      expect(titles()).toEqual(['Book a visit', 'Thu 26 Nov 10:30']);
      desk.refuses.clear();
      await talk.says('[Thu 26 Nov 10:30]', '[Move it]', '[Tue 24 Nov]', '[09:00]', '[Yes, move it]');
      expect(talk.outcome).toMatchObject({ ending: 'MOVED', facts: { visit: { version: 5 } } });
    },
  );

  it('books another visit beside the one that there is', async () => {
    await ways.MENU();
    await talk.says('[Book a visit]');
    expect(talk.outcome?.step).toBe('CLINIC');
  });

  it('begins in the language that is known, from which one can go back', async () => {
    talk = new Talk(desk, now, 'ur', true);
    const { text } = await talk.says('سلام');
    expect([text.startsWith(tongues.ur.words.greeting), talk.outcome?.step]).toEqual([true, 'VERIFY']);
    await talk.says('واپس');
    expect(talk.outcome?.step).toBe('LANGUAGE');
  });

  it('says the same to the same, for a message may be answered again after a crash', async () => {
    await ways.TIME();
    const { dialogue } = talk;
    if (!dialogue) throw new Error('The talk is over');
    const said = { kind: 'text', text: '2' } as const;
    const outcomes: Outcome[] = [await converse(dialogue, said, talk), await converse(dialogue, said, talk)];
    expect(outcomes[1]).toEqual(outcomes[0]);
    expect(outcomes[1]?.step).toBe('CONFIRM');
  });

  it('that goes silent gives back what is held', async () => {
    await ways.CONFIRM();
    if (!talk.dialogue) throw new Error('The talk is over');
    const outcome = await leave(talk.dialogue, 'SILENT', talk);
    expect([outcome.ending, desk.done.at(-1)]).toEqual(['SILENT', 'release appointment_1']);
  });

  it.each(languages)('is held in %s from beginning to end, in no other words', async (language: Language) => {
    const { words } = tongues[language];
    talk = new Talk(desk, now);
    await talk.says(
      'hello',
      `[${words.languageName}]`,
      `[${words.sendCode}]`,
      rightCode,
      '[Central]',
      '[Check-up]',
      `[${words.anyPractitioner}]`,
    );
    await talk.says('1', '1', `[${words.confirmYes}]`);
    expect([talk.outcome?.ending, talk.outcome?.reply.language]).toEqual(['BOOKED', language]);
    expect(talk.outcome?.reply.text.startsWith(words.booked.split('\n')[0] ?? '')).toBe(true);
  });
});

it('knows commands as whole texts alone', () => {
  expect(['Back', 'BACK!', 'хүн', 'back pain', 'คน', 'بند کریں'].map(commandIn)).toEqual([
    'back',
    'back',
    'human',
    null,
    'human',
    'cancel',
  ]);
});

it('reads the digits of every script', () => {
  expect(['012-345', '๐๑๒๓๔๕๖๗๘๙', '٠١٢٣٤٥٦٧٨٩', '۰۱۲۳۴۵۶۷۸۹', '᠐᠑᠒᠓᠔᠕᠖᠗᠘᠙', 'none'].map(digitsOf)).toEqual([
    '012345',
    ...Array.from({ length: 4 }, () => '0123456789'),
    '',
  ]);
});

it('does not guess between two choices of one name', () => {
  const shown = [
    { id: 'a', title: 'Central' },
    { id: 'b', title: 'central' },
  ];
  expect([chosenBy({ kind: 'text', text: 'Central' }, shown, 1), chosenBy({ kind: 'text', text: '2' }, shown, 1)]).toEqual([
    null,
    shown[1],
  ]);
});

/** Half hours from an hour on. */
function clock(hour: number, count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const half = hour * 2 + index;
    return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 === 0 ? '00' : '30'}`;
  });
}
