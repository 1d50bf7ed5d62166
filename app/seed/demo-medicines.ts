import { checkDigitOf } from '#kernel/gs1/check-digit.js';

/** A medicine of the demo, with what it costs to buy and to sell. */
export interface DemoMedicine {
  readonly key: string;
  readonly name: string;
  readonly pack: string;
  readonly substance: string;
  /** Those of one group can be given for one another. */
  readonly substitutionGroup?: string;
  /** Of one tablet, capsule or puff, or of a millilitre. */
  readonly strength: { readonly value: number; readonly unit: string; readonly of: string };
  readonly form: string;
  readonly route: string;
  readonly atcCode: string;
  readonly rxNormCode: string;
  readonly prescriptionRequired: boolean;
  readonly controlledSchedule?: string;
  readonly storage?: { readonly min: number; readonly max: number; readonly note: string };
  readonly usDollarCents: { readonly cost: number; readonly price: number };
  readonly packs: number;
}

const [free, onPrescription] = [{ prescriptionRequired: false }, { prescriptionRequired: true }];
const tablets = { form: 'tablet', route: 'oral', pack: '30 tablets' };
const capsules = { form: 'capsule', route: 'oral', pack: '20 capsules' };
const mg = (value: number, of: string = 'one tablet') => ({ value, unit: 'mg', of });

