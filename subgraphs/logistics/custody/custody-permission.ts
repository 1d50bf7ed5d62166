/** What it takes to give, to take and to have keys of one's own. */
export const handoverPermission = 'custody:handover';

/** What it takes to see handovers and chains. */
export const custodyPermission = 'custody:read';
