import { createPublicKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { NotificationSettings } from '#kernel/notifications/create-notifications.js';
import type { ObjectSettings } from '#kernel/objects/create-objects.js';
import { StartupError } from './engines/startup-error.js';
import { notificationSettings, notificationVariables } from './notification-settings.js';
import { objectSettings, objectVariables } from './object-settings.js';
import { requireUrl } from './require-url.js';
import { whatsappSettings, whatsappVariables, type WhatsAppChannelSettings } from './whatsapp-settings.js';
import { routingSettings, routingVariables } from './routing-settings.js';
import type { RoutingSettings } from '../subgraphs/logistics/index.js';

/** Everything that can be set from outside. The README's table describes each variable. */
export interface Configuration {
  readonly port: number;
  readonly host: string;
  readonly dataFolder: string;
  /** Where the composed supergraph lies, for a gateway that runs apart from the subgraphs. */
  readonly schemaFolder: string;
  /** The owner's address; null starts the embedded PostgreSQL. */
  readonly databaseUrl: string | null;
  readonly redisUrl: string | null;
  readonly publicDomain: string;
  /** Where third parties find the gateway; null is this machine, at the port that it listens on. */
  readonly publicUrl: string | null;
  readonly development: boolean;
  readonly secureCookies: boolean;
  readonly trustProxy: boolean | string;
  readonly logLevel: string;
  /** Where traces go by OTLP over HTTP; null traces nothing. */
  readonly tracesTo: string | null;
  /** OpenTelemetry's own variables, for services that this process starts. */
  readonly telemetry: Readonly<Record<string, string>>;
  /** Seals keys and derives the roles' passwords; null takes the one kept in the data folder. */
  readonly secret: string | null;
  readonly poolSize: number;
  /** How messages reach persons. */
  readonly notifications: NotificationSettings;
  /** The same as variables, for the services that send and that this process starts. */
  readonly notificationVariables: Readonly<Record<string, string>>;
  /** How conversations reach people; null keeps them here, for those who build. */
  readonly whatsapp: WhatsAppChannelSettings | null;
  /** The same as variables, for the service that this process starts. */
  readonly whatsappVariables: Readonly<Record<string, string>>;
  /** Where logistics looks ways up; null guesses them by distance. */
  readonly routing: RoutingSettings | null;
  /** The same as variables, for the service that this process starts. */
  readonly routingVariables: Readonly<Record<string, string>>;
  /** Where large files are kept. */
  readonly objects: ObjectSettings;
  /** The same as variables, for the service that this process starts. */
  readonly objectVariables: Readonly<Record<string, string>>;
  /** Whether webhooks may lead to this machine, by http: for those who build. */
  readonly webhooksToLoopback: boolean;
  /** The tenant that anybody may try the public graph with; null where there is none. */
  readonly sandbox: SandboxSettings | null;
  /** Of one service: where others are, and the keys between them. */
  readonly service: ServiceConfiguration;
  /** A subgraph's own database, where it has one: `PATIENTS_DATABASE_URL`. */
  databaseUrlOf(subgraph: string, role: 'app' | 'operator'): string | null;
}

export interface SandboxSettings {
  /** Every so many hours, counted from midnight UTC, there is a new one. */
  readonly resetHours: number;
}

export interface ServiceConfiguration {
  readonly gatewayUrl: string | null;
  /** `platform=http://platform:4001,patients=http://patients:4002` */
  readonly subgraphUrls: ReadonlyMap<string, string>;
  /** Ed25519, PKCS#8 PEM: the gateway signs contexts by it. */
  readonly contextPrivateKey: string | null;
  /** Ed25519, SPKI PEM: subgraphs check contexts by it. */
  readonly contextPublicKey: string | null;
  /** Ed25519, PKCS#8 PEM: a subgraph signs by it what its jobs ask others. */
  readonly subgraphPrivateKey: string | null;
  /** The other halves, by subgraph: the gateway checks by them who asks. */
  readonly subgraphPublicKeys: ReadonlyMap<string, KeyObject>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads and checks the environment, the only place that does. Throws a `StartupError` that names the variable. */
export function readConfiguration(environment: Environment = process.env): Configuration {
  const text = (name: string): string | null => environment[name]?.trim() || fromFile(`${name}_FILE`, environment[`${name}_FILE`]);
  const databaseUrl = text('DATABASE_URL');
  if (databaseUrl !== null) requireUrl('DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:']);
  const redisUrl = text('REDIS_URL');
  if (redisUrl !== null) requireUrl('REDIS_URL', redisUrl, ['redis:', 'rediss:']);
  const tracesTo = text('OTEL_EXPORTER_OTLP_ENDPOINT');
  if (tracesTo !== null) requireUrl('OTEL_EXPORTER_OTLP_ENDPOINT', tracesTo, ['http:', 'https:']);
  const development = (text('NODE_ENV') ?? 'development') !== 'production';
  const secret = text('CAREGRAPH_SECRET');
  if (secret !== null && secret.length < 32) throw new StartupError('CAREGRAPH_SECRET is too short: use at least 32 random characters.');
  const proxy = text('TRUST_PROXY');
  const notifications = notificationVariables(text);
  const routing = routingVariables(text);
  const whatsapp = whatsappVariables(text);
  const dataFolder = resolve(text('DATA_FOLDER') ?? 'data');
  const objects = objectVariables(text);
  const webhooksToLoopback = text('WEBHOOKS_TO_LOOPBACK') === 'true';
  if (webhooksToLoopback && !development) {
    throw new StartupError('WEBHOOKS_TO_LOOPBACK lets tenants reach this very machine: leave it out in production.');
  }
  return {
    port: wholeNumber('PORT', text('PORT'), 4000, 0, 65_535),
    host: text('HOST') ?? (development ? '127.0.0.1' : '0.0.0.0'),
    dataFolder,
    schemaFolder: resolve(text('SCHEMA_FOLDER') ?? 'schema'),
    databaseUrl,
    redisUrl,
    publicDomain: (text('PUBLIC_DOMAIN') ?? 'localhost').toLowerCase(),
    publicUrl: publicUrl(text('PUBLIC_URL')),
    development,
    secureCookies: text('SECURE_COOKIES') === null ? !development : text('SECURE_COOKIES') === 'true',
    trustProxy: proxy === null || proxy === 'false' ? false : proxy === 'true' ? true : proxy,
    logLevel: text('LOG_LEVEL') ?? (development ? 'warn' : 'info'),
    tracesTo,
    telemetry: Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (name.startsWith('OTEL_') && value !== undefined ? [[name, value]] : []))),
    secret,
    poolSize: wholeNumber('POOL_SIZE', text('POOL_SIZE'), 10, 1, 200),
    notifications: notificationSettings(notifications),
    notificationVariables: notifications,
    whatsapp: whatsappSettings(whatsapp),
    whatsappVariables: whatsapp,
    routing: routingSettings(routing),
    routingVariables: routing,
    objects: objectSettings(objects, dataFolder),
    objectVariables: objects,
    webhooksToLoopback,
    sandbox: (text('SANDBOX') ?? String(development)) === 'true' ? { resetHours: wholeNumber('SANDBOX_RESET_HOURS', text('SANDBOX_RESET_HOURS'), 24, 1, 168) } : null,
    service: {
      gatewayUrl: text('GATEWAY_URL'),
      subgraphUrls: subgraphUrls(text('SUBGRAPH_URLS')),
      contextPrivateKey: pem(text('CONTEXT_PRIVATE_KEY')),
      contextPublicKey: pem(text('CONTEXT_PUBLIC_KEY')),
      subgraphPrivateKey: pem(text('SUBGRAPH_PRIVATE_KEY')),
      subgraphPublicKeys: keySet('SUBGRAPH_PUBLIC_KEYS', text('SUBGRAPH_PUBLIC_KEYS')),
    },
    databaseUrlOf: (subgraph, role) => text(`${subgraph.toUpperCase()}_${role === 'operator' ? 'OPERATOR_' : ''}DATABASE_URL`),
  };
}