/** Medicines that every pharmacy has, each with the ATC code of its use and the RxNorm code of its ingredient. */
export const demoMedicines: readonly DemoMedicine[] = [
  {
    key: 'paracetamol',
    name: 'Paracetamol 500 mg tablets',
    substance: 'Paracetamol',
    substitutionGroup: 'Paracetamol 500 mg, oral',
    strength: mg(500),
    ...tablets,
    ...free,
    atcCode: 'N02BE01',
    rxNormCode: '161',
    usDollarCents: { cost: 60, price: 120 },
    packs: 180,
  },
  {
    key: 'effervescent',
    name: 'Paracetamol 500 mg effervescent tablets',
    substance: 'Paracetamol',
    substitutionGroup: 'Paracetamol 500 mg, oral',
    strength: mg(500),
    ...tablets,
    form: 'effervescent tablet',
    ...free,
    atcCode: 'N02BE01',
    rxNormCode: '161',
    usDollarCents: { cost: 95, price: 180 },
    packs: 50,
  },
  {
    key: 'ibuprofen',
    name: 'Ibuprofen 400 mg tablets',
    substance: 'Ibuprofen',
    strength: mg(400),
    ...tablets,
    ...free,
    atcCode: 'M01AE01',
    rxNormCode: '5640',
    usDollarCents: { cost: 110, price: 210 },
    packs: 120,
  },
  {
    key: 'aspirin',
    name: 'Aspirin 100 mg tablets',
    substance: 'Acetylsalicylic acid',
    strength: mg(100),
    ...tablets,
    ...free,
    atcCode: 'B01AC06',
    rxNormCode: '1191',
    usDollarCents: { cost: 70, price: 150 },
    packs: 90,
  },
  {
    key: 'cetirizine',
    name: 'Cetirizine 10 mg tablets',
    substance: 'Cetirizine',
    strength: mg(10),
    ...tablets,
    ...free,
    atcCode: 'R06AE07',
    rxNormCode: '20610',
    usDollarCents: { cost: 130, price: 260 },
    packs: 60,
  },
  {
    key: 'omeprazole',
    name: 'Omeprazole 20 mg capsules',
    substance: 'Omeprazole',
    strength: mg(20, 'one capsule'),
    ...capsules,
    ...free,
    atcCode: 'A02BC01',
    rxNormCode: '7646',
    usDollarCents: { cost: 180, price: 340 },
    packs: 80,
  },
  {
    key: 'amoxicillin',
    name: 'Amoxicillin 500 mg capsules',
    substance: 'Amoxicillin',
    strength: mg(500, 'one capsule'),
    ...capsules,
    ...onPrescription,
    atcCode: 'J01CA04',
    rxNormCode: '723',
    usDollarCents: { cost: 210, price: 390 },
    packs: 70,
  },
  {
    key: 'azithromycin',
    name: 'Azithromycin 250 mg tablets',
    substance: 'Azithromycin',
    strength: mg(250),
    ...tablets,
    ...onPrescription,
    pack: '6 tablets',
    atcCode: 'J01FA10',
    rxNormCode: '18631',
    usDollarCents: { cost: 320, price: 580 },
    packs: 40,
  },
  {
    key: 'metformin',
    name: 'Metformin 500 mg tablets',
    substance: 'Metformin hydrochloride',
    strength: mg(500),
    ...tablets,
    ...onPrescription,
    atcCode: 'A10BA02',
    rxNormCode: '6809',
    usDollarCents: { cost: 140, price: 270 },
    packs: 30,
  },
  {
    key: 'amlodipine',
    name: 'Amlodipine 5 mg tablets',
    substance: 'Amlodipine',
    strength: mg(5),
    ...tablets,
    ...onPrescription,
    atcCode: 'C08CA01',
    rxNormCode: '17767',
    usDollarCents: { cost: 150, price: 290 },
    packs: 100,
  },
  {
    key: 'atorvastatin',
    name: 'Atorvastatin 20 mg tablets',
    substance: 'Atorvastatin',
    strength: mg(20),
    ...tablets,
    ...onPrescription,
    atcCode: 'C10AA05',
    rxNormCode: '83367',
    usDollarCents: { cost: 240, price: 450 },
    packs: 75,
  },
  {
    key: 'warfarin',
    name: 'Warfarin 5 mg tablets',
    substance: 'Warfarin',
    strength: mg(5),
    ...tablets,
    ...onPrescription,
    atcCode: 'B01AA03',
    rxNormCode: '11289',
    usDollarCents: { cost: 190, price: 360 },
    packs: 35,
  },
  {
    key: 'salbutamol',
    name: 'Salbutamol 100 micrograms inhaler',
    substance: 'Salbutamol',
    form: 'inhaler',
    route: 'inhalation',
    strength: { value: 100, unit: 'ug', of: 'one puff' },
    pack: '200 puffs',
    ...onPrescription,
    atcCode: 'R03AC02',
    rxNormCode: '435',
    usDollarCents: { cost: 280, price: 520 },
    packs: 45,
  },
  {
    key: 'insulin',
    name: 'Insulin glargine 100 units/mL pens',
    substance: 'Insulin glargine',
    form: 'solution for injection',
    route: 'subcutaneous',
    strength: { value: 100, unit: '[iU]', of: '1 mL' },
    pack: '5 pens of 3 mL',
    ...onPrescription,
    storage: { min: 2, max: 8, note: 'Do not freeze. After the first use up to 4 weeks below 30 degrees.' },
    atcCode: 'A10AE04',
    rxNormCode: '274783',
    usDollarCents: { cost: 2600, price: 3900 },
    packs: 24,
  },
  {
    key: 'morphine',
    name: 'Morphine sulfate 10 mg tablets',
    substance: 'Morphine sulfate',
    strength: mg(10),
    ...tablets,
    ...onPrescription,
    controlledSchedule: 'II',
    storage: { min: 15, max: 25, note: 'In the vault.' },
    atcCode: 'N02AA01',
    rxNormCode: '7052',
    usDollarCents: { cost: 700, price: 1100 },
    packs: 20,
  },
  {
    key: 'diazepam',
    name: 'Diazepam 5 mg tablets',
    substance: 'Diazepam',
    strength: mg(5),
    ...tablets,
    ...onPrescription,
    controlledSchedule: 'IV',
    atcCode: 'N05BA01',
    rxNormCode: '3322',
    usDollarCents: { cost: 160, price: 310 },
    packs: 25,
  },
];

/** A number of the range that GS1 keeps for demonstrations (952), with its check digit. */
export function demoGtin(position: number): string {
  const digits = `952123400${String(position).padStart(3, '0')}`;
  return `${digits}${checkDigitOf(digits)}`;
}

/** What a US dollar is worth about, in the currencies of the demo: prices are in whole units of them. */
const unitsOfDollar: Readonly<Record<string, number>> = { MNT: 3500, THB: 33, ZMW: 26, PKR: 280 };

/** Every currency of the demo has two digits behind the point. */
export function demoMoney(usDollarCents: number, currency: string): { amountMinor: string; currency: string } {
  const units = Math.max(1, Math.round((usDollarCents * (unitsOfDollar[currency] ?? 1)) / 100));
  return { amountMinor: `${units}00`, currency };
}
