import type { Attributes } from '@opentelemetry/api';
import type { RequestContext } from '../context/request-context.js';
import { beginTrace, traced } from '../telemetry/tracing.js';
import type { Sql } from './sql.js';

/** A statement as a step of its request's trace: its text, never its values. */
export function tracedStatement<T>({ traceparent }: RequestContext, statement: Sql, run: () => Promise<T>): Promise<T> {
  return traced('sql', traceparent, () => statementAttributes(statement), run);
}

/** The same for rows that are streamed: the step lasts as long as they are read. */
export async function* tracedRows<T>({ traceparent }: RequestContext, statement: Sql, rows: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const step = beginTrace('sql', traceparent, statementAttributes(statement));
  let failure: unknown;
  try {
    yield* rows;
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    step.end(failure);
  }
}

function statementAttributes({ text }: Sql): Attributes {
  return { 'db.system.name': 'postgresql', 'db.query.text': text };
}
