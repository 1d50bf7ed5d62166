import { opticalDocument } from './optical-document.js';
import type { LensFacts } from './optical-lens.js';
import { OpticalPrescription } from './optical-prescription.js';
import { Eye, LensKind, OpticalPrescriptionStatus, PrismBase } from './optical-terms.js';

const people = { branch: 'Steppe Optics', patient: 'Bat-Erdene Ganbold', birthDate: null, prescriber: 'Dr Oyuun' };
const lens: LensFacts = {
  kind: LensKind.SPECTACLE_LENS,
  eye: Eye.RIGHT,
  sphere: 125,
  power: null,
  cylinder: -50,
  axis: 5,
  addition: 225,
  prism_vertical: null,
  prism_vertical_base: null,
  prism_horizontal: null,
  prism_horizontal_base: null,
  pupillary_distance: null,
  back_distance: null,
  base_curve: null,
  diameter: null,
  note: null,
};
const contact: LensFacts = {
  ...lens,
  kind: LensKind.CONTACT_LENS,
  sphere: null,
  power: -1075,
  addition: null,
  base_curve: 865,
  diameter: 1420,
};

function signed(more: Partial<OpticalPrescription> = {}): OpticalPrescription {
  return Object.assign(new OpticalPrescription(), {
    number: 'UB1-OP-000001',
    scanCode: 'CGVX:0',
    status: OpticalPrescriptionStatus.ACTIVE,
    writtenOn: '2026-03-01',
    validUntil: '2027-03-01',
    pupillaryHundredths: null,
    note: null,
    updatedAt: new Date('2026-03-01T08:30:00Z'),
    ...more,
  });
}

const tables = (lenses: readonly LensFacts[], more: Partial<OpticalPrescription> = {}) =>
  opticalDocument(signed(more), lenses, people, 'en').blocks.flatMap((block) =>
    'table' in block ? [[block.table.columns.map(({ title }) => title), ...block.table.rows]] : [],
  );

it('glasses are a table with a row for each eye, and every power with its sign', () => {
  const left: LensFacts = {
    ...lens,
    eye: Eye.LEFT,
    sphere: 0,
    cylinder: null,
    axis: null,
    addition: null,
    prism_vertical: 25,
    prism_vertical_base: PrismBase.UP,
    prism_horizontal: 150,
    prism_horizontal_base: PrismBase.IN,
    note: 'Balance',
  };
  expect(opticalDocument(signed({ pupillaryHundredths: 6250, note: 'For driving' }), [lens, left], people, 'en')).toEqual({
    title: 'Optical prescription UB1-OP-000001',
    language: 'en',
    size: 'A5',
    createdAt: new Date('2026-03-01T08:30:00Z'),
    blocks: [
      { text: 'Steppe Optics', isBold: true },
      { heading: 'Optical prescription' },
      {
        rows: [
          ['Number', 'UB1-OP-000001'],
          ['Date', '2026-03-01'],
          ['Valid until', '2027-03-01'],
          ['Patient', 'Bat-Erdene Ganbold'],
          ['Prescriber', 'Dr Oyuun'],
        ],
      },
      { rule: true },
      {
        table: {
          columns: ['', 'Sph', 'Cyl', 'Axis', 'Add', 'Prism', 'Base'].map((title) => ({ title })),
          rows: [
            ['R', '+1.25', '−0.50', '5°', '+2.25', '', ''],
            ['L', 'Plano', '', '', '', '0.25 / 1.50', 'Up / In'],
          ],
        },
      },
      { rows: [['PD', '62.5 mm']] },
      { rows: [['Note', 'L: Balance']] },
      { rows: [['Note', 'For driving']] },
      { rule: true },
      { text: 'Signed by Dr Oyuun on 2026-03-01' },
      { code: { kind: 'QR', text: 'CGVX:0', caption: 'UB1-OP-000001' } },
    ],
  });
});

it('has columns for what was measured of each eye', () => {
  const measured = { ...lens, pupillary_distance: 3150, back_distance: 1200 };
  expect(tables([measured, { ...lens, eye: Eye.LEFT, pupillary_distance: 3100 }])).toEqual([
    [
      ['', 'Sph', 'Cyl', 'Axis', 'Add', 'Prism', 'Base', 'PD', 'BVD'],
      ['R', '+1.25', '−0.50', '5°', '+2.25', '', '', '31.5', '12.0'],
      ['L', '+1.25', '−0.50', '5°', '+2.25', '', '', '31.0', ''],
    ],
  ]);
});

it('contact lenses have a table of their own', () => {
  expect(tables([lens, contact])[1]).toEqual([
    ['', 'Power', 'Cyl', 'Axis', 'Add', 'BC', 'Dia'],
    ['R', '−10.75', '−0.50', '5°', '', '8.65', '14.2'],
  ]);
});

it('what was cancelled says so', () => {
  const { blocks } = opticalDocument(signed({ status: OpticalPrescriptionStatus.CANCELLED }), [lens], people, 'en');
  expect(blocks).toContainEqual({ text: 'CANCELLED: do not use this prescription.', isBold: true });
});
