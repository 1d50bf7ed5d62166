import { readSettings } from './settings.js';

const defaults = { connections: 50, rounds: 5, seconds: 3, warmUpSeconds: 4 };

describe('what a benchmark is told', () => {
  it('takes the place of its defaults', () => {
    const settings = readSettings(defaults, ['only'], ['--rounds', '2', '--seconds', '0.5', '--warm-up', '1', '--only', 'stock,ours']);
    expect(settings).toEqual({
      connections: 50,
      rounds: 2,
      seconds: 0.5,
      warmUpSeconds: 1,
      only: ['stock', 'ours'],
      operations: [],
      profileFolder: null,
    });
  });

  it.each(['zero', '0', '-1', 'Infinity'])('is refused when a figure is %s', (text) => {
    expect(() => readSettings(defaults, [], [`--rounds=${text}`])).toThrow(
      `--rounds is "${text}": give it a number above zero, or leave it out for 5.`,
    );
  });

  it('is refused when it means nothing here', () => {
    expect(() => readSettings({ rounds: 3 }, [], ['--connections', '10'])).toThrow("Unknown option '--connections'");
  });
});
