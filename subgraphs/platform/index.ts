import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { AdmissionResolver } from './admission/admission.resolver.js';
import { Branch, branchById, Department, departmentById } from './branches/branch.js';
import { BranchResolver, DepartmentResolver } from './branches/branch.resolver.js';
import { branchCreated, branchUpdated, sessionRevoked, staffCreated, staffUpdated, tenantCreated, tenantUpdated } from './events.js';
import { CustomRole } from './roles/role.js';
import { RoleResolver } from './roles/role.resolver.js';
import { Session } from './sessions/session.js';
import { SessionResolver } from './sessions/session.resolver.js';
import { Staff, staffById, StaffGrant } from './staff/staff.js';
import { StaffGrantResolver, StaffResolver } from './staff/staff.resolver.js';
import { Tenant, tenantById } from './tenants/tenant.js';
import { TenantResolver } from './tenants/tenant.resolver.js';

/** Who uses the platform: tenants, branches, people, roles and sessions; and, for the gateway, whom to let in. */
export const platform = defineSubgraph({
  name: 'platform',
  entities: [Tenant, Branch, Department, Staff, StaffGrant, CustomRole, Session],
  resolvers: [
    AdmissionResolver,
    TenantResolver,
    BranchResolver,
    DepartmentResolver,
    StaffResolver,
    StaffGrantResolver,
    RoleResolver,
    SessionResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Tenant', 'tenant', tenantById),
    reference('Branch', 'branch', branchById),
    reference('Department', 'department', departmentById),
    reference('Staff', 'staff', staffById),
  ],
  permissions: {
    'tenants:read': 'See all tenants of the platform.',
    'tenants:administer': 'Create, suspend and re-plan tenants.',
    'tenant:manage': "Change the tenant's name, settings and domains.",
    'branches:manage': 'Open, change and close branches and departments.',
    'staff:read': 'See the people of the tenant.',
    'staff:manage': 'Add people, change what they may do, and end their sessions.',
    'roles:read': 'See roles and what they allow.',
    'roles:manage': "Make and change the tenant's own roles.",
  },
  publishes: [tenantCreated, tenantUpdated, branchCreated, branchUpdated, staffCreated, staffUpdated, sessionRevoked],
});

export { PermissionCatalogue } from './roles/permission-catalogue.js';
export type { PlatformServices } from './services.js';
export { AccessTokens } from './sessions/access-tokens.js';
export { Sealer } from './sessions/sealing.js';
