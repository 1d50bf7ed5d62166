import type { BiologicalStatus, IndicatorResult, LoadStatus } from '../loads/load-terms.js';

/** The words that stand on a printed record of a load and on labels. Another language is one more of these. */
export interface SterilizationWords {
  readonly language: string;
  readonly title: string;
  readonly branch: string;
  readonly sterilizer: string;
  readonly programme: string;
  readonly asked: string;
  readonly started: string;
  readonly finished: string;
  readonly measured: string;
  readonly readings: string;
  readonly status: string;
  readonly released: string;
  readonly rejected: string;
  readonly recalled: string;
  readonly reason: string;
  readonly early: string;
  readonly times: string;
  readonly contents: string;
  readonly columns: readonly [number: string, code: string, name: string, packaging: string, indicators: string, until: string];
  readonly biological: string;
  readonly none: string;
  readonly unknown: string;
  readonly sterileUntil: string;
  readonly load: string;
  readonly minutes: string;
  readonly lot: string;
  readonly class: string;
  readonly statuses: Readonly<Record<LoadStatus, string>>;
  readonly results: Readonly<Record<IndicatorResult, string>>;
  readonly growths: Readonly<Record<BiologicalStatus, string>>;
}

const english: SterilizationWords = {
  language: 'en',
  title: 'Sterilization record',
  branch: 'Branch',
  sterilizer: 'Sterilizer',
  programme: 'Programme',
  asked: 'Asked for',
  started: 'Cycle began',
  finished: 'Cycle ended',
  measured: 'Measured',
  readings: 'Readings',
  status: 'Status',
  released: 'Released',
  rejected: 'Rejected',
  recalled: 'Recalled',
  reason: 'Reason',
  early: 'RELEASED BEFORE THE BIOLOGICAL INDICATOR WAS READ',
  times: 'Times in',
  contents: 'Contents',
  columns: ['No.', 'Code', 'Package', 'Packaging', 'Indicators', 'Sterile until'],
  biological: 'Biological indicators',
  none: 'none',
  unknown: '—',
  sterileUntil: 'Sterile until',
  load: 'Load',
  minutes: 'min',
  lot: 'Lot',
  class: 'class',
  statuses: {
    PREPARED: 'prepared',
    RUNNING: 'running',
    FINISHED: 'finished, not decided',
    RELEASED: 'RELEASED',
    REJECTED: 'REJECTED',
    RECALLED: 'RECALLED',
  },
  results: { PASS: 'pass', FAIL: 'FAIL' },
  growths: { INCUBATING: 'incubating', NEGATIVE: 'negative', POSITIVE: 'POSITIVE' },
};

const mongolian: SterilizationWords = {
  language: 'mn',
  title: 'Ариутгалын тэмдэглэл',
  branch: 'Салбар',
  sterilizer: 'Ариутгагч',
  programme: 'Горим',
  asked: 'Шаардлага',
  started: 'Эхэлсэн',
  finished: 'Дууссан',
  measured: 'Хэмжсэн',
  readings: 'Хэмжилт',
  status: 'Төлөв',
  released: 'Зөвшөөрсөн',
  rejected: 'Татгалзсан',
  recalled: 'Эгүүлэн татсан',
  reason: 'Шалтгаан',
  early: 'БИОЛОГИЙН ИНДИКАТОР УНШИХААС ӨМНӨ ЗӨВШӨӨРСӨН',
  times: 'Цагийн бүс',
  contents: 'Агуулга',
  columns: ['№', 'Код', 'Багц', 'Боодол', 'Индикатор', 'Хүчинтэй хугацаа'],
  biological: 'Биологийн индикатор',
  none: 'байхгүй',
  unknown: '—',
  sterileUntil: 'Ариун байх хугацаа',
  load: 'Ачаалал',
  minutes: 'мин',
  lot: 'Цуврал',
  class: 'ангилал',
  statuses: {
    PREPARED: 'бэлтгэсэн',
    RUNNING: 'явагдаж байна',
    FINISHED: 'дууссан, шийдээгүй',
    RELEASED: 'ЗӨВШӨӨРСӨН',
    REJECTED: 'ТАТГАЛЗСАН',
    RECALLED: 'ЭГҮҮЛЭН ТАТСАН',
  },
  results: { PASS: 'тэнцсэн', FAIL: 'ТЭНЦЭЭГҮЙ' },
  growths: { INCUBATING: 'өсгөвөрлөж байна', NEGATIVE: 'сөрөг', POSITIVE: 'ЭЕРЭГ' },
};

/** For a locale such as `mn-MN`; English for languages that are not here. */
export function sterilizationWords(locale: string): SterilizationWords {
  return locale.toLowerCase().split('-')[0] === mongolian.language ? mongolian : english;
}
