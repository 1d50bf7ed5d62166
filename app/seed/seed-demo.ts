import { emptyContext, systemContext, type RequestContext, type TenantReference } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { permissions } from '../graph.js';
import { platformRoles, platformSubdomain, tenantRoles } from '../../subgraphs/platform/roles/built-in-roles.js';
import {
  demoConditions,
  demoPassword,
  demoSubstances,
  demoTenants,
  patientsPerTenant,
  type DemoPlace,
  type DemoTenant,
} from './demo-data.js';
import { Random } from './random.js';
import { seedOrders } from './seed-orders.js';
import { seedPharmacy, shopOf } from './seed-pharmacy.js';
import { seedScheduling, type SeededBranch } from './seed-scheduling.js';

const nobody: TenantReference = { id: '', subdomain: '' };
/** Who work where medicines are sold; all others at the tenant's first branch. */
const shopRoles: readonly string[] = ['PHARMACIST', 'CASHIER', 'PROCUREMENT_MANAGER'];
/** Dates count back from here, not from today, so that the demo does not change with the calendar. */
const demoToday = Date.UTC(2026, 0, 15, 2);

export interface DemoLogin {
  readonly tenant: string;
  readonly role: string;
  readonly email: string;
}

/** The ready-made logins, all with the same password. */
export function demoLogins(): DemoLogin[] {
  const people = demoTenants.flatMap(({ subdomain }) =>
    tenantRoles.map(({ code }) => ({ tenant: subdomain, role: code, email: emailOf(code, subdomain) })),
  );
  return [
    ...people,
    ...platformRoles.map(({ code }) => ({ tenant: platformSubdomain, role: code, email: emailOf(code, platformSubdomain) })),
  ];
}

/** Fills an empty platform with two tenants, by the same mutations that people use. Does nothing when they are there. */
export async function seedDemo(channels: ReadonlyMap<string, SubgraphChannel>): Promise<boolean> {
  const seeder = new Seeder(channels);
  if (await seeder.hasTenant(platformSubdomain)) return false;
  await seeder.platformPeople();
  const tenants: { tenant: TenantReference; demo: DemoTenant }[] = [];
  for (const demo of demoTenants) tenants.push({ tenant: await seeder.newTenant(demo.name, demo.subdomain, 'OWNER'), demo });
  // Neither waits for the other.
  await Promise.all(tenants.map(({ tenant, demo }) => seeder.fill(tenant, demo)));
  return true;
}

export interface SeededTenant {
  readonly tenant: TenantReference;
  readonly patientIds: readonly string[];
}

/** Makes a sandbox's tenant at a subdomain of its own and fills it; its people have their addresses by the demo's subdomain. */
export async function seedSandboxTenant(
  channels: ReadonlyMap<string, SubgraphChannel>,
  { demo, subdomain, password }: { demo: DemoTenant; subdomain: string; password: string },
): Promise<SeededTenant> {
  const seeder = new Seeder(channels, password);
  const { id } = await seeder.newTenant(demo.name, subdomain, 'OWNER', { mode: 'TEST', people: demo.subdomain });
  const tenant = { id, subdomain: demo.subdomain };
  return { tenant, patientIds: await seeder.fill(tenant, demo) };
}

function emailOf(role: string, subdomain: string): string {
  return `${role.toLowerCase().replaceAll('_', '-')}@${subdomain}.example`;
}

class Seeder {
  constructor(
    private readonly channels: ReadonlyMap<string, SubgraphChannel>,
    private readonly password = demoPassword,
  ) {}

  async hasTenant(subdomain: string): Promise<boolean> {
    const data = await this.run<{ admission: { tenant: object | null } }>(
      'platform',
      nobody,
      `query ($tenant: String) { admission(tenant: $tenant) { tenant { id } } }`,
      {
        tenant: subdomain,
      },
    );
    return data.admission.tenant !== null;
  }

  async platformPeople(): Promise<void> {
    const [first, ...others] = platformRoles;
    const tenant = await this.newTenant('CareGraph', platformSubdomain, first?.code ?? '');
    for (const { code, name } of others) await this.person(tenant, code, name, [{ role: code }]);
  }

