import { Context } from '#kernel/subgraph/context.js';
import type { TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { openPharmacy } from '../testing/dispensary.js';
import { Surgery } from '../testing/surgery.js';
import { readPrescriptionDocument } from './prescription-document.js';

let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

function named(): Surgery {
  const surgery = new Surgery(subgraph, neighbours);
  neighbours.of('Patient').set(surgery.patientId, { deletedAt: null, name: 'Bat-Erdene Ganbold', birthDate: '1984-02-29' });
  neighbours.of('Staff').set(surgery.doctorId, { displayName: 'Dr Oyuun' });
  return surgery;
}

const print = (surgery: Surgery, id: string, locale = 'en') =>
  readPrescriptionDocument(new Context({ ...surgery.doctor, locale }, subgraph.resources), id);

it('a printed prescription says who is to take what, and bears the code by which it is found', async () => {
  const surgery = named();
  const [amoxicillin, morphine] = [await surgery.medicine('Amoxicillin 500 mg, capsule'), await surgery.medicine('Morphine 10 mg')];
  const items = [
    {
      productId: amoxicillin,
      dose: { value: 2, unit: 'capsule' },
      frequency: 3,
      periodUnit: 'DAY',
      durationDays: 7,
      instructions: 'With food.',
      quantity: 2,
      refills: 1,
    },
    { productId: morphine, quantity: 1, substitutionAllowed: false },
  ];
  const { id, number, scanCode, writtenOn, validUntil } = await surgery.signed({
    items,
    diagnosis: { display: 'Pharyngitis' },
    note: 'Weighs 54 kg',
  });
  const sheet = await print(surgery, id);
  expect(sheet).toEqual({
    title: `Prescription ${number}`,
    language: 'en',
    size: 'A5',
    createdAt: expect.any(Date) as Date,
    blocks: [
      { text: 'Steppe Pharmacy', isBold: true },
      { heading: 'Prescription' },
      {
        rows: [
          ['Number', number],
          ['Date', writtenOn],
          ['Valid until', validUntil],
          ['Patient', 'Bat-Erdene Ganbold'],
          ['Born', '1984-02-29'],
          ['Prescriber', 'Dr Oyuun'],
          ['Diagnosis', 'Pharyngitis'],
        ],
      },
      { rule: true },
      { text: '1. Amoxicillin 500 mg, capsule', isBold: true },
      { text: '2 capsules 3 times a day for 7 days, with food' },
      { text: '2 packs, 1 refill' },
      { space: 1 },
      { text: '2. Morphine 10 mg', isBold: true },
      { text: '1 pack, no refills, do not substitute' },
      { space: 1 },
      { rows: [['Note', 'Weighs 54 kg']] },
      { rule: true },
      { text: `Signed by Dr Oyuun on ${writtenOn}` },
      { code: { kind: 'QR', text: scanCode, caption: number } },
    ],
  });
  expect(await print(surgery, id)).toEqual(sheet);
});

it('is printed in the language of who prints it', async () => {
  const surgery = named();
  const { id, number } = await surgery.signed();
  const sheet = await print(surgery, id, 'mn-MN');
  expect(sheet).toMatchObject({ title: `Жор ${number}`, language: 'mn' });
  expect(JSON.stringify(sheet)).toContain('1 хайрцаг, давтан олгохгүй');
});

it('says what is not to be dispensed any more', async () => {
  const surgery = named();
  const signed = await surgery.signed();
  await surgery.act('stopPrescription', signed);
  const sheet = await print(surgery, signed.id);
  expect(sheet?.blocks).toContainEqual({ text: 'STOPPED: do not use this prescription.', isBold: true });
});

it('is not printed before it is signed, and not for another tenant', async () => {
  const surgery = named();
  const { id } = await surgery.draft();
  await expect(print(surgery, id)).rejects.toThrow('Nobody signed this prescription: sign it before it is printed.');
  const signed = await surgery.signed();
  expect(await print(new Surgery(subgraph, neighbours), signed.id)).toBeNull();
});