/** Where `migrate` makes the keys between services, before the configuration that names them can be read. */
export function readKeysFolder(environment: Environment = process.env): string | null {
  return environment['KEYS_FOLDER']?.trim() || null;
}

function wholeNumber(name: string, text: string | null, otherwise: number, least: number, most: number): number {
  if (text === null) return otherwise;
  const value = Number(text);
  if (!Number.isInteger(value) || value < least || value > most) {
    throw new StartupError(`${name} is "${text}": set it to a whole number from ${least} to ${most}, or leave it out for ${otherwise}.`);
  }
  return value;
}

/** Tokens name it as their issuer, to the letter: an origin and nothing more. */
function publicUrl(text: string | null): string | null {
  if (text === null) return null;
  requireUrl('PUBLIC_URL', text, ['http:', 'https:']);
  const { origin, href } = new URL(text);
  if (href !== `${origin}/`) throw new StartupError(`PUBLIC_URL is more than an origin: set it to ${origin}.`);
  return origin;
}

function subgraphUrls(text: string | null): ReadonlyMap<string, string> {
  return new Map(
    (text ?? '').split(',').flatMap((pair) => {
      const [name, url] = pair.trim().split('=');
      if (!name) return [];
      requireUrl('SUBGRAPH_URLS', url ?? '', ['http:', 'https:']);
      return [[name, url ?? ''] as const];
    }),
  );
}

/** A JSON Web Key Set (RFC 7517) of Ed25519 keys, each `kid` the name of its subgraph. */
function keySet(name: string, text: string | null): ReadonlyMap<string, KeyObject> {
  if (text === null) return new Map();
  try {
    const { keys } = JSON.parse(text) as { keys: readonly (JsonWebKey & { kid: string })[] };
    return new Map(keys.map((jwk) => {
      if (typeof jwk.kid !== 'string' || jwk.crv !== 'Ed25519') throw new Error('a key is not Ed25519, or without a name');
      return [jwk.kid, createPublicKey({ key: jwk, format: 'jwk' })];
    }));
  } catch (error) {
    throw new StartupError(`${name} is no JSON Web Key Set of Ed25519 keys with a "kid" each: correct it.`, { cause: error });
  }
}

/** `NAME_FILE` names a file that holds the value, as container secrets do. */
function fromFile(name: string, file: string | undefined): string | null {
  if (!file) return null;
  try {
    return readFileSync(file, 'utf8').trim() || null;
  } catch (error) {
    throw new StartupError(`${name} names ${file}, which cannot be read: correct it.`, { cause: error });
  }
}

/** Environment files carry a PEM on one line, with `\n` written out. */
function pem(text: string | null): string | null {
  return text?.replaceAll('\\n', '\n') ?? null;
}
