import type { RequestContext } from '../context/request-context.js';
import { traced } from '../telemetry/tracing.js';
import type { Sql } from './sql.js';

/** A statement as a step of its request's trace: its text, never its values. */
export function tracedStatement<T>({ traceparent }: RequestContext, { text }: Sql, run: () => Promise<T>): Promise<T> {
  return traced('sql', traceparent, () => ({ 'db.system.name': 'postgresql', 'db.query.text': text }), run);
}
