import { graphql, parse, validate } from 'graphql';
import { apiSchemaOf } from '../../gateway/composition/compose.js';
import { operations } from './operations.js';
import { plainSchema } from './plain-schema.js';
import { composeShop } from './supergraph.js';

describe('the shop', () => {
  it.each(Object.entries(operations))('is the same graph with and without federation: %s', async (_, query) => {
    expect(validate(apiSchemaOf(composeShop((name) => `http://${name}.example`)), parse(query))).toEqual([]);
    expect((await graphql({ schema: plainSchema(), source: query })).errors).toBeUndefined();
  });

  it("has a heavy answer of the public benchmark's size", async () => {
    const { data } = await graphql({ schema: plainSchema(), source: operations['heavy'] ?? '' });
    const bytes = JSON.stringify(data).length;
    expect(bytes).toBeGreaterThan(80_000);
    expect(bytes).toBeLessThan(95_000);
  });
});
