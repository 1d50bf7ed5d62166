import { GraphQLInputObjectType, GraphQLInt, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString, parse } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { BigIntScalar } from '#kernel/graph/scalars/index.js';
import { liftBigInts } from './bigint-literals.js';

const price = new GraphQLInputObjectType({
  name: 'PriceInput',
  fields: { minor: { type: BigIntScalar }, count: { type: GraphQLInt }, name: { type: GraphQLString } },
});
const schema = new GraphQLSchema({
  query: new GraphQLObjectType({
    name: 'Query',
    fields: {
      sum: {
        type: BigIntScalar,
        args: { minor: { type: BigIntScalar }, prices: { type: new GraphQLList(price) } },
        resolve: (_root, { minor, prices }: { minor?: bigint; prices?: { minor: bigint; count: number; name: string }[] }) =>
          (prices ?? []).reduce((sum, each) => sum + each.minor * BigInt(each.count) + BigInt(each.name), minor ?? 0n),
      },
    },
  }),
});

async function answered(query: string, variables: Record<string, unknown> = {}): Promise<unknown> {
  const { document, values } = liftBigInts(schema, parse(query));
  const compiled = compileQuery(schema, document);
  if (!isCompiledQuery(compiled)) return compiled.errors?.[0]?.message;
  const { data, errors } = await compiled.query({}, {}, { ...variables, ...values });
  return errors ? errors[0]?.message : data;
}

it('takes whole numbers of any size as they stand in a query, within lists and objects too', async () => {
  expect(await answered('{ sum(minor: "90071992547409931") }')).toEqual({ sum: '90071992547409931' });
  const prices = '[{ minor: "90071992547409931", count: 2, name: "1" }, { minor: 3, count: 1, name: "-1" }]';
  expect(await answered(`query ($minor: BigInt) { sum(minor: $minor, prices: ${prices}) }`, { minor: '1' })).toEqual({
    sum: '180143985094819866',
  });
});

it('refuses what is no whole number, and leaves an operation without any as it is', async () => {
  expect(await answered('{ sum(minor: "12.5") }')).toBe('Argument "minor" of type "BigInt" has invalid value "12.5".');
  const document = parse('query ($minor: BigInt = "7") { sum(minor: $minor, prices: [{ count: 1, name: "1" }]) }');
  expect(liftBigInts(schema, document)).toEqual({ document, values: null });
});