  /** Gives the ids of its patients. */
  async fill(tenant: TenantReference, demo: DemoTenant): Promise<string[]> {
    const branches: SeededBranch[] = [];
    for (const branch of demo.branches) branches.push({ id: await this.branch(tenant, branch), demo: branch });
    const laboratory = { id: await this.branch(tenant, demo.laboratory), demo: demo.laboratory };
    const [clinic, second] = branches;
    if (!clinic) throw new Error('A demo tenant needs a branch');
    const shop = shopOf(branches);
    const placeOf = (role: string): string => {
      if (shopRoles.includes(role)) return shop.id;
      return role === 'LAB_TECHNICIAN' ? laboratory.id : clinic.id;
    };
    const staff = new Map<string, string>();
    for (const { code, name } of tenantRoles) {
      if (code === 'OWNER') continue;
      // The doctor also helps at the other branch's desk: one person, two roles, two places.
      const also = code === 'DOCTOR' && second ? [{ role: 'RECEPTIONIST', branchId: second.id }] : [];
      const branchId = placeOf(code);
      staff.set(code, await this.person(tenant, code, name, [code === 'ADMIN' ? { role: code } : { role: code, branchId }, ...also]));
    }
    const secondCourier = await this.person(tenant, 'SECOND_COURIER', 'Second courier', [{ role: 'COURIER', branchId: clinic.id }]);
    await this.teams(tenant, { purchasing: staff.get('PROCUREMENT_MANAGER') });
    const random = new Random(demo.seed);
    const plans = Array.from({ length: patientsPerTenant }, (_, index) => planPatient(random, branches, index));
    // Registered one after the other, so that each has the same number everywhere; what hangs on them can go side by side.
    const registered: { id: string; plan: PatientPlan }[] = [];
    for (const plan of plans) registered.push({ id: await this.register(tenant, plan), plan });
    for (let start = 0; start < registered.length; start += 8) {
      await Promise.all(registered.slice(start, start + 8).map(({ id, plan }) => this.record(tenant, id, plan)));
    }
    const doors = { mutate: this.mutate.bind(this), ask: this.run.bind(this) };
    const patientIds = registered.map(({ id }) => id);
    const acting = (code: string): string => {
      const id = staff.get(code);
      if (!id) throw new Error(`The demo has nobody with the role ${code}`);
      return id;
    };
    await seedScheduling(doors, tenant, branches, { doctorStaffId: acting('DOCTOR'), patientIds, seed: demo.seed });
    const [doctor, pharmacist] = [acting('DOCTOR'), acting('PHARMACIST')];
    const team = { doctor, pharmacist, cashier: acting('CASHIER'), buyer: acting('PROCUREMENT_MANAGER') };
    const medicines = await seedPharmacy(doors, tenant, branches, { patientIds, staff: team });
    const [nurse, technician, dispatcher] = [acting('NURSE'), acting('LAB_TECHNICIAN'), acting('DISPATCHER')];
    const ordering = { doctor, nurse, technician, dispatcher, buyer: team.buyer, couriers: [acting('COURIER'), secondCourier] as const };
    await seedOrders(doors, tenant, { clinic, shop, laboratory, medicines, patientIds, staff: ordering });
    return patientIds;
  }

  /** Whom rules tell, and ask for approvals. */
  private async teams(tenant: TenantReference, { purchasing }: { purchasing: string | undefined }): Promise<void> {
    const text = `mutation ($input: CreateTeamInput!) { result: createTeam(input: $input) { userErrors { message } } }`;
    for (const team of [
      { code: 'lab_manager', name: 'Laboratory', roles: ['LAB_TECHNICIAN', 'MANAGER'] },
      { code: 'courier_team', name: 'Couriers', roles: ['COURIER', 'DISPATCHER'] },
      { code: 'purchasing', name: 'Purchasing', roles: ['PROCUREMENT_MANAGER'], staffIds: [purchasing] },
    ])
      await this.mutate('platform', tenant, text, team);
  }

  async newTenant(name: string, subdomain: string, adminRole: string, sandbox?: { mode: 'TEST'; people: string }): Promise<TenantReference> {
    const input = {
      name,
      subdomain,
      plan: 'GROWTH',
      mode: sandbox?.mode ?? 'LIVE',
      adminEmail: emailOf(adminRole, sandbox?.people ?? subdomain),
      adminName: `${name} Owner`,
      adminPassword: this.password,
    };
    const text = `mutation ($input: CreateTenantInput!) { result: createTenant(input: $input) { tenantId userErrors { message } } }`;
    const { tenantId } = await this.mutate<{ tenantId: string }>('platform', nobody, text, input);
    return { id: tenantId, subdomain };
  }

  private async branch(tenant: TenantReference, demo: DemoPlace): Promise<string> {
    const { code, name, type, timeZone, currency, city, country, latitude, longitude, phone } = demo;
    const openingHours = ['MON', 'TUE', 'WED', 'THU', 'FRI'].map((day) => ({ day, opens: '09:00', closes: '18:00' }));
    const input = {
      code,
      name,
      type,
      timeZone,
      currency,
      latitude,
      longitude,
      phone,
      openingHours,
      address: { lines: ['Main Street 1'], city, country },
      licenceNumber: `${code}-2026`,
    };
    const text = `mutation ($input: CreateBranchInput!) { result: createBranch(input: $input) { branch { id } userErrors { message } } }`;
    return (await this.mutate<{ branch: { id: string } }>('platform', tenant, text, input)).branch.id;
  }

