import type { HandoverCondition } from './handover.js';

/** The words that stand on a printed chain of custody. Another language is one more of these. */
export interface CustodyWords {
  readonly language: string;
  readonly title: string;
  readonly item: string;
  readonly holder: string;
  readonly checkedAt: string;
  readonly times: string;
  readonly handovers: string;
  readonly none: string;
  readonly columns: readonly [
    number: string,
    time: string,
    place: string,
    from: string,
    to: string,
    condition: string,
    temperature: string,
  ];
  readonly remarks: string;
  readonly scan: string;
  readonly head: string;
  readonly conditions: Readonly<Record<HandoverCondition, string>>;
  whole(handovers: number): string;
  /** Followed by what is wrong, which the check says in English. */
  readonly faulty: string;
}

const english: CustodyWords = {
  language: 'en',
  title: 'Chain of custody',
  item: 'Item',
  holder: 'With',
  checkedAt: 'Checked',
  times: 'Times in',
  handovers: 'Handovers',
  none: 'The item has not changed hands.',
  columns: ['No.', 'Time', 'Place', 'From', 'To', 'Condition', '°C'],
  remarks: 'Remarks',
  scan: 'Scanned',
  head: 'Hash of the last handover',
  conditions: { INTACT: 'intact', SEAL_BROKEN: 'seal broken', DAMAGED: 'damaged', INCOMPLETE: 'incomplete' },
  whole: (handovers) =>
    handovers === 1
      ? 'VERIFIED: the handover is unchanged and signed by both sides.'
      : `VERIFIED: all ${handovers} handovers are unchanged, without gaps and signed by both sides.`,
  faulty: 'NOT VERIFIED:',
};

const mongolian: CustodyWords = {
  language: 'mn',
  title: 'Хүлээлцсэн түүх',
  item: 'Илгээмж',
  holder: 'Одоо хүлээн авсан',
  checkedAt: 'Шалгасан',
  times: 'Цагийн бүс',
  handovers: 'Хүлээлцсэн тоо',
  none: 'Илгээмжийг хүлээлцээгүй.',
  columns: ['№', 'Цаг', 'Газар', 'Өгсөн', 'Авсан', 'Байдал', '°C'],
  remarks: 'Тэмдэглэл',
  scan: 'Уншуулсан код',
  head: 'Сүүлийн хүлээлцлийн хэш',
  conditions: { INTACT: 'бүтэн', SEAL_BROKEN: 'лац задарсан', DAMAGED: 'гэмтсэн', INCOMPLETE: 'дутуу' },
  whole: (handovers) => `БАТАЛГААЖСАН: ${handovers} хүлээлцэл бүгд өөрчлөгдөөгүй, тасалдаагүй, хоёр тал гарын үсэг зурсан.`,
  faulty: 'БАТАЛГААЖААГҮЙ:',
};

/** For a locale such as `mn-MN`; English for languages that are not here. */
export function custodyWords(locale: string): CustodyWords {
  return locale.toLowerCase().split('-')[0] === mongolian.language ? mongolian : english;
}
