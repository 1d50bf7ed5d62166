import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { load } from './load.js';
import { alternate, median, ratio, type Round } from './rounds.js';
import { requireSameAnswers } from './same-answers.js';

const servers: Server[] = [];
afterEach(async () => {
  await Promise.all(
    servers.splice(0).map((server) => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    }),
  );
});

async function serve(answer: RequestListener): Promise<string> {
  const server = createServer(answer);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
}

const answering = (data: unknown, extra: object = {}): Promise<string> =>
  serve((_, response) => response.end(JSON.stringify({ data, ...extra })));
const shape = { body: '{}', connections: 4 };

describe('the load', () => {
  it('keeps its connections and counts what was answered', async () => {
    const asked = { times: 0, connections: new Set<unknown>() };
    const url = await serve((request, response) => {
      asked.times += 1;
      asked.connections.add(request.socket);
      response.end('{"data":1}');
    });
    const { answers, latencies } = await load({ ...shape, url, seconds: 0.2 });
    expect(answers).toBe(asked.times);
    expect(latencies).toHaveLength(answers);
    expect(asked.connections.size).toBe(4);
  });

  it('refuses to count answers that are errors', async () => {
    const url = await serve((_, response) => response.writeHead(500).end('{}'));
    await expect(load({ ...shape, url, seconds: 0.2 })).rejects.toThrow("The answer's status is 500");
  });

  it('refuses to count answers that become shorter', async () => {
    let times = 0;
    const url = await serve((_, response) => response.end((times += 1) > 20 ? '{}' : '{"data":1}'));
    await expect(load({ ...shape, url, seconds: 5 })).rejects.toThrow('answered with 2 bytes, and with 10 before');
  });
});

describe('the comparison', () => {
  it('takes answers in another order of fields', async () => {
    const contenders = [
      { name: 'a', url: await answering({ one: 1, two: [2] }) },
      { name: 'b', url: await answering({ two: [2], one: 1 }) },
    ];
    expect(await requireSameAnswers(contenders, '{}')).toBe(19);
  });

  it.each([
    ['other data', { one: 2 }, {}, 'a does not answer what b answers'],
    ['no data', null, {}, 'a does not answer what b answers'],
    ['an error beside the data', { one: 1 }, { errors: [{ message: 'no' }] }, 'a answers with errors'],
  ])('refuses %s', async (_, data, extra, message) => {
    const contenders = [
      { name: 'a', url: await answering(data, extra) },
      { name: 'b', url: await answering({ one: 1 }) },
    ];
    await expect(requireSameAnswers(contenders, '{}')).rejects.toThrow(message);
  });
});

describe('rounds', () => {
  it('let contenders take turns, each first once', async () => {
    const order: string[] = [];
    const contender = async (name: string): Promise<Parameters<typeof alternate>[0][number]> => ({
      name,
      url: await answering(1),
      cpuSeconds: () => {
        if (order.at(-1) !== name) order.push(name);
        return Promise.resolve(order.length);
      },
    });
    const contenders = [await contender('a'), await contender('b'), await contender('c')];
    const results = await alternate(contenders, shape, { rounds: 3, seconds: 0.05, warmUpSeconds: 0.05, progress: () => undefined });
    // Where one round's last is the next one's first, it stands here once.
    expect(order.join('')).toBe('abcbcacab');
    expect(results.get('a')).toHaveLength(3);
  });

  it('are compared one by one, so that a slow moment counts for nobody', () => {
    const round = (perSecond: number): Round => ({ perSecond, p50: 0, p95: 0, cpu: 0, cpuBehind: 0, fetches: 0 });
    const perSecond = (of: Round): number => of.perSecond;
    expect(ratio([200, 20, 300].map(round), [100, 10, 100].map(round), perSecond)).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });
});
