/** Why a socket is closed: the protocol's own codes (graphql-transport-ws), and those of RFC 6455 for everything else. */
export const closeCodes = {
  /** The token has expired or its session has ended. */
  unauthorized: 4401,
  /** The tenant is suspended, or it is not for this caller. */
  forbidden: 4403,
  goingAway: 1001,
  /** The schema has changed: connect and subscribe again. */
  restart: 1012,
  /** Too slow, or too many: later. */
  tryAgainLater: 1013,
} as const;

/** A close frame has room for 123 bytes of reason. */
export function closeReason(text: string): string {
  const bytes = Buffer.from(text);
  return bytes.length <= 123 ? text : `${bytes.subarray(0, 119).toString('utf8').replace(/�+$/, '')}…`;
}
