import type { Logger } from '#kernel/log/logger.js';
import { traceWith } from '#kernel/telemetry/tracing.js';
import type { Configuration } from './configuration.js';

/**
 * Sends traces where `OTEL_EXPORTER_OTLP_ENDPOINT` says (OTLP over HTTP); without it nothing is loaded. Which share of them, and
 * everything else, is said by OpenTelemetry's own variables, such as `OTEL_TRACES_SAMPLER`. Answers how to send the last ones.
 */
export async function startTracing({ tracesTo }: Configuration, service: string, log: Logger): Promise<() => Promise<void>> {
  if (tracesTo === null) return () => Promise.resolve();
  const [{ BatchSpanProcessor, NodeTracerProvider }, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace-node'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: new URL('v1/traces', tracesTo.endsWith('/') ? tracesTo : `${tracesTo}/`).href });
  const provider = new NodeTracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': service })),
    spanProcessors: [new BatchSpanProcessor(exporter)],
  });
  traceWith(provider.getTracer('caregraph'));
  return async () => {
    traceWith(null);
    // A collector that is away must not keep a process from stopping cleanly.
    await provider.shutdown().catch((error: unknown) => log.warn({ error }, 'the last traces could not be sent'));
  };
}
