import { spawn } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { freePort } from './free-port.js';
import { StartupError } from './startup-error.js';

export interface LocalRedis {
  readonly url: string;
  /** Makes it hang, as a machine does that is out of memory, and go on. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

/** A Redis of our own on a free port, from the `redis-server` of this machine; it keeps nothing. */
export async function startLocalRedis(port?: number): Promise<LocalRedis> {
  const chosen = port ?? (await freePort());
  const server = spawn('redis-server', ['--port', String(chosen), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'], { stdio: 'ignore', detached: true });
  let failure: Error | null = null;
  server.once('error', (error) => (failure = error));
  server.once('exit', () => (failure ??= new Error('redis-server ended')));
  const url = `redis://127.0.0.1:${chosen}`;
  const isFailed = (): Error | null => failure;
  const signal = (name: NodeJS.Signals): Promise<void> => {
    server.kill(name);
    return Promise.resolve();
  };
  for (;;) {
    const broken = isFailed();
    if (broken) throw new StartupError('There is no redis-server on this machine: install it (Debian: apt-get install redis-server), or set REDIS_URL.', { cause: broken });
    if (await answers(url)) break;
    await delay(25);
  }
  return {
    url,
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
    stop: async () => {
      if (server.exitCode !== null || server.signalCode !== null) return;
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGTERM');
      await gone;
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = createClient({ url, socket: { reconnectStrategy: false } });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return (await client.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    client.destroy();
  }
}
