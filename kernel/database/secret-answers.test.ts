import { newId } from '../graph/type-id.js';
import { MutationPayload, refuse, userError } from '../graph/user-error.js';
import { addTo, counterSubgraph } from '../testing/counter-subgraph.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import type { CommandOptions } from './command.js';
import { sql } from './sql.js';

class KeyPayload extends MutationPayload {
  holder: string | null;
  secret: string | null;
}

const options: CommandOptions<KeyPayload> = {
  name: 'makeKey',
  permission: null,
  answersSecret: {
    fields: ['secret'],
    again: ({ holder }) => userError('WRONG_STATE', `The key of ${holder} was made already: make another.`),
  },
};

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(counterSubgraph('secrets'));
});
afterAll(() => subgraph.close());

/** Somebody who makes keys, each time with the same Idempotency-Key; the counter of the holder says how often one was made. */
function caller() {
  const person = { tenant: testTenant('steppe'), permissions: [], actorId: newId('staff') };
  const database = (bodyHash: string) =>
    subgraph.database.forContext(contextOf({ ...person, idempotencyKey: { key: 'once', bodyHash: bodyHash.repeat(64) } }));
  let made = 0;
  return {
    make: (secretOf: (count: number) => string | null, bodyHash = 'a') =>
      database(bodyHash).command(KeyPayload, options, async (transaction) => {
        made += 1;
        await addTo(transaction, 'steppe', 'made');
        return { holder: 'steppe', secret: secretOf(made) };
      }),
    refused: () =>
      database('a').command(KeyPayload, options, () =>
        Promise.resolve(refuse('LIMIT_REACHED', 'There are enough keys.', ['input'], { holder: null, secret: null })),
      ),
    left: async () => {
      const [row] = await database('a').rows<{ total: number; kept: string }>(
        sql`select coalesce((select total from counters where name = 'steppe'), 0)::int as total,
          (select string_agg(idempotency_keys::text, '') from idempotency_keys) as kept`,
        null,
      );
      return row;
    },
  };
}

describe('an answer with a secret', () => {
  it('is given once, and repeated without it, with what to do for another', async () => {
    const { make, left } = caller();
    const first = await make((count) => `secret-${count}`);
    expect(first).toEqual({ holder: 'steppe', secret: 'secret-1', userErrors: [] });
    const again = { code: 'WRONG_STATE', message: 'The key of steppe was made already: make another.', field: null };
    for (const repeated of [await make((count) => `secret-${count}`), await make((count) => `secret-${count}`)])
      expect(repeated).toEqual({ holder: 'steppe', secret: null, userErrors: [again] });
    expect(await left()).toMatchObject({ total: 1, kept: expect.not.stringContaining('secret-1') as string });
  });

  it('is refused to another request with the same key', async () => {
    const { make, left } = caller();
    await make(() => 'secret');
    await expect(make(() => 'secret', 'b')).rejects.toThrow('This Idempotency-Key was used with another request, or with another X-Branch-ID. Use a new key for a new request.');
    expect(await left()).toMatchObject({ total: 1 });
  });

  it('is repeated as it was when there was no secret in it', async () => {
    const [public_, denied] = [caller(), caller()];
    for (let attempt = 0; attempt < 2; attempt += 1) {
      expect(await public_.make(() => null)).toEqual({ holder: 'steppe', secret: null, userErrors: [] });
      expect(await denied.refused()).toMatchObject({ secret: null, userErrors: [{ code: 'LIMIT_REACHED' }] });
    }
    expect(await public_.left()).toMatchObject({ total: 1 });
  });
});
