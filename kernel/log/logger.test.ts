import { spawnSync } from 'node:child_process';

it('writes JSON lines without secrets, however deep they lie', () => {
  const program = `
    const { createLogger } = await import('./dist/kernel/log/logger.js');
    const log = createLogger({ level: 'info', name: 'test' });
    log.info({ password: 'p1', input: { refreshToken: 'p2', nested: { authorization: 'p3', cookie: 'p4' } }, patient: 'patient_1', error: new Error('oops') }, 'said');`;
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
  const line = JSON.parse(stdout) as Record<string, unknown>;
  expect(line).toMatchObject({ level: 'info', name: 'test', msg: 'said', password: '[redacted]', patient: 'patient_1', error: { message: 'oops' } });
  expect(stdout).not.toMatch(/p[1-4]"/);
});
