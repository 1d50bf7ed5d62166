export {
  CareGraph,
  type CareGraphOptions,
  type Connection,
  type Cost,
  type MutationOptions,
  type Operation,
  type RequestOptions,
} from './care-graph.js';
export type { PrivateKey } from './client-assertion.js';
export {
  CareGraphError,
  CostExceededError,
  ExportError,
  ForbiddenError,
  NetworkError,
  RateLimitedError,
  RequestError,
  TokenError,
  UnauthenticatedError,
  UserErrors,
  WebhookVerificationError,
  type GraphErrorEntry,
  type UserErrorEntry,
} from './errors.js';
export type { Exports, WaitOptions } from './exports.js';
export * from './generated/graphql.js';
export { Webhook, type WebhookEvent, type WebhookOptions } from './webhook.js';
