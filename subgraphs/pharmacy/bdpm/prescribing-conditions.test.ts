import { dispensabilityOf } from './prescribing-conditions.js';

it.each([
  [[], false, null],
  [['liste I'], true, null],
  [['liste II'], true, null],
  [['LISTE  I'], true, null],
  [['stupéfiants', 'délivrance fractionnée de 7 jours'], true, 'Stupéfiants'],
  [['liste I', 'Stupéfiant'], true, 'Stupéfiants'],
  [['liste I', 'assimilé stupéfiant'], true, 'assimilé stupéfiant'],
  [['liste I et prescription sur ordonnance sécurisée'], true, null],
  [['selon la présentation, liste I ou hors liste'], true, null],
  [['prescription réservée aux spécialistes et services NEUROLOGIE'], true, null],
  [["réservé à l'usage professionnel DENTAIRE"], false, null],
  [['non soumis à prescription médicale'], false, null],
] as const)('of %p: prescription %p, schedule %p', (conditions, prescriptionRequired, controlledSchedule) => {
  expect(dispensabilityOf(conditions)).toEqual({ prescriptionRequired, controlledSchedule });
});
