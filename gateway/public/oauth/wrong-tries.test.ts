import { WrongTries } from './wrong-tries.js';

let clock: number;
let tries: WrongTries;
beforeEach(() => {
  clock = 1_000_000;
  tries = new WrongTries(() => clock);
});

const guess = (secret: string, address = '198.51.100.7', clientId = 'client_1') => ({ clientId, address, secret });
const fail = (times: number, address?: string) => {
  for (let index = 0; index < times; index += 1) tries.wasWrong(guess(`wrong ${index}`, address));
};

describe('wrong tries', () => {
  it('are free five times, then cost twice as long each', () => {
    fail(4);
    expect(tries.waitFor(guess('next'))).toBeNull();
    const waits = [1, 2, 3, 4].map(() => {
      fail(1);
      return tries.waitFor(guess('next'));
    });
    expect(waits).toEqual([5, 10, 20, 40]);
    clock += 39_000;
    expect(tries.waitFor(guess('next'))).toBe(1);
    clock += 1_000;
    expect(tries.waitFor(guess('next'))).toBeNull();
    fail(60);
    expect(tries.waitFor(guess('next'))).toBe(900);
  });

  it('count by client and network', () => {
    fail(10);
    expect(tries.waitFor(guess('next', '203.0.113.1'))).toBeNull();
    expect(tries.waitFor(guess('next', '198.51.100.7', 'client_2'))).toBeNull();
    fail(10, '2001:db8:1:2:3::1');
    expect(tries.waitFor(guess('next', '2001:db8:1:2:9::9'))).not.toBeNull();
    expect(tries.waitFor(guess('next', '2001:db8:1:3::1'))).toBeNull();
  });

  it('are forgotten when one is right, which does not wait for those of its neighbours', () => {
    tries.wasRight(guess('right'));
    fail(10);
    expect(tries.waitFor(guess('right'))).toBeNull();
    expect(tries.waitFor(guess('other'))).not.toBeNull();
    tries.wasRight(guess('right'));
    expect(tries.waitFor(guess('other'))).toBeNull();
  });

  it('of a secret that was right and is not any more count like any other', () => {
    tries.wasRight(guess('old'));
    for (let index = 0; index < 6; index += 1) tries.wasWrong(guess('old'));
    expect(tries.waitFor(guess('old'))).not.toBeNull();
  });
});
