import { isTracing, traced } from '#kernel/telemetry/tracing.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** The same channel, every fetch a step of its request's trace; the channel itself while nothing is traced. */
export function tracedChannel(channel: SubgraphChannel): SubgraphChannel {
  if (!isTracing()) return channel;
  return {
    name: channel.name,
    ...(channel.subscribe ? { subscribe: channel.subscribe.bind(channel) } : {}),
    ...(channel.download ? { download: tracedDownload(channel.name, channel.download.bind(channel)) } : {}),
    ...(channel.receive ? { receive: channel.receive.bind(channel) } : {}),
    execute: (operation, context, signal) =>
      traced(
        `fetch ${channel.name}`,
        context.traceparent,
        () => ({ 'caregraph.subgraph': channel.name, 'graphql.document': operation.query }),
        (traceparent) => channel.execute(operation, { ...context, traceparent }, signal),
      ),
  };
}

function tracedDownload(name: string, download: NonNullable<SubgraphChannel['download']>): typeof download {
  return (request, context, signal) =>
    traced(
      `fetch ${name}`,
      context.traceparent,
      () => ({ 'caregraph.subgraph': name, 'caregraph.download': request.name }),
      (traceparent) => download(request, { ...context, traceparent }, signal),
    );
}