  private async person(tenant: TenantReference, role: string, displayName: string, grants: readonly object[]): Promise<string> {
    const input = { email: emailOf(role, tenant.subdomain), displayName, password: this.password, grants };
    const text = `mutation ($input: CreateStaffInput!) { result: createStaff(input: $input) { staff { id } userErrors { message } } }`;
    return (await this.mutate<{ staff: { id: string } }>('platform', tenant, text, input)).staff.id;
  }

  private async register(tenant: TenantReference, plan: PatientPlan): Promise<string> {
    const register = `mutation ($input: RegisterPatientInput!) { result: registerPatient(input: $input) { patient { id } userErrors { message } } }`;
    const { patient } = await this.mutate<{ patient: { id: string } }>('patients', tenant, register, {
      ...plan.registration,
      allowDuplicate: true,
    });
    return patient.id;
  }

  private async record(tenant: TenantReference, patientId: string, plan: PatientPlan): Promise<void> {
    for (const display of plan.allergies) {
      const input = { patientId, code: { display }, verificationStatus: 'CONFIRMED' };
      await this.mutate(
        'patients',
        tenant,
        `mutation ($input: RecordAllergyInput!) { result: recordAllergy(input: $input) { userErrors { message } } }`,
        input,
      );
    }
    for (const code of plan.conditions) {
      await this.mutate(
        'patients',
        tenant,
        `mutation ($input: RecordConditionInput!) { result: recordCondition(input: $input) { userErrors { message } } }`,
        { patientId, code },
      );
    }
    for (const encounter of plan.encounters) {
      await this.mutate(
        'patients',
        tenant,
        `mutation ($input: StartEncounterInput!) { result: startEncounter(input: $input) { userErrors { message } } }`,
        { patientId, ...encounter },
      );
    }
  }

  private async mutate<Result>(subgraph: string, tenant: TenantReference, text: string, input: object, actingId?: string): Promise<Result> {
    const context = actingId ? staffContext(tenant, actingId) : undefined;
    const { result } = await this.run<{ result: Result & { userErrors: { message: string }[] } }>(
      subgraph,
      tenant,
      text,
      { input },
      context,
    );
    if (result.userErrors.length > 0)
      throw new Error(`The demo could not be made: ${result.userErrors.map(({ message }) => message).join(' ')}`);
    return result;
  }

  private async run<Data>(
    subgraph: string,
    tenant: TenantReference,
    query: string,
    variables: Record<string, unknown>,
    context: RequestContext = systemContext(tenant, 'seed', newUuid()),
  ): Promise<Data> {
    const channel = this.channels.get(subgraph);
    if (!channel) throw new Error(`There is no subgraph ${subgraph} to seed`);
    const result = await channel.execute({ query, variables }, context);
    if (result.errors?.length || !result.data) throw new Error(`The demo could not be made: ${result.errors?.[0]?.message}`);
    return result.data as Data;
  }
}

/** Some things are done by a person or not at all: a prescription is signed, a till opened. */
function staffContext(tenant: TenantReference, staffId: string): RequestContext {
  const grant = { role: 'SEED', permissions: Object.keys(permissions), branches: 'all' } as const;
  return { ...emptyContext(newUuid()), tenant, actor: { kind: 'staff', id: staffId, sessionId: null }, grants: [grant] };
}

interface PatientPlan {
  readonly registration: Record<string, unknown>;
  readonly allergies: readonly string[];
  readonly conditions: readonly object[];
  readonly encounters: readonly object[];
}

function planPatient(random: Random, branches: readonly SeededBranch[], index: number): PatientPlan {
  const branch = branches[random.below(branches.length)];
  if (!branch) throw new Error('A demo tenant needs a branch');
  const { demo } = branch;
  const gender = random.chance(0.5) ? 'FEMALE' : 'MALE';
  const born = new Date(demoToday - Math.floor(random.next() * 80 * 365.25) * 86_400_000).toISOString().slice(0, 10);
  return {
    registration: {
      names: [{ family: random.pick(demo.families), given: [random.pick(demo.given[gender])] }],
      gender,
      birthDate: born,
      branchId: branch.id,
      addresses: [{ lines: [`House ${index + 1}`], city: demo.city, country: demo.country }],
      identifiers: [
        {
          system: `https://caregraph.example/demo/${demo.country.toLowerCase()}/national-id`,
          value: `${demo.country}${100_000 + index}`,
          type: 'NI',
        },
      ],
      language: 'en',
      tags: random.chance(0.1) ? ['vip'] : [],
    },
    allergies: demoSubstances.filter(() => random.chance(0.08)),
    conditions: demoConditions.filter(() => random.chance(0.15)),
    encounters: Array.from({ length: random.below(5) }, () => ({
      branchId: branch.id,
      class: 'AMB',
      status: 'IN_PROGRESS',
      reason: { display: random.pick(['Check-up', 'Cough', 'Fever', 'Headache', 'Follow-up']) },
      startsAt: new Date(demoToday - random.below(700) * 86_400_000 - random.below(36_000) * 1000).toISOString(),
    })),
  };
}
