import { defineFeed } from '#kernel/live/feed.js';
import { prescriptionDispensed, prescriptionSigned, prescriptionUpdated, stockChanged, type PrescriptionFacts } from './events.js';

/** By the branch. */
export const stockChanges = defineFeed('stock', [stockChanged], ({ branch }) => (branch === null ? [] : [branch]));

/** By the branch where it waits: the one that is to dispense it, or else the one that wrote it. */
export const prescriptionChanges = defineFeed(
  'prescriptions',
  [prescriptionSigned, prescriptionUpdated, prescriptionDispensed],
  ({ branch, data }) => {
    const waitsAt = (data as Partial<PrescriptionFacts>).dispensingBranchId ?? branch;
    return waitsAt === null ? [] : [waitsAt];
  },
);
