import type { GraphErrorCode } from './graph-error.js';

/** The status of an HTTP answer that is an error as a whole. */
const statuses: Readonly<Record<GraphErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  BAD_USER_INPUT: 400,
  CONFLICT: 409,
  RATE_LIMITED: 429,
  COST_EXCEEDED: 400,
  UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** 400 for a code that is none of ours. */
export function httpStatusOf(code: string): number {
  return (statuses as Readonly<Record<string, number>>)[code] ?? 400;
}
