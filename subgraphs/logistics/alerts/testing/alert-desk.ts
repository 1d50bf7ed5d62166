import pg from 'pg';
import { sql, type Sql } from '#kernel/database/sql.js';
import type { EventRecord } from '#kernel/events/event.js';
import { newId, toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { markArrived } from '../../tasks/performing.js';
import { Task } from '../../tasks/task.js';
import { react, TaskDesk, type SeenCourier } from '../../tasks/testing/task-desk.js';
import { recountAlerts } from '../recounting.js';
import { tickAlerts } from '../ticking.js';
import { watchTasks } from '../watching-tasks.js';

export interface SeenAlert {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly severity: string;
  readonly message: string;
  readonly since: string;
  readonly forecast: boolean;
  readonly escalations: number;
  readonly nextAt: string | null;
  readonly comment: string | null;
  readonly resolvedAt: string | null;
  readonly courier: { readonly id: string } | null;
}

export const alertFields = 'id kind status severity message since forecast escalations nextAt comment resolvedAt courier { id }';

interface OutboxRow {
  readonly id: string;
  readonly position: string;
  readonly type: string;
  readonly version: number;
  readonly subject: string;
  readonly branch_id: string | null;
  readonly data: Record<string, unknown>;
  readonly occurred_at: Date;
}

const meterDegrees = 1 / 111_194.93;

/** Where couriers go in these tests. */
export const ger = { latitude: 47.9, longitude: 106.9 };

/** A depot whose people wait for what goes wrong, and the words for how time goes by. */
export class AlertDesk extends TaskDesk {
  private heard = 0n;

  /** What was told is heard, event after event; then a minute strikes. */
  async minute(): Promise<void> {
    await this.hear();
    await tickAlerts(this.subgraph.database);
  }

  /** All events so far are reacted to, each once and in their order. */
  async hear(): Promise<void> {
    for (const row of await this.outbox(this.heard)) {
      this.heard = BigInt(row.position);
      await react(this, this.recordOf(row));
    }
  }

  /** An event of the task is heard. */
  async looksAt(taskId: string): Promise<void> {
    await this.system(this.branchId, (transaction) => watchTasks(transaction, [taskId]));
  }

  /** So many minutes go by, as far as anybody of the tenant can tell. */
  async later(minutes: number): Promise<void> {
    const back = `interval '${minutes} minutes'`;
    const columns: Record<string, string[]> = {
      tasks: ['created_at', 'not_before', 'not_after', 'assigned_at', 'started_at', 'arrived_at', 'estimated_at'],
      task_steps: ['taken_at'],
      task_deadlines: ['due_at'],
      task_approaches: ['at'],
      couriers: ['on_shift_since', 'position_at'],
      logistics_alerts: ['since', 'opened_at', 'next_at'],
    };
    const owner = new pg.Client({ connectionString: this.subgraph.ownerUrl });
    await owner.connect();
    await owner.query('set search_path = logistics, public; set session_replication_role = replica');
    for (const [table, names] of Object.entries(columns)) {
      const sets = names.map((name) => `${name} = ${name} - ${back}`).join(', ');
      await owner.query(`update ${table} set ${sets} where tenant_id = $1`, [toUuid('tenant', this.tenant.id)]);
    }
    await owner.query(
      `update logistics_alerts set plan = coalesce((select jsonb_agg(step || jsonb_build_object('at', (step ->> 'at')::timestamptz - ${back}) order by place)
        from jsonb_array_elements(plan) with ordinality as steps (step, place)), '[]') where tenant_id = $1`,
      [toUuid('tenant', this.tenant.id)],
    );
    await owner.end();
  }

  /** The courier is believed to be so many metres north of the ger, now. */
  async reports({ id }: SeenCourier, metres: number): Promise<void> {
    await this
      .rows(sql`update couriers set latitude = ${ger.latitude + metres * meterDegrees}, longitude = ${ger.longitude}, position_at = now()
      where id = ${toUuid('courier', id)}`);
  }

  async expected(taskId: string, minutesFromNow: number): Promise<void> {
    const time = `${minutesFromNow} minutes`;
    await this.rows(sql`update tasks set estimated_at = now() + ${time}::interval where id = ${toUuid('task', taskId)}`);
  }

  /** Only now it is heard that the courier came so many minutes ago. */
  async arrived(taskId: string, minutesAgo: number): Promise<void> {
    await this.system(this.branchId, async (transaction) => {
      const task = await transaction.lock(Task, taskId);
      if (task) await markArrived(transaction, task, new Date(Date.now() - minutesAgo * 60_000));
    });
  }

  async team(code: string): Promise<void> {
    const data = { code, active: true, staffIds: [], roles: [] };
    await react(this, { ...this.event('team.updated', newId('team'), {}), data });
  }

  async policy(input: object, context = this.context): Promise<{ id: string; version: number }> {
    const { alertPolicy } = await this.done<{ alertPolicy: { id: string; version: number } }>(
      'createAlertPolicy',
      'alertPolicy { id version }',
      input,
      context,
    );
    await this.recount();
    return alertPolicy;
  }

  /** The jobs that changes of policies left are done. */
  async recount(): Promise<void> {
    await this.system(this.branchId, async (transaction) => {
      await recountAlerts.handle({} as never, { branchId: null }, transaction);
    });
  }

  /** An order asks for tasks. */
  asked(orderId: string, tasks: readonly object[]): Promise<void> {
    return react(this, this.event('order.tasks_requested', orderId, { tasks }));
  }

  async taskOf(orderId: string): Promise<string> {
    const query = 'query ($orderId: ID!) { tasks(filter: { orderId: $orderId }) { nodes { id } } }';
    const { tasks } = await this.ask<{ tasks: { nodes: { id: string }[] } }>(query, { orderId });
    return tasks.nodes[0]?.id ?? '';
  }

  async alerts(taskId: string, context = this.context): Promise<SeenAlert[]> {
    return (await this.look<{ alerts: SeenAlert[] }>(taskId, `alerts { ${alertFields} }`, context)).alerts;
  }

  /** `LATE OPEN`, for each. */
  async standing(taskId: string): Promise<string[]> {
    return (await this.alerts(taskId)).map(({ kind, status }) => `${kind} ${status}`);
  }

  /** What was told of alerts, in order: events by what happened, notices by who was told. */
  async told(): Promise<string[]> {
    const rows = await this.outbox(0n);
    return rows
      .filter(({ type }) => type.startsWith('logistics_alert.') || type === 'notice.requested')
      .map(({ type, data }) =>
        type === 'notice.requested' ? `tell ${(data['teams'] as string[]).join(' ')}` : `${type.slice(16)} ${String(data['kind'])}`,
      );
  }

  async outbox(after: bigint): Promise<OutboxRow[]> {
    const { pool } = this.subgraph.database.acrossTenants();
    const { rows } = await pool.query<OutboxRow>(
      `select id, position, type, version, subject, branch_id, data, occurred_at from outbox where tenant_id = $1 and position > $2 order by position`,
      [toUuid('tenant', this.tenant.id), after.toString()],
    );
    return rows;
  }

  async rows(statement: Sql): Promise<void> {
    await this.system(this.branchId, async (transaction) => void (await transaction.rows(statement)));
  }

  private recordOf({ id, type, version, subject, branch_id, data, occurred_at }: OutboxRow): EventRecord {
    const about = { tenant: { id: this.tenant.id }, branch: branch_id && toTypeId('branch', branch_id) };
    return { id, type, version, subject, ...about, data, actorId: null, requestId: null, occurredAt: occurred_at.toISOString() };
  }
}

/** So many minutes from now. */
export function inMinutes(minutes: number): string {
  return new Date(Date.now() + minutes * 60_000).toISOString();
}
