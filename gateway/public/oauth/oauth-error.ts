/** Errors of RFC 6749 (5.2), 7009 and ours, by the status that each answers with. */
const statuses = {
  invalid_request: 400,
  invalid_client: 401,
  unauthorized_client: 400,
  unsupported_grant_type: 400,
  invalid_scope: 400,
  unsupported_token_type: 400,
  slow_down: 429,
  temporarily_unavailable: 503,
  server_error: 500,
} as const;

export type OAuthErrorCode = keyof typeof statuses;

/** A refusal at one of OAuth's endpoints. */
export class OAuthError extends Error {
  override name = 'OAuthError';
  readonly status: number;

  constructor(
    readonly code: OAuthErrorCode,
    message: string,
    readonly retryAfterSeconds: number | null = null,
  ) {
    super(message);
    this.status = statuses[code];
  }

  /** As the RFC writes it: of what is described, only the characters that it allows. */
  get body(): { error: OAuthErrorCode; error_description: string } {
    return { error: this.code, error_description: this.message.replace(/["\\]/g, "'").replace(/[^\x20-\x7e]/g, '?') };
  }
}

export function isOAuthErrorCode(code: string): code is OAuthErrorCode {
  return Object.hasOwn(statuses, code);
}
