import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What Linux counts processor time in, on every platform that Node runs on. */
const ticksASecond = 100;

interface ProcessTime {
  readonly pid: number;
  readonly parent: number;
  readonly seconds: number;
}

/**
 * Seconds of processor time that a process and all its descendants have used so far, those that ended among them included:
 * PostgreSQL's backends and a gateway's workers cost as much as the process that was started.
 */
export async function cpuSeconds(root: number): Promise<number> {
  const children = Map.groupBy(await processes(), ({ parent }) => parent);
  const all = [...children.values()].flat();
  const sum = (process: ProcessTime): number =>
    (children.get(process.pid) ?? []).reduce((total, child) => total + sum(child), process.seconds);
  const found = all.find(({ pid }) => pid === root);
  if (!found) throw new Error(`Process ${root} has ended, so its processor time cannot be read`);
  return sum(found);
}

function processes(): Promise<ProcessTime[]> {
  return process.platform === 'linux' ? fromProc() : fromPs();
}

async function fromProc(): Promise<ProcessTime[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const stats = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/stat`, 'utf8').catch(() => null)));
  return stats.flatMap((stat) => {
    if (stat === null) return [];
    // The second field is the program's name in brackets, which may itself hold spaces and brackets.
    const [, parent, ...fields] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const ticks = fields.slice(9, 13).reduce((total, field) => total + Number(field), 0);
    return [{ pid: Number.parseInt(stat, 10), parent: Number(parent), seconds: ticks / ticksASecond }];
  });
}

async function fromPs(): Promise<ProcessTime[]> {
  const { stdout } = await run('ps', ['-A', '-o', 'pid=,ppid=,time=']);
  return stdout.split('\n').flatMap((line) => {
    const [pid, parent, time] = line.trim().split(/\s+/);
    if (!pid || !parent || !time) return [];
    const seconds = time
      .split(/[:-]/)
      .reduce((total, part, index, parts) => (index === 1 && parts.length === 4 ? total * 24 : total * 60) + Number(part), 0);
    return [{ pid: Number(pid), parent: Number(parent), seconds }];
  });
}
