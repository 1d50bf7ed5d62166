/** The two tenants of the demo: places with four time zones, two of them without whole hours in the past, and names of four languages. */
export interface DemoTenant {
  readonly name: string;
  readonly subdomain: string;
  readonly seed: number;
  readonly branches: readonly DemoBranch[];
  /** A courier's way from the first branch. */
  readonly laboratory: DemoPlace;
}

export interface DemoPlace {
  readonly code: string;
  readonly name: string;
  readonly type: string;
  readonly timeZone: string;
  readonly currency: string;
  readonly city: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly phone: string;
}

/** A branch with the names that its patients have. */
export interface DemoBranch extends DemoPlace {
  readonly families: readonly [string, ...string[]];
  readonly given: { readonly FEMALE: readonly [string, ...string[]]; readonly MALE: readonly [string, ...string[]] };
}

export const demoPassword = 'caregraph-demo';
export const patientsPerTenant = 150;

export const demoTenants: readonly DemoTenant[] = [
  {
    name: 'Steppe Health',
    subdomain: 'steppe',
    seed: 976,
    laboratory: {
      code: 'UBL1',
      name: 'Ulaanbaatar Laboratory',
      type: 'LAB',
      timeZone: 'Asia/Ulaanbaatar',
      currency: 'MNT',
      city: 'Ulaanbaatar',
      country: 'MN',
      latitude: 47.9213,
      longitude: 106.9452,
      phone: '+97677001133',
    },
    branches: [
      {
        code: 'UB1',
        name: 'Ulaanbaatar Clinic',
        type: 'CLINIC',
        timeZone: 'Asia/Ulaanbaatar',
        currency: 'MNT',
        city: 'Ulaanbaatar',
        country: 'MN',
        latitude: 47.9184,
        longitude: 106.9177,
        phone: '+97677001122',
        families: [
          'Bat-Erdene',
          'Ganbold',
          'Dorjpalam',
          'Tömörbaatar',
          'Sükhbaatar',
          'Feeney',
          'Batbayar',
          'Enkhtuya',
          'Purevdorj',
          'Lkhagva',
        ],
        given: {
          FEMALE: ['Oyuun', 'Sarangerel', 'Nomin', 'Altantsetseg', 'Bolormaa', 'Enkhjargal'],
          MALE: ['Temüjin', 'Bold', 'Ganzorig', 'Batu', 'Chuluun', 'Munkhbat'],
        },
      },
      {
        code: 'BKK1',
        name: 'Bangkok Hospital',
        type: 'HOSPITAL',
        timeZone: 'Asia/Bangkok',
        currency: 'THB',
        city: 'Bangkok',
        country: 'TH',
        latitude: 13.7563,
        longitude: 100.5018,
        phone: '+6621234567',
        families: ['Chaiyasit', 'Suwan', 'Wongsakul', 'Phongphan', 'Srisai', 'Feesrisuk', 'Thongchai', 'Rattana'],
        given: { FEMALE: ['Ploy', 'Malee', 'Siriporn', 'Kanya', 'Nok'], MALE: ['Somchai', 'Anan', 'Niran', 'Prasert', 'Kiet'] },
      },
    ],
  },
  {
    name: 'Copperbelt Care',
    subdomain: 'copperbelt',
    seed: 260,
    laboratory: {
      code: 'LSL1',
      name: 'Lusaka Laboratory',
      type: 'LAB',
      timeZone: 'Africa/Lusaka',
      currency: 'ZMW',
      city: 'Lusaka',
      country: 'ZM',
      latitude: -15.4009,
      longitude: 28.3074,
      phone: '+260211123499',
    },
    branches: [
      {
        code: 'LSK1',
        name: 'Lusaka Clinic',
        type: 'CLINIC',
        timeZone: 'Africa/Lusaka',
        currency: 'ZMW',
        city: 'Lusaka',
        country: 'ZM',
        latitude: -15.3875,
        longitude: 28.3228,
        phone: '+260211123456',
        families: ['Mwansa', 'Banda', 'Phiri', 'Zulu', 'Tembo', 'Mulenga', 'Chilufya', 'Feenza'],
        given: {
          FEMALE: ['Chanda', 'Mutinta', 'Natasha', 'Thandiwe', 'Bwalya'],
          MALE: ['Mutale', 'Kondwani', 'Joseph', 'Lubasi', 'Moses'],
        },
      },
      {
        code: 'KHI1',
        name: 'Karachi Pharmacy',
        type: 'PHARMACY',
        timeZone: 'Asia/Karachi',
        currency: 'PKR',
        city: 'Karachi',
        country: 'PK',
        latitude: 24.8607,
        longitude: 67.0011,
        phone: '+922135678901',
        families: ['Khan', 'Qureshi', 'Siddiqui', 'Malik', 'Feerozi', 'Baig', 'Chaudhry'],
        given: { FEMALE: ['Ayesha', 'Fatima', 'Zainab', 'Sana'], MALE: ['Ahmed', 'Bilal', 'Usman', 'Imran'] },
      },
    ],
  },
];

export const demoSubstances = ['Penicillin', 'Peanut', 'Latex', 'Aspirin', 'Shellfish', 'Pollen'] as const;

/** ICD-10 codes that a general practice sees daily. */
export const demoConditions = [
  { system: 'http://hl7.org/fhir/sid/icd-10', code: 'I10', display: 'Essential (primary) hypertension' },
  { system: 'http://hl7.org/fhir/sid/icd-10', code: 'E11', display: 'Type 2 diabetes mellitus' },
  { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J45', display: 'Asthma' },
  { system: 'http://hl7.org/fhir/sid/icd-10', code: 'M54.5', display: 'Low back pain' },
] as const;
