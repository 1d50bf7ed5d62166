import { createServer, type AddressInfo } from 'node:net';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from '../app/engines/free-port.js';
import { GraphClient } from './end-to-end/client.js';
import { embeddedUrl, newDataFolder, runProcess, type RunningProcess } from './end-to-end/topology.js';

const entry = 'dist/app/start.js';

async function environment(more: Record<string, string> = {}): Promise<Record<string, string>> {
  return { PORT: String(await freePort()), DATA_FOLDER: await newDataFolder(), ...more };
}

/** Starts what cannot start: the exit code and the one sentence that was said. */
async function refusal(settings: Record<string, string>): Promise<{ code: number | null; said: string }> {
  const run = await runProcess(entry, settings);
  const started = await Promise.race([run.ended.then(() => false), run.untilSaid('CareGraph is ready').then(() => true, () => false)]);
  if (started) {
    await run.stop();
    throw new Error('It started, although it should not');
  }
  return { code: await run.ended, said: run.said().trim() };
}

describe('npm start', () => {
  it('keeps the data between two starts on the embedded PostgreSQL, and stops cleanly', async () => {
    const settings = await environment();
    const url = `http://127.0.0.1:${settings['PORT']}`;
    const count = async () => {
      const owner = await GraphClient.signIn(url, 'steppe');
      return (await owner.send<{ patients: { totalCount: number } }>({ query: '{ patients { totalCount } }' })).data?.patients.totalCount;
    };
    const first = await runProcess(entry, settings);
    await first.untilSaid('Ctrl-C stops everything');
    expect(first.said()).toContain(`http://localhost:${settings['PORT']}/graphql`);
    expect(await count()).toBe(150);
    first.child.kill('SIGINT');
    expect(await first.ended).toBe(0);
    const second = await runProcess(entry, settings);
    await second.untilSaid('Ctrl-C stops everything');
    expect(await count()).toBe(150);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
  }, 400_000);

  it('recovers what was committed after it was killed', async () => {
    const settings = await environment();
    const url = `http://127.0.0.1:${settings['PORT']}`;
    const killed = await runProcess(entry, settings);
    await killed.untilSaid('Ctrl-C stops everything');
    const owner = await GraphClient.signIn(url, 'steppe');
    await owner.send({ query: 'mutation { registerPatient(input: { names: [{ family: "Survivor" }] }) { patient { id } } }' });
    killed.child.kill('SIGKILL');
    await killed.ended;
    const next = await runProcess(entry, settings);
    await next.untilSaid('Ctrl-C stops everything');
    const again = await GraphClient.signIn(url, 'steppe');
    const { data } = await again.send({ query: '{ patients(filter: { nameStartsWith: "survivor" }) { totalCount } }' });
    expect(data).toEqual({ patients: { totalCount: 1 } });
    const beside = await refusal({ ...settings, PORT: String(await freePort()) });
    expect(beside).toEqual({ code: 1, said: expect.stringMatching(/is in use by process \d+: stop that one first/) as string });
    await next.stop();
  }, 400_000);

  it('says in one sentence that the port is in use', async () => {
    const squatter = createServer();
    await new Promise<void>((resolve) => squatter.listen(0, '127.0.0.1', resolve));
    const { port } = squatter.address() as AddressInfo;
    const { code, said } = await refusal(await environment({ PORT: String(port), NODE_ENV: 'production', HOST: '127.0.0.1' }));
    squatter.close();
    expect([code, said]).toEqual([1, `CareGraph cannot start: Port ${port} is in use: stop what listens there, or choose another by PORT.`]);
  }, 400_000);

  it.each([
    ['postgres://nobody:wrong@127.0.0.1:PORT/postgres', /does not let "nobody" in: check the user and the password/],
    ['OWNER/nowhere', /has no database "nowhere": create it/],
    ['postgres://a:b@127.0.0.1:1/c', /Nothing listens at 127.0.0.1:1/],
    ['postgres://a:b@no-such-host.invalid/c', /names the host no-such-host.invalid, which cannot be found/],
    ['mysql://a:b@localhost/c', /DATABASE_URL is not an address that begins with postgres:/],
  ])('says in one sentence what is wrong with DATABASE_URL=%s', async (pattern, reason) => {
    const cluster = new URL(process.env['CAREGRAPH_TEST_DATABASE_URL'] ?? '');
    const databaseUrl = pattern.replace('PORT', cluster.port).replace('OWNER', `postgres://${cluster.username}:${cluster.password}@${cluster.host}`);
    const { code, said } = await refusal(await environment({ DATABASE_URL: databaseUrl }));
    expect([code, said.split('\n').length]).toEqual([1, 1]);
    expect(said).toMatch(reason);
    expect(said).not.toContain(cluster.password);
  });

  it('says in one sentence that the data folder is corrupt', async () => {
    const settings = await environment();
    const cluster = join(settings['DATA_FOLDER'] ?? '', 'postgres', 'cluster');
    await mkdir(cluster, { recursive: true });
    await writeFile(join(cluster, 'PG_VERSION'), '');
    const unreadable = await refusal(settings);
    expect([unreadable.code, unreadable.said.split('\n').length]).toEqual([1, 1]);
    expect(unreadable.said).toMatch(/holds no PostgreSQL cluster that can be read, and this is PostgreSQL 18: restore it from a backup, or move it away/);
    await writeFile(join(cluster, 'PG_VERSION'), '13\n');
    expect((await refusal(settings)).said).toMatch(/holds a cluster of PostgreSQL 13/);
  }, 400_000);

  it('says in one sentence that a control file is broken', async () => {
    const settings = await environment();
    const first = await runProcess(entry, settings);
    await first.untilSaid('Ctrl-C stops everything');
    await first.stop();
    const control = join(settings['DATA_FOLDER'] ?? '', 'postgres', 'cluster', 'global', 'pg_control');
    const whole = await readFile(control);
    await writeFile(control, Buffer.alloc(whole.length));
    const { code, said } = await refusal(settings);
    expect([code, said.split('\n').length]).toEqual([1, 1]);
    expect(said).toMatch(/PostgreSQL could not start on .*cluster \(.+\): restore the folder from a backup/);
  }, 400_000);

  it('says in one sentence that the schema is newer', async () => {
    const settings = await environment();
    const first: RunningProcess = await runProcess(entry, settings);
    await first.untilSaid('Ctrl-C stops everything');
    const client = new pg.Client({ connectionString: await embeddedUrl(settings['DATA_FOLDER'] ?? '') });
    await client.connect();
    await client.query(`insert into patients.migrations (name, checksum) values ('999_from_the_future', 'x')`);
    await client.end();
    await first.stop();
    const { code, said } = await refusal(settings);
    expect([code, said]).toEqual([
      1,
      'CareGraph cannot start: The database schema "patients" is newer than this version of CareGraph (it has 999_from_the_future): start the newer version, or restore the database from before it.',
    ]);
  }, 400_000);
});
