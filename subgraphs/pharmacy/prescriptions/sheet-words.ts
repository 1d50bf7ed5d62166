/** The words that stand on printed prescriptions. Another language is one more of these. */
export interface SheetWords {
  readonly language: string;
  readonly prescription: string;
  readonly opticalPrescription: string;
  readonly number: string;
  readonly writtenOn: string;
  readonly validUntil: string;
  readonly patient: string;
  readonly birthDate: string;
  readonly prescriber: string;
  readonly diagnosis: string;
  readonly note: string;
  readonly noSubstitution: string;
  packs(count: number): string;
  refills(count: number): string;
  /** Of what is signed no more, or for a while. */
  notToBeUsed(status: string): string;
  signedBy(name: string, day: string): string;
}

const english: SheetWords = {
  language: 'en',
  prescription: 'Prescription',
  opticalPrescription: 'Optical prescription',
  number: 'Number',
  writtenOn: 'Date',
  validUntil: 'Valid until',
  patient: 'Patient',
  birthDate: 'Born',
  prescriber: 'Prescriber',
  diagnosis: 'Diagnosis',
  note: 'Note',
  noSubstitution: 'do not substitute',
  packs: (count) => (count === 1 ? '1 pack' : `${count} packs`),
  refills: (count) => (count === 0 ? 'no refills' : count === 1 ? '1 refill' : `${count} refills`),
  notToBeUsed: (status) => `${status}: do not use this prescription.`,
  signedBy: (name, day) => `Signed by ${name} on ${day}`,
};

const mongolian: SheetWords = {
  language: 'mn',
  prescription: 'Жор',
  opticalPrescription: 'Нүдний шилний жор',
  number: 'Дугаар',
  writtenOn: 'Огноо',
  validUntil: 'Хүчинтэй хугацаа',
  patient: 'Өвчтөн',
  birthDate: 'Төрсөн огноо',
  prescriber: 'Эмч',
  diagnosis: 'Онош',
  note: 'Тэмдэглэл',
  noSubstitution: 'солихгүй',
  packs: (count) => `${count} хайрцаг`,
  refills: (count) => (count === 0 ? 'давтан олгохгүй' : `${count} удаа давтан олгоно`),
  notToBeUsed: (status) => `${status}: энэ жорыг ашиглахгүй.`,
  signedBy: (name, day) => `Гарын үсэг зурсан: ${name}, ${day}`,
};

/** For a locale such as `mn-MN`; English for languages that are not here. */
export function sheetWords(locale: string): SheetWords {
  return locale.toLowerCase().split('-')[0] === mongolian.language ? mongolian : english;
}
