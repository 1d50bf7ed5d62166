import { Transform, type Readable } from 'node:stream';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { AccessTokenVerifier } from '../context/access-token.js';
import type { Limits } from '../limits.js';
import { bearerToken } from './credentials.js';
import { clientGone } from './client-gone.js';
import { LargeBodySlots } from './large-body-slots.js';
import { sizeOf } from './size.js';

/** As Fastify counts what a compressed body had on the wire. */
type Payload = Readable & { receivedEncodedLength?: number };

/**
 * Lets requests through whose variables carry files, for callers whose access token verifies. Whether one may is decided before
 * more of its body is read than everybody may send; all but the variables stays as small as theirs.
 */
export class LargeBodies {
  private readonly slots: LargeBodySlots;
  private readonly admitted = new WeakSet<FastifyRequest>();

  constructor(
    private readonly limits: Limits,
    private readonly tokens: AccessTokenVerifier,
  ) {
    const { largeBodies: most, largeBodiesPerTenant: mostOfTenant, receiveMs } = limits;
    // What waits longer would not arrive in time any more.
    this.slots = new LargeBodySlots({ most, mostOfTenant, waitMs: receiveMs / 2 });
  }

  /** Before the body is read, and after it is set to be unpacked: what comes out of a compressed one is what counts. */
  readonly preParsing = async (request: FastifyRequest, reply: FastifyReply, payload: Payload): Promise<Payload> => {
    const { bodyBytes, largeBodyBytes } = this.limits;
    const declared = payload === request.raw ? Number(request.headers['content-length'] ?? NaN) : NaN;
    if (declared <= bodyBytes) return payload;
    if (Number.isNaN(declared)) return metered(payload, this.limits, () => this.admit(request, reply));
    if (declared > largeBodyBytes && bearerToken(request) !== null) throw beyond(this.limits);
    await this.admit(request, reply);
    return payload;
  };

  /** Only variables may be large. */
  readonly preHandler = (request: FastifyRequest): void => {
    if (!this.admitted.has(request)) return;
    const { body } = request;
    const rest = typeof body === 'object' && body !== null && !Array.isArray(body) ? { ...body, variables: null } : body;
    if (sizeWithin(rest, this.limits.bodyBytes)) return;
    throw tooLarge(`All of an operation but its variables has at most ${sizeOf(this.limits.bodyBytes)}: put what is large into variables.`);
  };

  private async admit(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { bodyBytes, largeBodyBytes } = this.limits;
    const token = bearerToken(request);
    if (token === null) {
      throw tooLarge(
        `A request has at most ${sizeOf(bodyBytes)}; with an access token in its Authorization header, its variables may have up to ${sizeOf(largeBodyBytes)}.`,
      );
    }
    const { tenant } = await this.tokens.verify(token);
    const giveBack = await this.slots.take(tenant, clientGone(reply));
    if (reply.raw.closed) giveBack();
    else reply.raw.once('close', giveBack);
    this.admitted.add(request);
  }
}

/** A body whose size nobody has told: at what everybody may send it waits until it is admitted, or is refused. */
function metered(payload: Payload, limits: Limits, admit: () => Promise<void>): Payload {
  let size = 0;
  let isAdmitted = false;
  const meter: Payload & Transform = new Transform({
    transform: (chunk: Buffer, _, done) => {
      size += chunk.length;
      if (size > limits.largeBodyBytes) return done(beyond(limits));
      if (size <= limits.bodyBytes || isAdmitted) return done(null, chunk);
      admit().then(() => {
        isAdmitted = true;
        done(null, chunk);
      }, done);
    },
  });
  Object.defineProperty(meter, 'receivedEncodedLength', { get: () => payload.receivedEncodedLength ?? 0 });
  payload.once('error', (error) => meter.destroy(error));
  return payload.pipe(meter);
}

/** Whether it has no more bytes as JSON. What is nested too deep to be written is not small. */
function sizeWithin(value: unknown, most: number): boolean {
  try {
    return Buffer.byteLength(JSON.stringify(value) ?? '') <= most;
  } catch {
    return false;
  }
}

function beyond({ largeBodyBytes }: Limits): GraphError {
  return tooLarge(`A request has at most ${sizeOf(largeBodyBytes)}: send less at once.`);
}

function tooLarge(message: string): GraphError {
  return new GraphError('BAD_USER_INPUT', message, { httpStatus: 413 });
}
