/** What the explorer's page is told by its server, as JSON, at `/explorer/config.json`. */
export interface ExplorerConfig {
  /** The path of the graph on the page's own origin, for HTTP and for WebSocket: `/graphql`. */
  readonly endpoint: string;
  readonly examples: readonly ExampleOperation[];
  /** What a new tab sends along. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Ready-made sign-ins; sent to the page in development only. */
  readonly logins: readonly DemoLogin[];
  readonly development: boolean;
}

/** An operation that a reader can open in a tab and run. */
export interface ExampleOperation {
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A demo person: `tenant` is the value of `X-Tenant-ID` that the login is for. */
export interface DemoLogin {
  readonly label: string;
  readonly tenant: string;
  readonly email: string;
  readonly password: string;
}
