/** What a reminder is about. */
export interface ReminderFacts {
  readonly patient: string;
  readonly service: string;
  readonly startsAt: Date;
  readonly timeZone: string;
  /** BCP 47, as the patient speaks; English when it is none of those below. */
  readonly language: string | null;
}

interface Wording {
  readonly subject: string;
  readonly text: (patient: string, service: string, when: string) => string;
}

const english: Wording = {
  subject: 'Your appointment',
  text: (patient, service, when) => `Dear ${patient}, we expect you for ${service} on ${when}. If you cannot come, please tell us.`,
};

const wordings: Readonly<Record<string, Wording>> = {
  en: english,
  mn: {
    subject: 'Таны цаг захиалга',
    text: (patient, service, when) => `${patient} танаа, ${when}-д ${service} цагтай байна. Ирж чадахгүй бол бидэнд мэдэгдэнэ үү.`,
  },
};

/** The words in the patient's language; the time in the branch's zone, where the visit is. */
export function reminderText({ patient, service, startsAt, timeZone, language }: ReminderFacts): { subject: string; text: string } {
  const code = language?.split('-')[0]?.toLowerCase() ?? 'en';
  const known = Object.hasOwn(wordings, code) ? code : 'en';
  const { subject, text } = wordings[known] ?? english;
  const when = new Intl.DateTimeFormat(known, { timeZone, dateStyle: 'full', timeStyle: 'short' }).format(startsAt);
  return { subject, text: text(patient, service, when) };
}
