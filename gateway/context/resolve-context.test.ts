import { idempotencyOf } from './resolve-context.js';

describe('an Idempotency-Key', () => {
  const query = 'mutation ($input: CreateOrderInput!) { createOrder(input: $input) { order { id } } }';
  const claim = (variables: object, branch: string | null = null, body: object = {}) =>
    idempotencyOf({ idempotencyKey: 'once', branch, body: { query, variables, ...body } });
  const input = { type: 'SERVICE', note: 'Soon' };

  it('claims one operation with its variables, in whichever order their keys are, at one branch', () => {
    expect(claim({ input: { note: 'Soon', type: 'SERVICE' } }, 'branch_a')).toEqual(claim({ input }, 'branch_a'));
    const others = [
      claim({ input }),
      claim({ input }, 'branch_b'),
      claim({ input: { ...input, note: 'Now' } }, 'branch_a'),
      claim({ input }, 'branch_a', { operationName: 'Order' }),
    ];
    for (const other of others) expect(other?.bodyHash).not.toBe(claim({ input }, 'branch_a')?.bodyHash);
    expect(new Set(others.map((other) => other?.bodyHash)).size).toBe(others.length);
  });
});
