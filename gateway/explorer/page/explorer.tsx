import { createGraphiQLFetcher } from '@graphiql/toolkit';
import { GraphiQL, HISTORY_PLUGIN } from 'graphiql';
import { useState, type ReactNode } from 'react';
import type { ExplorerConfig } from '../explorer-config.js';
import { examplesPlugin, tabOf } from './examples.js';
import { SignIn } from './sign-in.js';
import { storageOf } from './storage.js';

const welcome = '# Write an operation here, or open one from Examples on the left.\n# Ctrl-Space completes, Ctrl-Enter runs.\n';

export function Explorer({ config }: { config: ExplorerConfig }): ReactNode {
  const [fetcher] = useState(() => fetcherFor(config.endpoint));
  const [storage] = useState(() => storageOf(config.endpoint));
  const [plugins] = useState(() => [examplesPlugin(config.examples), HISTORY_PLUGIN]);
  return (
    <GraphiQL
      fetcher={fetcher}
      plugins={plugins}
      visiblePlugin="Examples"
      defaultQuery={welcome}
      defaultTabs={config.examples.slice(0, 1).map(tabOf)}
      {...(config.headers ? { defaultHeaders: JSON.stringify(config.headers, null, 2) } : {})}
      defaultEditorToolsVisibility
      // Tokens and patients' data must not outlive the browser tab on a shared machine.
      storage={storage}
      shouldPersistHeaders
      showPersistHeadersSettings={false}
    >
      <GraphiQL.Logo>
        <div className="explorer-brand">
          {config.development && config.logins.length > 0 && <SignIn config={config} />}
          <span className="explorer-name">CareGraph</span>
        </div>
      </GraphiQL.Logo>
    </GraphiQL>
  );
}

/** Subscriptions go over graphql-ws at the same address; its connection carries the headers as parameters. */
function fetcherFor(endpoint: string) {
  const socket = new URL(endpoint, location.href);
  socket.protocol = socket.protocol.replace('http', 'ws');
  return createGraphiQLFetcher({ url: endpoint, subscriptionUrl: socket.href, enableIncrementalDelivery: false });
}
