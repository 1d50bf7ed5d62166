import type { LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent } from 'undici';
import { NameLookup } from './name-lookup.js';
import { signatureHeaders } from './webhook-secret.js';
import { WebhookTargets } from './webhook-target.js';

/** Bytes that are read of an answer, and letters that are kept of it. */
const answerBytes = 4 * 1024;
export const answerLetters = 500;

export interface WebhookMessage {
  /** The same at every attempt: by it the receiver knows a second delivery again. */
  readonly id: string;
  readonly url: string;
  readonly body: string;
  /** All that are valid now; the first is the newest. */
  readonly secrets: readonly string[];
}

/** What came of an attempt. Without a status nobody answered, as `problem` says. */
export interface WebhookAnswer {
  readonly status: number | null;
  readonly milliseconds: number;
  /** How the answer begins. */
  readonly text: string | null;
  readonly problem: string | null;
}

export type Resolver = (hostname: string) => Promise<readonly LookupAddress[]>;

export interface WebhookSenderOptions {
  /** http, and this very machine: for those who build. */
  readonly loopbackAllowed?: boolean;
  /** Milliseconds for the whole attempt. */
  readonly timeoutMs?: number;
  readonly resolve?: Resolver;
}

/** Thrown when a name leads to where nothing may be sent. */
class ClosedTarget extends Error {
  override name = 'ClosedTarget';
}

/** Sends signed messages (Standard Webhooks) to servers that others name, and to no address that is not the Internet's. */
export class WebhookSender {
  readonly targets: WebhookTargets;
  private readonly names = new NameLookup();
  private readonly agent: Agent;
  private readonly timeoutMs: number;

  constructor({ loopbackAllowed = false, timeoutMs = 20_000, resolve = (name) => this.names.find(name) }: WebhookSenderOptions = {}) {
    this.targets = new WebhookTargets(loopbackAllowed);
    this.timeoutMs = timeoutMs;
    this.agent = new Agent({
      connect: { timeout: Math.min(timeoutMs, 5_000), lookup: checkedLookup(resolve, this.targets) },
      headersTimeout: timeoutMs,
      bodyTimeout: timeoutMs,
      maxHeaderSize: 16 * 1024,
    });
  }

  /** One attempt. Never throws for what the other side does. */
  async send({ id, url, body, secrets }: WebhookMessage): Promise<WebhookAnswer> {
    const began = performance.now();
    const answered = (answer: Omit<WebhookAnswer, 'milliseconds'>): WebhookAnswer => ({
      ...answer,
      milliseconds: Math.round(performance.now() - began),
    });
    const problem = this.targets.problemWith(url);
    if (problem) return answered({ status: null, text: null, problem });
    const { origin, pathname, search } = new URL(url);
    const signed = signatureHeaders({ id, timestamp: Math.floor(Date.now() / 1_000), body }, secrets);
    try {
      // It follows no redirect: where one leads nobody has checked, and the answer is not what was asked for.
      const response = await this.agent.request({
        origin,
        path: pathname + search,
        method: 'POST',
        headers: { 'content-type': 'application/json', 'user-agent': 'CareGraph-Webhooks/1', ...signed },
        body,
        signal: AbortSignal.timeout(this.timeoutMs),
      });
      return answered({ status: response.statusCode, text: await beginningOf(response.body), problem: null });
    } catch (error) {
      return answered({ status: null, text: null, problem: inWords(error, this.timeoutMs) });
    }
  }

  close(): Promise<void> {
    this.names.close();
    return this.agent.destroy();
  }
}

/**
 * Looks a name up and checks all that it leads to; the connection is made to what was checked, so a name cannot lead elsewhere
 * in between. One closed address among several refuses them all: nobody's server has such a name by mistake.
 */
function checkedLookup(resolve: Resolver, targets: WebhookTargets): LookupFunction {
  return (hostname, options, done) => {
    resolve(hostname).then(
      (found) => {
        const [first] = found;
        if (!first || found.some(({ address }) => isIP(address) === 0 || !targets.allows(address))) {
          return done(new ClosedTarget('closed'), []);
        }
        if (options.all) done(null, [...found]);
        else done(null, first.address, first.family);
      },
      (error: unknown) => done(error as NodeJS.ErrnoException, []),
    );
  };
}

/** By its status the receiver has decided; what follows is for people to read, as far as it comes. */
async function beginningOf(body: AsyncIterable<Buffer> & { destroy(): unknown }): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      chunks.push(chunk);
      size += chunk.length;
      if (size >= answerBytes) break;
    }
  } catch {
    // The rest is missing.
  }
  body.destroy();
  return Buffer.concat(chunks).subarray(0, answerBytes).toString().replaceAll('\0', '').slice(0, answerLetters).toWellFormed();
}

function inWords(error: unknown, timeoutMs: number): string {
  const { name, code } = error as { name: string; code?: unknown };
  if (error instanceof ClosedTarget) return 'The name of the server leads into a network, and not to a server on the Internet.';
  if (name === 'TimeoutError' || code === 'UND_ERR_HEADERS_TIMEOUT') return `No answer came within ${timeoutMs / 1_000} seconds.`;
  if (code === 'ENOTFOUND' || code === 'ENODATA') return 'The name of the server is not known.';
  if (code === 'ETIMEOUT') return 'Nobody says where the server is: its name servers do not answer.';
  return `The server could not be reached (${typeof code === 'string' ? code : name}).`;
}
