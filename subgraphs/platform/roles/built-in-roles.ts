/** A role that every tenant has. Permissions name what other subgraphs ask for; the catalogue of all of them is checked in tests. */
export interface BuiltInRole {
  readonly code: string;
  readonly name: string;
  readonly description: string;
  /** `every` is all that a tenant can hold. */
  readonly permissions: 'every' | readonly string[];
}

const day = ['schedules:read', 'appointments:read', 'queue:read'];
const desk = [...day, 'appointments:book', 'waitlist:manage', 'queue:serve'];
const reception = [...desk, 'patients:read', 'patients:register', 'patients:update', 'coverages:read', 'coverages:manage', 'encounters:read', 'encounters:record'];
const care = [
  ...reception,
  'allergies:read',
  'allergies:record',
  'conditions:read',
  'conditions:record',
];
const money = ['appointments:read', 'schedules:read', 'patients:read', 'coverages:read', 'coverages:manage', 'encounters:read'];
const dispensing = ['patients:read', 'allergies:read', 'conditions:read', 'coverages:read'];

/** Roles of the platform's own people; only the platform's own tenant has them. */
export const platformRoles: readonly BuiltInRole[] = [
  {
    code: 'PLATFORM_SUPER_ADMIN',
    name: 'Platform super admin',
    description: 'Creates, suspends and re-plans tenants. Sees no patient.',
    permissions: ['tenants:read', 'tenants:administer', 'staff:read', 'staff:manage', 'roles:read'],
  },
  {
    code: 'SUPPORT',
    name: 'Platform support',
    description: 'Sees which tenants there are. Sees no patient.',
    permissions: ['tenants:read', 'staff:read', 'roles:read'],
  },
];

/** Roles of a tenant's people. */
export const tenantRoles: readonly BuiltInRole[] = [
  { code: 'OWNER', name: 'Owner', description: 'Everything, and the last word.', permissions: 'every' },
  { code: 'ADMIN', name: 'Administrator', description: 'Everything.', permissions: 'every' },
  {
    code: 'MANAGER',
    name: 'Manager',
    description: 'Runs a branch: its people, its registry and its figures.',
    permissions: [...reception, 'schedules:manage', 'reports:read', 'patients:delete', 'staff:read', 'staff:manage', 'branches:manage', 'roles:read'],
  },
  { code: 'DOCTOR', name: 'Doctor', description: 'Cares for patients.', permissions: [...care, 'staff:read'] },
  { code: 'NURSE', name: 'Nurse', description: 'Cares for patients.', permissions: [...care, 'staff:read'] },
  { code: 'RECEPTIONIST', name: 'Receptionist', description: 'Registers patients and receives them.', permissions: [...reception, 'staff:read'] },
  { code: 'BILLING', name: 'Billing clerk', description: 'Bills patients and insurers.', permissions: money },
  { code: 'ACCOUNTANT', name: 'Accountant', description: 'Keeps the books.', permissions: ['coverages:read', 'reports:read', 'staff:read'] },
  { code: 'PHARMACIST', name: 'Pharmacist', description: 'Dispenses medicines and answers for it.', permissions: [...dispensing, 'allergies:record'] },
  { code: 'CASHIER', name: 'Cashier', description: 'Works the till.', permissions: ['patients:read', 'coverages:read'] },
  { code: 'PROCUREMENT_MANAGER', name: 'Procurement manager', description: 'Buys.', permissions: ['staff:read'] },
  { code: 'LAB_TECHNICIAN', name: 'Lab technician', description: 'Takes and examines samples.', permissions: [...day, 'queue:serve', 'patients:read', 'encounters:read', 'allergies:read'] },
  { code: 'STERILIZATION_TECHNICIAN', name: 'Sterilization technician', description: 'Sterilizes instruments.', permissions: ['staff:read'] },
  { code: 'DISPATCHER', name: 'Dispatcher', description: 'Sends couriers.', permissions: ['staff:read'] },
  { code: 'COURIER', name: 'Courier', description: 'Collects and delivers.', permissions: [] },
];

const builtIn = new Map([...platformRoles, ...tenantRoles].map((role) => [role.code, role]));

export function builtInRole(code: string): BuiltInRole | undefined {
  return builtIn.get(code);
}

/** The subdomain of the tenant that the platform's own people belong to. */
export const platformSubdomain = 'platform';

export function rolesAt(subdomain: string): readonly BuiltInRole[] {
  return subdomain === platformSubdomain ? platformRoles : tenantRoles;
}
