/** What it takes to see instruments, loads and uses. */
export const sterilizationPermission = 'sterilization:read';

/** What it takes to keep instruments, sets, sterilizers and packagings. */
export const managePermission = 'sterilization:manage';

/** What it takes to clean instruments and run loads. */
export const runPermission = 'sterilization:run';

/** What it takes to vouch for a load, or to call it back. */
export const releasePermission = 'sterilization:release';

/** What it takes to use what is sterile. */
export const usePermission = 'sterilization:use';
