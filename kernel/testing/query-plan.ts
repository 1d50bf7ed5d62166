import type pg from 'pg';
import type { TenantReference } from '../context/request-context.js';
import type { Sql } from '../database/sql.js';
import { toUuid } from '../graph/type-id.js';

/** A step of a plan, of those facts that tests look at. */
export interface PlanNode {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Index Name'?: string;
  readonly 'Index Cond'?: string;
  readonly 'Actual Rows'?: number;
  readonly 'Actual Loops'?: number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Heap Fetches'?: number;
  readonly Plans?: readonly PlanNode[];
}

export interface PlanOptions {
  /** The branches that the caller sees; all when left out. */
  readonly branches?: readonly string[];
  /** Also runs the statement, for the rows and heap fetches that it took. */
  readonly analyze?: boolean;
  /** The client that asks, when it is not staff, and by which permission. */
  readonly client?: { readonly id: string; readonly purpose: string; readonly permission: string };
}

/** How the database would answer a statement under row-level security: every step of its plan. `app` is a connection of the app role. */
export async function planOf(app: pg.Client, tenant: TenantReference, { text, values }: Sql, { branches, analyze = false, client }: PlanOptions = {}): Promise<PlanNode[]> {
  const seen = branches?.map((id) => toUuid('branch', id)).join(',') ?? '*';
  await app.query('begin');
  await app.query(`select set_config('app.tenant_id', $1, true), set_config('app.branch_ids', $2, true)`, [toUuid('tenant', tenant.id), seen]);
  if (client) {
    const asked = [toUuid('client', client.id), client.purpose, client.permission];
    await app.query(
      `select set_config('app.client_id', $1, true), set_config('app.purpose', $2, true), set_config('app.scope', $3, true),
        set_config('app.actor_kind', 'client', true)`,
      asked,
    );
  }
  const { rows } = await app.query<{ 'QUERY PLAN': { Plan: PlanNode }[] }>(`explain (${analyze ? 'analyze, ' : ''}format json) ${text}`, values);
  await app.query('rollback');
  const flatten = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(flatten)];
  return rows[0]?.['QUERY PLAN'].flatMap(({ Plan }) => flatten(Plan)) ?? [];
}
