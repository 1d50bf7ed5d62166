import pg from 'pg';
import { StartupError } from './startup-error.js';

const oldest = 150_000;

/** Tries the owner's address once, and says in one sentence what keeps it from working. */
export async function checkDatabase(url: string): Promise<void> {
  const { host, pathname, username } = new URL(url);
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
    const { rows } = await client.query<{ version: number; able: boolean }>(
      `select current_setting('server_version_num')::int as version, rolsuper or rolcreaterole as able from pg_roles where rolname = current_user`,
    );
    const [server] = rows;
    if (!server || server.version < oldest) throw new StartupError(`The PostgreSQL at ${host} is too old: CareGraph needs version 15 or newer.`);
    if (!server.able) throw new StartupError(`The role "${username}" at ${host} may not create roles: grant it CREATEROLE, or give DATABASE_URL another one.`);
  } catch (error) {
    throw error instanceof StartupError ? error : new StartupError(reason(error, host, pathname.slice(1), username), { cause: error });
  } finally {
    await client.end().catch(() => undefined);
  }
}

function reason(error: unknown, host: string, database: string, role: string): string {
  const { code, message } = error as { code?: string; message: string };
  switch (code ?? 'unknown') {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `DATABASE_URL names the host ${host}, which cannot be found: check its spelling and the network.`;
    case 'ECONNREFUSED':
      return `Nothing listens at ${host}: start PostgreSQL there, or correct DATABASE_URL.`;
    case '28P01':
    case '28000':
      return `PostgreSQL at ${host} does not let "${role}" in: check the user and the password in DATABASE_URL.`;
    case '3D000':
      return `PostgreSQL at ${host} has no database "${database}": create it, or correct DATABASE_URL.`;
    default:
      return `PostgreSQL at ${host} cannot be used (${message}): check DATABASE_URL.`;
  }
}
