import { pino, type Logger } from 'pino';

export type { Logger };

/** Keys whose values never reach a log line, at any of the depths where they occur. */
const secrets = ['password', 'accessToken', 'refreshToken', 'token', 'secret', 'authorization', 'cookie', 'idempotencyKey'];

/** Structured JSON lines on standard output. Patient data is never logged on purpose, and secrets are masked by key. */
export function createLogger(options: { level: string; name: string }): Logger {
  return pino({
    name: options.name,
    level: options.level,
    redact: { paths: secrets.flatMap((key) => [key, `*.${key}`, `*.*.${key}`, `*.*.*.${key}`]), censor: '[redacted]' },
    serializers: { error: pino.stdSerializers.err },
    formatters: { level: (label) => ({ level: label }) },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** A logger that says nothing, for tests. */
export const silent: Logger = pino({ level: 'silent' });
