import { registerEnumType } from 'type-graphql';

/** The pharmacy's, declared again as it is there: composition refuses the graph when the two differ. */
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
