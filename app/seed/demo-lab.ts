/** An examination of the demo, and what has to be collected for it. */
export interface DemoTest {
  readonly key: string;
  readonly name: string;
  readonly usDollarCents: number;
  readonly requirement: object;
}

const snomed = 'http://snomed.info/sct';
/** Haematology: two examinations that share a tube. */
const lavender = {
  specimenType: { system: snomed, code: '119297000', display: 'Blood specimen' },
  containerType: 'Vacuum tube 4 mL, lavender cap',
  additive: 'K2EDTA',
  volumeMl: 3,
  minCelsius: 2,
  maxCelsius: 8,
  stabilityMinutes: 24 * 60,
  testsPerContainer: 3,
};

export const demoTests: readonly DemoTest[] = [
  { key: 'bloodCount', name: 'Complete blood count', usDollarCents: 600, requirement: lavender },
  { key: 'hba1c', name: 'Haemoglobin A1c', usDollarCents: 900, requirement: lavender },
  {
    key: 'liver',
    name: 'Liver panel',
    usDollarCents: 1400,
    requirement: {
      specimenType: { system: snomed, code: '119364003', display: 'Serum specimen' },
      containerType: 'Vacuum tube 5 mL, yellow cap',
      additive: 'Clot activator and gel',
      volumeMl: 5,
      minCelsius: 2,
      maxCelsius: 8,
      stabilityMinutes: 48 * 60,
      testsPerContainer: 6,
      instructions: 'Fasting for 8 hours',
    },
  },
  {
    key: 'urine',
    name: 'Urinalysis',
    usDollarCents: 400,
    requirement: {
      specimenType: { system: snomed, code: '122575003', display: 'Urine specimen' },
      containerType: 'Sterile cup 100 mL',
      volumeMl: 20,
      stabilityMinutes: 120,
    },
  },
];

export const demoReagents = [
  {
    key: 'diluent',
    name: 'Haematology diluent',
    pack: '20 L',
    usDollarCents: 4200,
    values: [
      { code: 'storage', temperatures: { minCelsius: 2, maxCelsius: 30 } },
      { code: 'stable_when_open', number: 60 },
    ],
  },
  {
    key: 'alt',
    name: 'ALT reagent',
    pack: '4 x 50 mL',
    usDollarCents: 7800,
    values: [
      { code: 'storage', temperatures: { minCelsius: 2, maxCelsius: 8 } },
      { code: 'stable_when_open', number: 4, unit: 'wk' },
      { code: 'tests_per_pack', number: 400 },
      { code: 'hazard', text: 'Irritant' },
    ],
  },
] as const;

/** What a laboratory asks of every reagent. */
export const reagentAttributes = [
  { code: 'storage', name: 'Storage', type: 'TEMPERATURE_RANGE', required: true, searchable: true },
  { code: 'stable_when_open', name: 'Stable once it is open', type: 'NUMBER', unit: 'd', minimum: 0, searchable: true },
  { code: 'tests_per_pack', name: 'Examinations of a pack', type: 'NUMBER', minimum: 1 },
  {
    code: 'hazard',
    name: 'Hazard',
    type: 'ENUM',
    values: ['None', 'Irritant', 'Corrosive', 'Toxic'],
    default: { text: 'None' },
    searchable: true,
  },
  { code: 'for_diagnosis', name: 'Registered for in-vitro diagnosis', type: 'BOOLEAN', default: { boolean: true } },
] as const;

/** The example of the rules: what is urgent is fetched at once, and those concerned hear of it. */
export const urgentSamples = {
  name: 'urgent samples',
  when: { order_type: 'lab_sample', priority: 'urgent' },
  then: { assign_dispatch: 'immediate', notify: ['lab_manager', 'courier_team'], start_sla: 'urgent_sample' },
};
