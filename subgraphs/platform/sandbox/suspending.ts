import { defineErrand } from '#kernel/jobs/job.js';
import type { PlatformContext } from '../services.js';
import { administerTenant } from '../tenants/tenant-changes.js';
import { TenantStatus } from '../tenants/tenant.js';

/** Nothing of a former sandbox is deleted. */
export const suspendFormerSandbox = defineErrand<{ readonly tenantId: string }>('suspend-former-sandbox', async (context, { tenantId }) => {
  const { userErrors } = await administerTenant(context as PlatformContext, { tenantId, status: TenantStatus.SUSPENDED });
  if (userErrors.length > 0)
    throw new Error(`The former sandbox ${tenantId} is not suspended: ${userErrors.map(({ message }) => message).join(' ')}`);
});
