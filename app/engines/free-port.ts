import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Below what systems give to outgoing connections, one of which would take the port before it is listened on. */
const [lowest, beyond] = [10_240, 32_768];

/** Gives out ports of this machine, each once: what was given is often listened on only after others were. */
export class FreePorts {
  private readonly given = new Set<number>();

  constructor(private readonly draw: () => number = () => randomInt(lowest, beyond)) {}

  /** A port that nobody listens on right now, and that nobody gets by chance before it is used. */
  async next(): Promise<number> {
    for (;;) {
      const port = this.draw();
      if (this.given.has(port)) continue;
      this.keep(port);
      if (await isFree(port)) return port;
    }
  }

  /** For who was named a port to listen on later. */
  keep(port: number): void {
    this.given.add(port);
  }
}

const ports = new FreePorts();

export function freePort(): Promise<number> {
  return ports.next();
}

export function keepPort(port: number): void {
  ports.keep(port);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' || error.code === 'EACCES' ? resolve(false) : reject(error),
    );
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
