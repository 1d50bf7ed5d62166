import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ExecutionResult } from 'graphql';
import type { RequestContext } from '#kernel/context/request-context.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import type { DownloadOutcome, OfferedDownload } from '../downloads/download-route.js';
import type { ExecutionObserver } from '../execution/schema-version.js';

const buckets = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 15];
/** Clients choose operation names, so only so many become labels; the rest are counted together. */
const mostNames = 200;

/** The gateway's figures, in the Prometheus text format at `/metrics`. */
export class Metrics implements ExecutionObserver {
  readonly registry = new Registry();
  private readonly names = new Set<string>();
  private readonly operations = new Histogram({
    name: 'caregraph_operation_seconds',
    help: 'Time to answer an operation.',
    labelNames: ['operation', 'type', 'outcome'],
    buckets,
    registers: [this.registry],
  });
  private readonly errors = new Counter({
    name: 'caregraph_errors_total',
    help: 'Errors in answers, by code.',
    labelNames: ['code'],
    registers: [this.registry],
  });
  private readonly fetches = new Histogram({
    name: 'caregraph_fetch_seconds',
    help: 'Time for a subgraph to answer a fetch.',
    labelNames: ['subgraph', 'outcome'],
    buckets,
    registers: [this.registry],
  });

  private readonly planning = new Histogram({
    name: 'caregraph_planning_seconds',
    help: 'Time to plan and compile an operation that was not known.',
    buckets,
    registers: [this.registry],
  });
  private readonly planHits = new Counter({
    name: 'caregraph_plan_cache_hits_total',
    help: 'Operations whose plan was known.',
    registers: [this.registry],
  });

  private readonly sockets = new Gauge({ name: 'caregraph_sockets', help: 'Open WebSockets.', registers: [this.registry] });
  private readonly groups = new Gauge({
    name: 'caregraph_live_groups',
    help: 'Subscriptions at subgraphs, each shared by all who follow the same with the same rights.',
    registers: [this.registry],
  });

  private readonly downloads = new Counter({
    name: 'caregraph_downloads_total',
    help: 'Downloads by how they ended: whole, refused by their subgraph, or broken, by whichever side.',
    labelNames: ['subgraph', 'download', 'outcome'],
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  operation(name: string | undefined, type: string, seconds: number, errorCodes: readonly string[]): void {
    this.operations.observe({ operation: this.label(name), type, outcome: errorCodes.length > 0 ? 'error' : 'ok' }, seconds);
    for (const code of errorCodes) this.errors.inc({ code });
  }

  live({ sockets, groups }: { readonly sockets: number; readonly groups: number }): void {
    this.sockets.set(sockets);
    this.groups.set(groups);
  }

  download({ subgraph, name }: OfferedDownload, outcome: DownloadOutcome): void {
    this.downloads.inc({ subgraph, download: name, outcome });
  }

  planned(seconds: number): void {
    this.planning.observe(seconds);
  }

  reused(): void {
    this.planHits.inc();
  }

  /** The same channel, with every fetch measured. */
  measured(channel: SubgraphChannel): SubgraphChannel {
    const { fetches } = this;
    return {
      name: channel.name,
      ...(channel.subscribe ? { subscribe: channel.subscribe.bind(channel) } : {}),
      ...(channel.download ? { download: channel.download.bind(channel) } : {}),
      ...(channel.receive ? { receive: channel.receive.bind(channel) } : {}),
      async execute(operation: SubgraphOperation, context: RequestContext, signal?: AbortSignal): Promise<ExecutionResult> {
        const end = fetches.startTimer({ subgraph: channel.name });
        const result = await channel.execute(operation, context, signal);
        end({ outcome: result.errors ? 'error' : 'ok' });
        return result;
      },
    };
  }

  private label(name: string | undefined): string {
    if (name === undefined) return 'anonymous';
    if (!this.names.has(name) && this.names.size >= mostNames) return 'other';
    this.names.add(name);
    return name;
  }
}
