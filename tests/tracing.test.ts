import { fastify, type FastifyInstance } from 'fastify';
import { eventually } from '#kernel/testing/eventually.js';
import { GraphClient } from './end-to-end/client.js';
import { FirstPageDocument } from './end-to-end/generated/graphql.js';
import { startTopology, type RunningGraph, type Topology } from './end-to-end/topology.js';

interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: readonly { key: string; value: unknown }[];
}
interface Export {
  readonly resourceSpans: readonly { readonly scopeSpans: readonly { readonly spans: readonly Span[] }[] }[];
}

const traceId = '0af7651916cd43dd8448eb211c80319c';
const caller = 'b7ad6b7169203331';

describe.each<Topology>(['one process', 'services'])('a request to the graph as %s', (topology) => {
  const spans: Span[] = [];
  let collector: FastifyInstance;
  let graph: RunningGraph;
  beforeAll(async () => {
    collector = fastify({ forceCloseConnections: true, bodyLimit: 64 * 1024 * 1024 });
    collector.post<{ Body: Export }>('/v1/traces', ({ body }) => {
      spans.push(...body.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans)));
      return {};
    });
    const url = await collector.listen({ port: 0, host: '127.0.0.1' });
    graph = await startTopology(topology, { OTEL_EXPORTER_OTLP_ENDPOINT: url, OTEL_BSP_SCHEDULE_DELAY: '100' });
  }, 400_000);
  afterAll(async () => {
    await graph.stop();
    await collector.close();
  }, 400_000);

  it('is one trace from the caller down to the statements, without a word of what is in the record', async () => {
    const owner = await GraphClient.signIn(graph.url, 'steppe');
    const answer = await owner.with({ traceparent: `00-${traceId}-${caller}-01` }).run(FirstPageDocument, { nameStartsWith: 'fee' });
    const ours = () => spans.filter((span) => span.traceId === traceId);
    await eventually(
      () => Promise.resolve(ours().map(({ name }) => name)),
      (names) => ['graphql', 'plan', 'fetch patients', 'fetch platform', 'subgraph patients', 'subgraph platform', 'sql'].every((name) => names.includes(name)) && names.some((name) => name.startsWith('load ')),
    );
    const byId = new Map(ours().map((span) => [span.spanId, span]));
    const above = (name: string): string | undefined => {
      const span = ours().find((one) => one.name === name);
      return span?.parentSpanId === caller ? 'the caller' : byId.get(span?.parentSpanId ?? '')?.name;
    };
    expect([above('graphql'), above('plan'), above('fetch patients'), above('subgraph patients')]).toEqual(['the caller', 'graphql', 'graphql', 'fetch patients']);
    expect(['subgraph patients', 'subgraph platform']).toContain(above('sql'));
    const name = answer.data?.patients.nodes[0]?.name ?? 'nobody';
    expect(JSON.stringify(ours())).not.toContain(name);
    expect(JSON.stringify(ours())).not.toContain('"fee"');
  });
});

it('has figures of what it plans, fetches and keeps open', async () => {
  const graph = await startTopology('one process');
  const owner = await GraphClient.signIn(graph.url, 'steppe');
  for (let times = 0; times < 3; times += 1) await owner.run(FirstPageDocument, {});
  const text = await (await fetch(`${graph.url}/metrics`)).text();
  await graph.stop();
  const figure = (name: RegExp) => Number(name.exec(text)?.[1] ?? Number.NaN);
  expect(figure(/^caregraph_plan_cache_hits_total (\d+)$/m)).toBeGreaterThanOrEqual(2);
  expect(figure(/^caregraph_planning_seconds_count (\d+)$/m)).toBeGreaterThanOrEqual(2);
  expect(figure(/^caregraph_fetch_seconds_count\{subgraph="patients",outcome="ok"\} (\d+)$/m)).toBeGreaterThanOrEqual(3);
  expect(figure(/^caregraph_pool_connections\{subgraph="patients",state="open"\} (\d+)$/m)).toBeGreaterThanOrEqual(1);
}, 400_000);
