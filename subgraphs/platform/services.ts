import type { Context } from '#kernel/subgraph/context.js';
import type { PermissionCatalogue } from './roles/permission-catalogue.js';
import type { AccessTokens } from './sessions/access-tokens.js';

/** What platform needs beside its database, handed in by the app. */
export interface PlatformServices {
  readonly catalogue: PermissionCatalogue;
  readonly tokens: AccessTokens;
  /** The domain below which tenants have their subdomains: `localhost`, `caregraph.example`. */
  readonly publicDomain: string;
}

export type PlatformContext = Context<PlatformServices>;
