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
const reception = [
  ...desk,
  'patients:read',
  'patients:register',
  'patients:update',
  'coverages:read',
  'coverages:manage',
  'encounters:read',
  'encounters:record',
  'consents:read',
  'consents:manage',
];
const ordering = ['orders:read', 'orders:place', 'specimens:read', 'tasks:read'];
const sterilizing = ['sterilization:read', 'sterilization:run', 'sterilization:manage', 'sterilization:use'];
const carrying = ['custody:read', 'custody:handover', 'temperatures:read'];
const care = [
  ...reception,
  ...['allergies:read', 'allergies:record', 'conditions:read', 'conditions:record'],
  ...[...ordering, ...carrying, 'specimens:collect', 'sterilization:read', 'sterilization:use'],
];
const prescribing = ['medicines:read', 'prescriptions:read', 'prescriptions:write', 'dispenses:read'];
const shelf = ['medicines:read', 'stock:read'];
const counter = ['tills:read', 'tills:operate', 'sales:read', 'sales:sell', 'sales:return', 'dispenses:read'];
const storing = ['stock:receive', 'stock:transfer', 'stock:count', 'suppliers:read', 'purchases:read', 'purchases:receive'];
const figures = ['stock:report', 'sales:report'];
const money = ['appointments:read', 'schedules:read', 'patients:read', 'coverages:read', 'coverages:manage', 'encounters:read'];
const dispensing = [
  ...['patients:read', 'allergies:read', 'allergies:record', 'conditions:read', 'coverages:read', 'staff:read'],
  ...shelf,
  ...counter,
  ...storing,
  ...['prescriptions:read', 'dispenses:prepare', 'dispenses:check', 'dispenses:return', 'checks:override'],
  ...['stock:adjust', 'stock:release', 'stock:report', 'purchases:order', 'purchases:return'],
  ...['registers:read', 'registers:request', 'registers:witness', 'compliance:resolve'],
  ...['orders:read', 'orders:place', 'orders:fulfil', 'tasks:read', ...carrying, 'temperatures:record', 'temperatures:acknowledge'],
];
const dispatch = [
  'tasks:manage',
  'tasks:dispatch',
  'tasks:perform',
  'couriers:read',
  'couriers:manage',
  'alerts:read',
  'alerts:acknowledge',
];
const running = [
  ...shelf,
  ...counter,
  ...storing,
  ...['medicines:manage', 'stock:adjust', 'stock:release', 'stock:review'],
  ...['suppliers:manage', 'purchases:order', 'purchases:approve', 'purchases:return', 'tills:manage', 'sales:void', 'sales:discount'],
  ...['registers:read', 'registers:witness', 'compliance:resolve', ...figures],
  ...['catalog:manage', 'orders:fulfil', 'orders:approve', 'orders:configure', ...ordering, ...dispatch],
  ...['specimens:collect', 'specimens:receive', ...carrying, 'temperatures:record', 'temperatures:acknowledge', 'loggers:manage'],
  ...[...sterilizing, 'sterilization:release', 'alerts:manage'],
];

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
    description: 'Runs a branch: its people, its registry, its stock and tills, and its figures.',
    permissions: [
      ...reception,
      ...running,
      'schedules:manage',
      'reports:read',
      'patients:delete',
      'staff:read',
      'staff:manage',
      'branches:manage',
      'roles:read',
      'messaging:answer',
      'messaging:manage',
      'audit:read',
    ],
  },
  {
    code: 'DOCTOR',
    name: 'Doctor',
    description: 'Cares for patients and prescribes.',
    permissions: [...care, ...prescribing, 'prescriptions:sign', 'staff:read'],
  },
  { code: 'NURSE', name: 'Nurse', description: 'Cares for patients.', permissions: [...care, ...prescribing, 'staff:read'] },
  {
    code: 'RECEPTIONIST',
    name: 'Receptionist',
    description: 'Registers patients and receives them.',
    permissions: [...reception, 'staff:read', 'messaging:answer'],
  },
  { code: 'BILLING', name: 'Billing clerk', description: 'Bills patients and insurers.', permissions: money },
  {
    code: 'ACCOUNTANT',
    name: 'Accountant',
    description: 'Keeps the books.',
    permissions: [
      'coverages:read',
      'reports:read',
      'staff:read',
      'medicines:read',
      'tills:read',
      'sales:read',
      'suppliers:read',
      'purchases:read',
      'orders:read',
      ...figures,
    ],
  },
  { code: 'PHARMACIST', name: 'Pharmacist', description: 'Dispenses medicines and answers for it.', permissions: dispensing },
  {
    code: 'CASHIER',
    name: 'Cashier',
    description: 'Works the till.',
    permissions: ['patients:read', 'coverages:read', ...shelf, ...counter],
  },
  {
    code: 'PROCUREMENT_MANAGER',
    name: 'Procurement manager',
    description: 'Buys, and answers for what is in stock.',
    permissions: [
      ...[
        'staff:read',
        ...shelf,
        'medicines:manage',
        ...storing,
        'stock:adjust',
        'stock:release',
        'stock:review',
        'stock:recall',
        'stock:report',
      ],
      ...['suppliers:manage', 'purchases:order', 'purchases:approve', 'purchases:return'],
      ...['catalog:manage', 'orders:read', 'orders:place', 'orders:fulfil', 'orders:approve', 'tasks:read', 'tasks:manage'],
    ],
  },
  {
    code: 'LAB_TECHNICIAN',
    name: 'Lab technician',
    description: 'Takes and examines samples.',
    permissions: [
      ...[...day, 'queue:serve', 'patients:read', 'encounters:read', 'allergies:read'],
      ...['medicines:read', 'orders:read', 'orders:fulfil', 'specimens:read', 'specimens:collect', 'specimens:receive', 'tasks:read'],
      ...[...carrying, 'temperatures:record', 'temperatures:acknowledge'],
    ],
  },
  {
    code: 'STERILIZATION_TECHNICIAN',
    name: 'Sterilization technician',
    description: 'Sterilizes instruments.',
    permissions: ['staff:read', 'orders:read', 'tasks:read', ...carrying, ...sterilizing, 'sterilization:release'],
  },
  {
    code: 'DISPATCHER',
    name: 'Dispatcher',
    description: 'Sends couriers.',
    permissions: ['staff:read', 'orders:read', 'tasks:read', ...dispatch, 'custody:read', 'temperatures:read', 'temperatures:acknowledge'],
  },
  {
    code: 'COURIER',
    name: 'Courier',
    description: 'Collects and delivers.',
    permissions: ['tasks:read', 'tasks:perform', 'couriers:read', ...carrying, 'temperatures:record'],
  },
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
