import { freePort, FreePorts } from './free-port.js';

/** A chance that draws these numbers, one after the other. */
const drawing = (numbers: readonly number[]) => {
  const left = [...numbers];
  return () => left.shift() ?? 0;
};

describe('free ports', () => {
  it('are given once each, also while what was given is not listened on yet', async () => {
    const [first, second, third] = [await freePort(), await freePort(), await freePort()];
    const ports = new FreePorts(drawing([first, first, second, first, second, third]));
    expect([await ports.next(), await ports.next(), await ports.next()]).toEqual([first, second, third]);
  });

  it('are given once each to those who ask at the same time', async () => {
    const [first, second] = [await freePort(), await freePort()];
    const ports = new FreePorts(drawing([first, first, second]));
    expect(await Promise.all([ports.next(), ports.next()])).toEqual([first, second]);
  });

  it('are not what somebody was named to listen on later', async () => {
    const [named, other] = [await freePort(), await freePort()];
    const ports = new FreePorts(drawing([named, other]));
    ports.keep(named);
    expect(await ports.next()).toBe(other);
  });
});
