import 'reflect-metadata';
import { Database } from '#kernel/database/database.js';
import { InProcessTransport } from '#kernel/events/transport.js';
import { startBackground } from '#kernel/jobs/background.js';
import { InProcessLiveBus } from '#kernel/live/live-bus.js';
import { LiveFeeds } from '#kernel/live/live-feeds.js';
import { createLogger } from '#kernel/log/logger.js';
import { createObjects, type ObjectSettings } from '#kernel/objects/create-objects.js';
import type { SubgraphResources } from '#kernel/subgraph/context.js';
import { EventCatalogue, platform, type PlatformServices } from '../index.js';
import { NumberedGraph } from './numbered-graph.js';

export interface ExportProcessSettings {
  readonly url: string;
  readonly operatorUrl: string;
  readonly objects: ObjectSettings;
  /** Of the list that is exported. */
  readonly count: number;
  readonly padding: string;
}

/** What the process tells the one that started it, ten times a second. */
export interface MemoryReport {
  readonly rss: number;
  readonly pages: number;
}

/** The platform's background work in a process of its own, over a list of its own, for a test that kills or measures it. */
async function work({ url, operatorUrl, objects, count, padding }: ExportProcessSettings): Promise<void> {
  const log = createLogger({ level: 'error', name: platform.name });
  const database = new Database({ name: platform.name, url, operatorUrl, entities: platform.entities, poolSize: 5, log });
  await database.open();
  const publicGraph = new NumberedGraph(count, padding);
  publicGraph.remembers = false;
  let pages = 0;
  publicGraph.before = () => {
    pages += 1;
    return undefined;
  };
  const services: Partial<PlatformServices> = { objects: await createObjects(objects), publicGraph, events: new EventCatalogue([]) };
  const unasked = () => Promise.reject(new Error('An export asks no other subgraph'));
  const resources: SubgraphResources = {
    database,
    entities: { existing: unasked, read: unasked },
    live: new LiveFeeds(new InProcessLiveBus(), () => database.acrossTenants().pool, log),
    log,
    services,
  };
  await startBackground(platform, resources, new InProcessTransport());
  setInterval(() => process.send?.({ rss: process.memoryUsage.rss(), pages } satisfies MemoryReport), 100);
}

await work(JSON.parse(process.argv[2] ?? '') as ExportProcessSettings);
