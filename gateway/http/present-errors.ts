import { unwrapResolverError } from '@apollo/server/errors';
import type { GraphQLFormattedError } from 'graphql';
import type { Logger } from '#kernel/log/logger.js';

/** Codes of ours, which speak for themselves. */
const ours = new Set(['UNAUTHENTICATED', 'FORBIDDEN', 'NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT', 'RATE_LIMITED', 'COST_EXCEEDED', 'UNAVAILABLE', 'INTERNAL']);

/** Apollo Server's names for requests that cannot be understood. */
const badRequests = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'BAD_REQUEST',
  'OPERATION_RESOLUTION_FAILURE',
  'PERSISTED_QUERY_NOT_FOUND',
  'PERSISTED_QUERY_NOT_SUPPORTED',
]);

/** Extensions that a client can use; everything else stays inside. */
const shown = ['permission', 'cost', 'limit'];

/** An error as a client sees it: one of our codes, a message that is meant for it, and nothing else. */
export function presentError(log: Logger, formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const { message, path, locations, extensions } = formatted;
  const code = codeOf(extensions) ?? '';
  const kept = Object.fromEntries(shown.flatMap((key) => (extensions?.[key] === undefined ? [] : [[key, extensions[key]]])));
  const place = { ...(path ? { path } : {}), ...(locations ? { locations } : {}) };
  if (ours.has(code)) return { message, ...place, extensions: { code, ...kept } };
  if (badRequests.has(code)) return { message, ...place, extensions: { code: 'BAD_USER_INPUT' } };
  log.error({ error: unwrapResolverError(error), path }, 'an operation failed');
  return { message: 'Something went wrong on our side; quote the x-request-id of this answer to support.', ...place, extensions: { code: 'INTERNAL' } };
}

/** The code of an error, when it has one. */
export function codeOf(extensions: GraphQLFormattedError['extensions']): string | null {
  const code = extensions?.['code'];
  return typeof code === 'string' ? code : null;
}
