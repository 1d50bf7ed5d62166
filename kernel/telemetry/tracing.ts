import { ROOT_CONTEXT, SpanStatusCode, trace, type Attributes, type Context, type Span, type SpanContext, type Tracer } from '@opentelemetry/api';

let tracer: Tracer | null = null;

/** Turns tracing on, or off by null. It is off until somebody says where traces go (app/tracing.ts), and costs nothing then. */
export function traceWith(given: Tracer | null): void {
  tracer = given;
}

/** A step of a request under way. */
export interface Traced {
  /** W3C `traceparent` of this step, for what it causes; the one that was handed in while tracing is off. */
  readonly traceparent: string | null;
  end(error?: unknown): void;
}

/** Begins a step below the one that `parent` names. */
export function beginTrace(name: string, parent: string | null, attributes: Attributes = {}): Traced {
  if (!tracer) return { traceparent: parent, end: () => undefined };
  const span = tracer.startSpan(name, { attributes }, contextOf(parent));
  return { traceparent: textOf(span.spanContext()), end: (error) => endSpan(span, error) };
}

/** Runs a step; while tracing is off, nothing but the step. */
export function traced<T>(name: string, parent: string | null, attributes: () => Attributes, step: (traceparent: string | null) => Promise<T>): Promise<T> {
  if (!tracer) return step(parent);
  const begun = beginTrace(name, parent, attributes());
  return step(begun.traceparent).then(
    (value) => {
      begun.end();
      return value;
    },
    (error: unknown) => {
      begun.end(error);
      throw error;
    },
  );
}

export function isTracing(): boolean {
  return tracer !== null;
}

function endSpan(span: Span, error: unknown): void {
  if (error !== undefined) {
    const message = error instanceof Error ? error.name : 'error';
    // Messages and values can hold what belongs to a patient; the log has them, a trace does not.
    span.setStatus({ code: SpanStatusCode.ERROR, message });
  }
  span.end();
}

function contextOf(traceparent: string | null): Context {
  const [, traceId, spanId, flags] = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/.exec(traceparent ?? '') ?? [];
  if (!traceId || !spanId || !flags) return ROOT_CONTEXT;
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true });
}

function textOf({ traceId, spanId, traceFlags }: SpanContext): string {
  return `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;
}
