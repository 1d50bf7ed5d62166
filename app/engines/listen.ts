import { StartupError } from './startup-error.js';

/** Listens, and says in one sentence why it cannot. */
export async function listen(open: () => Promise<string>, port: number): Promise<string> {
  try {
    return await open();
  } catch (error) {
    const { code } = error as { code?: string };
    if (code === 'EADDRINUSE') throw new StartupError(`Port ${port} is in use: stop what listens there, or choose another by PORT.`, { cause: error });
    if (code === 'EACCES') throw new StartupError(`Port ${port} may not be opened by this user: choose one above 1023 by PORT.`, { cause: error });
    throw error;
  }
}
