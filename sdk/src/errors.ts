/** One entry of `errors` in an answer. */
export interface GraphErrorEntry {
  readonly message: string;
  readonly path?: readonly (string | number)[];
  readonly extensions?: { readonly code?: string; readonly permission?: string } & Readonly<Record<string, unknown>>;
}

/** One entry of `userErrors` in a payload. */
export interface UserErrorEntry {
  readonly code: string;
  /** For persons: what is wrong, and what to do. */
  readonly message: string;
  readonly field?: readonly string[] | null;
}

/** Everything that this SDK throws is one of these. */
export class CareGraphError extends Error {
  override readonly name: string = 'CareGraphError';
}

/** Nobody answered, or not in time. The cause says more. */
export class NetworkError extends CareGraphError {
  override readonly name = 'NetworkError';
}

/** The answer has `errors`: the request itself was wrong, refused, or failed. */
export class RequestError extends CareGraphError {
  override readonly name: string = 'RequestError';
  readonly code: string;
  readonly errors: readonly GraphErrorEntry[];
  readonly status: number;
  /** Quote it to support. */
  readonly requestId: string | null;
  /** What was answered all the same. */
  readonly data: unknown;

  constructor({ status, errors, requestId, data }: Refusal) {
    const [first] = errors;
    super(first?.message ?? `The graph answered ${status}.`);
    this.code = first?.extensions?.code ?? codeOf(status);
    this.errors = errors;
    this.status = status;
    this.requestId = requestId;
    this.data = data;
  }
}

/** No credential, or one that is expired, revoked or wrong. */
export class UnauthenticatedError extends RequestError {
  override readonly name = 'UnauthenticatedError';
}

/** A scope is missing: `permission` says which. */
export class ForbiddenError extends RequestError {
  override readonly name = 'ForbiddenError';
  readonly permission: string | null;

  constructor(refusal: Refusal) {
    super(refusal);
    this.permission = refusal.errors[0]?.extensions?.permission ?? null;
  }
}

/** Too fast, or the quota of the day is used up. */
export class RateLimitedError extends RequestError {
  override readonly name = 'RateLimitedError';
  readonly retryAfterSeconds: number | null;

  constructor(refusal: Refusal) {
    super(refusal);
    this.retryAfterSeconds = refusal.retryAfterSeconds;
  }
}

/** One operation asks for more than a full bucket pays. */
export class CostExceededError extends RequestError {
  override readonly name = 'CostExceededError';
}

/** The token endpoint refused: an error of OAuth 2.0. */
export class TokenError extends CareGraphError {
  override readonly name = 'TokenError';

  constructor(
    /** Such as `invalid_client` or `invalid_scope`. */
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** A rule was in the way: nothing was done. */
export class UserErrors extends CareGraphError {
  override readonly name = 'UserErrors';

  constructor(readonly userErrors: readonly UserErrorEntry[]) {
    super(userErrors.map(({ message }) => message).join(' '));
  }
}

/** An export has no file: it failed, was cancelled, or is too old. */
export class ExportError extends CareGraphError {
  override readonly name = 'ExportError';

  constructor(
    readonly status: string,
    message: string,
  ) {
    super(message);
  }
}

/** What came is not from CareGraph, not as it was sent, or not from now. */
export class WebhookVerificationError extends CareGraphError {
  override readonly name = 'WebhookVerificationError';
}

export interface Refusal {
  readonly status: number;
  readonly errors: readonly GraphErrorEntry[];
  readonly requestId: string | null;
  readonly retryAfterSeconds: number | null;
  readonly data: unknown;
}

/** The class of an answer with `errors`. */
export function errorFor(refusal: Refusal): RequestError {
  switch (refusal.errors[0]?.extensions?.code ?? codeOf(refusal.status)) {
    case 'UNAUTHENTICATED':
      return new UnauthenticatedError(refusal);
    case 'FORBIDDEN':
      return new ForbiddenError(refusal);
    case 'RATE_LIMITED':
      return new RateLimitedError(refusal);
    case 'COST_EXCEEDED':
      return new CostExceededError(refusal);
    default:
      return new RequestError(refusal);
  }
}

function codeOf(status: number): string {
  const codes: Readonly<Record<number, string>> = { 401: 'UNAUTHENTICATED', 403: 'FORBIDDEN', 429: 'RATE_LIMITED', 503: 'UNAVAILABLE' };
  return codes[status] ?? (status >= 500 ? 'INTERNAL' : 'BAD_USER_INPUT');
}
