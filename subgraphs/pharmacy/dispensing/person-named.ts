import type { Staff } from '../references/staff.js';
import { staffReference } from '../references/staff.js';

/** Jobs and programs act under names of their own. */
export function personNamed(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}
