import { reminderText, type ReminderFacts } from './reminder-text.js';

const visit: ReminderFacts = {
  patient: 'Solongo',
  service: 'Consultation',
  startsAt: new Date('2026-03-11T06:30:00Z'),
  timeZone: 'Asia/Ulaanbaatar',
  language: 'en',
};

it('is told in English', () => {
  expect(reminderText(visit)).toEqual({
    subject: 'Your appointment',
    text: 'Dear Solongo, we expect you for Consultation on Wednesday, March 11, 2026 at 2:30 PM. If you cannot come, please tell us.',
  });
});

it('is told in Mongolian', () => {
  const { subject, text } = reminderText({ ...visit, language: 'mn' });
  expect(subject).toBe('Таны цаг захиалга');
  expect(text).toMatch(/^Solongo танаа, .*2026.*14:30-д Consultation цагтай байна\. Ирж чадахгүй бол бидэнд мэдэгдэнэ үү\.$/);
});

it.each([null, '', 'th', 'x-klingon', 'constructor', 'EN-zm'])('is told in English to whoever speaks %j', (language) => {
  expect(reminderText({ ...visit, language }).subject).toBe('Your appointment');
});

it.each(['mn', 'MN', 'mn-Cyrl-MN'])('knows %s', (language) => {
  expect(reminderText({ ...visit, language }).subject).toBe('Таны цаг захиалга');
});

it('tells the time in the zone of the visit', () => {
  expect(reminderText({ ...visit, timeZone: 'Africa/Lusaka' }).text).toContain('8:30 AM');
});
