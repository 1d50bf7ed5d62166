import { defineFeed, everywhere } from '#kernel/live/feed.js';
import { encounterUpdated, patientRegistered } from './events.js';

/** By the branch that registered the patient, and for the tenant as a whole. */
export const registrations = defineFeed('registrations', [patientRegistered], ({ branch }) => (branch === null ? [everywhere] : [branch, everywhere]));

/** By the branch of the encounter. */
export const encounterChanges = defineFeed('encounters', [encounterUpdated], ({ branch }) => (branch === null ? [] : [branch]));
