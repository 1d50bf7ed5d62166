import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { MedicationRequest } from '../../prescriptions/medication-request.js';
import type { Prescription } from '../../prescriptions/prescription.js';
import type { Product } from '../../products/product.js';
import type { PatientRecord } from '../patient-record.js';

/** Packs of a lot that are to be given. */
export interface LotToGive {
  readonly lotId: string;
  readonly lotNumber: string;
  /** YYYY-MM-DD. */
  readonly expiresOn: string | null;
  readonly quantity: number;
}

/** What is to be handed over to whom, for the checks to look at. */
export interface HandOut {
  readonly branch: OpenBranch;
  readonly patient: PatientRecord;
  readonly prescription: Prescription;
  readonly request: MedicationRequest;
  readonly prescribed: Product;
  /** What is given; the prescribed one, or a substitute. */
  readonly product: Product;
  readonly quantity: number;
  /** As how many of the packs prescribed these count. */
  readonly counted: number;
  /** Packs that are due of the fill, less those that others prepare. */
  readonly due: number;
  readonly lots: readonly LotToGive[];
  readonly now: Date;
}
