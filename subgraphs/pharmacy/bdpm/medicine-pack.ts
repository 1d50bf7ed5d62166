import type { IngredientRole, ProductStatus } from '../products/product-terms.js';
import type { Remark } from './reading-table.js';

/** The French public medicines base, as the system that gives substances their codes. */
export const bdpmCodeSystem = 'https://base-donnees-publique.medicaments.gouv.fr/substance';

/** What the import keys of its packs begin with. */
export const bdpmPrefix = 'bdpm:';

export interface PackIngredient {
  readonly substanceCode: string;
  readonly role: IngredientRole;
  readonly strength: string | null;
  readonly strengthValue: string | null;
  readonly strengthUnit: string | null;
  readonly referenceAmount: string | null;
}

/** A pack as the base has it, in the words of a product. */
export interface MedicinePack {
  readonly line: number;
  /** By CIP7, which is the base's own key and stands within the CIP13. */
  readonly importKey: string;
  readonly status: ProductStatus;
  readonly name: string;
  readonly gtin: string | null;
  readonly nationalCodeSystem: 'CIP13' | 'CIP7';
  readonly nationalCode: string;
  readonly pack: string | null;
  /** In cents of euro. */
  readonly referencePriceMinor: bigint | null;
  readonly genericName: string | null;
  readonly doseForm: string | null;
  readonly routes: readonly string[];
  readonly prescriptionRequired: boolean;
  readonly controlledSchedule: string | null;
  readonly substitutionGroup: string | null;
  /** Each active substance, followed by the parts of it that act. */
  readonly ingredients: readonly PackIngredient[];
}

export interface MedicineBase {
  readonly packs: readonly MedicinePack[];
  /** The name of each substance, by its code. */
  readonly substances: ReadonlyMap<string, string>;
  /** How many medicines have no pack, and so become no product. */
  readonly withoutPack: number;
  /** Lines that were left out, and why. */
  readonly leftOut: readonly Remark[];
  /** Lines that were taken over, but not as they stand. */
  readonly remarks: readonly Remark[];
}
