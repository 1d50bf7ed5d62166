import { registerEnumType } from 'type-graphql';

export enum ProductKind {
  MEDICINE = 'MEDICINE',
  OPTICAL = 'OPTICAL',
  DEVICE = 'DEVICE',
  CONSUMABLE = 'CONSUMABLE',
  REAGENT = 'REAGENT',
  EQUIPMENT = 'EQUIPMENT',
  SERVICE = 'SERVICE',
  OTHER = 'OTHER',
}

registerEnumType(ProductKind, {
  name: 'ProductKind',
  description: 'What a product is.',
  valuesConfig: {
    MEDICINE: { description: 'A medicine; has `medication`.' },
    OPTICAL: { description: 'Lenses, frames and what belongs to them.' },
    DEVICE: { description: 'A medical device.' },
    CONSUMABLE: { description: 'Used up in care: dressings, syringes, test strips.' },
    REAGENT: { description: 'Used up by a laboratory in examinations: reagents, calibrators, controls.' },
    EQUIPMENT: { description: 'Kept and used for years: an analyser, a centrifuge, an autoclave, furniture.' },
    SERVICE: { description: 'Work that is done, such as a calibration: it has no lots and no stock.' },
    OTHER: { description: 'Anything else that is sold.' },
  },
});

export enum ProductStatus {
  ACTIVE = 'ACTIVE',
  INACTIVE = 'INACTIVE',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(ProductStatus, {
  name: 'ProductStatus',
  description: 'Whether a product is in use (FHIR R4 Medication.status).',
  valuesConfig: {
    ACTIVE: { description: 'It can be ordered, prescribed and sold.' },
    INACTIVE: { description: 'What is left of it can be sold; it is neither ordered nor prescribed any more.' },
    ENTERED_IN_ERROR: { description: 'It was a mistake, and is used for nothing.' },
  },
});

export enum IngredientRole {
  ACTIVE = 'ACTIVE',
  MOIETY = 'MOIETY',
}

registerEnumType(IngredientRole, {
  name: 'IngredientRole',
  description: 'In what sense a medicine has an ingredient.',
  valuesConfig: {
    ACTIVE: { description: 'What it contains: metformin hydrochloride.' },
    MOIETY: { description: 'The part of an active ingredient that acts: metformin.' },
  },
});
