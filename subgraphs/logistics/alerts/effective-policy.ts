import { raw, sql, type Sql } from '#kernel/database/sql.js';
import { builtInPolicies } from './alert-policy.js';

/**
 * To be joined as `lateral`: the policy for alerts of a kind at a branch. The branch's own, else the tenant's, else the built-in one.
 * `of` is the name in the statement of what has `tenant_id` and `branch_id`; `kind` is an expression.
 */
export function effectivePolicy(of: 'task' | 'stop' | 'alert', kind: Sql): Sql {
  const row = raw(of);
  return sql`(
    select minutes, minutes * interval '1 minute' as time, metres, severity, escalation, active from (
      select minutes, metres, severity, escalation, active, (branch_id is null)::int as place from alert_policies
      where tenant_id = ${row}.tenant_id and kind = ${kind} and (branch_id = ${row}.branch_id or branch_id is null)
      union all
      select minutes, metres, severity, '[]', true, 2
      from jsonb_to_recordset(${JSON.stringify(builtInPolicies)}::jsonb) as built_in (kind text, minutes integer, metres integer, severity text)
      where built_in.kind = ${kind}
    ) policies order by place limit 1
  )`;
}
