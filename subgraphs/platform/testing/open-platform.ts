import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyContext, type RequestContext, type TenantReference } from '#kernel/context/request-context.js';
import type { NotificationPort } from '#kernel/notifications/notification-port.js';
import { LocalObjects } from '#kernel/objects/local-objects.js';
import { openTestSubgraph, type TestSubgraph, type TestSubgraphOptions } from '#kernel/testing/test-subgraph.js';
import { WebhookTargets } from '#kernel/webhooks/webhook-target.js';
import { AccessTokens, EventCatalogue, PermissionCatalogue, platform, Sealer, type PlatformServices } from '../index.js';
import { platformRoles, tenantRoles } from '../roles/built-in-roles.js';

export const password = 'correct horse battery';

/** For tests that call no servers. */
const callsNobody: PlatformServices['webhooks'] = {
  targets: new WebhookTargets(false),
  send: () => Promise.reject(new Error('This test calls no servers: give openPlatform `webhooks`.')),
};

export interface TestPlatform {
  readonly subgraph: TestSubgraph;
  readonly services: PlatformServices;
  /** Creates a tenant, signs its owner in, and gives the owner's context. */
  newTenant(subdomain: string, plan?: string, mode?: string): Promise<{ tenant: TenantReference; owner: RequestContext; tokens: SessionTokens }>;
  /** The context that the gateway would make for the bearer of a session. */
  contextFor(tenant: TenantReference, staffId: string, sessionId: string): Promise<RequestContext>;
  signIn(tenant: TenantReference, email: string, secret: string, address?: string): Promise<SessionTokens>;
}

export interface SessionTokens {
  readonly accessToken: string | null;
  readonly refreshToken: string | null;
  readonly staffId: string | null;
  readonly userErrors: { code: string; message: string }[];
}

/** Platform on a database of its own, with the permissions of its built-in roles as the catalogue; what else a test needs it gives. */
export async function openPlatform(
  notifications: NotificationPort | null = null,
  given: Partial<PlatformServices> = {},
  others: Pick<TestSubgraphOptions, 'entities' | 'log'> = {},
): Promise<TestPlatform> {
  const named = [...platformRoles, ...tenantRoles].flatMap(({ permissions }) => (permissions === 'every' ? [] : permissions));
  const catalogue = new PermissionCatalogue({ ...Object.fromEntries(named.map((name) => [name, name])), ...platform.permissions });
  let subgraph: TestSubgraph | null = null;
  const operators = () => {
    if (!subgraph) throw new Error('The test platform is not open yet');
    return subgraph.database.acrossTenants().pool;
  };
  const sealer = new Sealer('a test secret');
  const services: PlatformServices = {
    ...{ catalogue, tokens: new AccessTokens(operators, sealer), publicScopes: new Set([...named, 'exports:run']), publicDomain: 'localhost', notifications },
    ...{ publicUrl: 'http://localhost:4000', objects: new LocalObjects(join(tmpdir(), 'objects-of-tests')) },
    publicGraph: { execute: () => Promise.reject(new Error('This test has no public graph: give openPlatform one.')) },
    ...{ events: new EventCatalogue([]), sealer, webhooks: callsNobody },
    ...given,
  };
  const opened = (subgraph = await openTestSubgraph(platform, { services, ...others }));

  const contextFor = async (tenant: TenantReference, staffId: string, sessionId: string): Promise<RequestContext> => {
    const { data } = await opened.execute<{ admission: AdmittedForTest }>(admission, emptyContext('test'), { tenant: tenant.id, actor: staffId, session: sessionId });
    const grants = data?.admission.actor?.grants ?? [];
    return {
      ...emptyContext('test'),
      tenant,
      actor: { kind: 'staff', id: staffId, sessionId },
      grants: grants.map(({ role, permissions, everyBranch, branches }) => ({ role, permissions, branches: everyBranch ? 'all' : branches })),
    };
  };
  const signIn = async (tenant: TenantReference, email: string, secret: string, address = '203.0.113.7'): Promise<SessionTokens> => {
    const context = { ...emptyContext('test'), tenant, client: { address, userAgent: 'test' } };
    const { data, errors } = await opened.execute<{ login: SessionTokens }>(loginMutation, context, { input: { email, password: secret } });
    if (errors || !data) throw new Error(`login failed: ${JSON.stringify(errors)}`);
    return data.login;
  };
  return {
    subgraph: opened,
    services,
    contextFor,
    signIn,
    async newTenant(subdomain, plan = 'GROWTH', mode = 'LIVE') {
      const root = { ...emptyContext('test'), tenant: null, actor: { kind: 'system' as const, id: 'test', sessionId: null } };
      const input = { name: subdomain, subdomain, plan, mode, adminEmail: `owner@${subdomain}.example`, adminName: 'Owner', adminPassword: password };
      const { data, errors } = await opened.execute<{ createTenant: { tenantId: string; userErrors: unknown[] } }>(createTenantMutation, root, { input });
      if (errors || !data?.createTenant.tenantId) throw new Error(`no tenant: ${JSON.stringify(errors ?? data)}`);
      const tenant = { id: data.createTenant.tenantId, subdomain };
      const tokens = await signIn(tenant, input.adminEmail, password);
      const owner = await contextFor(tenant, tokens.staffId ?? '', sessionOf(tokens));
      return { tenant, owner, tokens };
    },
  };
}

/** The session that an access token is of, read without checking it. */
export function sessionOf({ accessToken }: SessionTokens): string {
  const claims = JSON.parse(Buffer.from((accessToken ?? '').split('.')[1] ?? '', 'base64url').toString()) as { sid: string };
  return claims.sid;
}

interface AdmittedForTest {
  readonly actor: { grants: { role: string; permissions: string[]; everyBranch: boolean; branches: string[] }[] } | null;
}

const loginMutation = `mutation ($input: LoginInput!) { login(input: $input) { accessToken refreshToken staffId userErrors { code message } } }`;
const createTenantMutation = `mutation ($input: CreateTenantInput!) { createTenant(input: $input) { tenantId userErrors { code message field } } }`;
const admission = `query ($tenant: String, $actor: ID, $session: ID) {
  admission(tenant: $tenant, actor: $actor, session: $session) { tenant { id } actor { grants { role permissions everyBranch branches } } }
}`;
