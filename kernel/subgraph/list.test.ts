import fc from 'fast-check';
import { Field, InputType, ObjectType, Query, Resolver, Arg, Args, Ctx } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { sql } from '../database/sql.js';
import { IdColumn, TenantEntity } from '../database/columns.js';
import { Access } from '../graph/access-decorator.js';
import { connectionOf, OrderDirection, PageArgs, type Page } from '../graph/connection.js';
import { newUuid } from '../graph/type-id.js';
import { CountPayload, counterSubgraph } from '../testing/counter-subgraph.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import type { Context } from './context.js';
import { defineList, page } from './list.js';

@Entity('counters')
@ObjectType({ description: 'A counter.' })
@Access('counters:read')
class Counter extends TenantEntity {
  @IdColumn('counter')
  id: string;

  @Column('text')
  @Field(() => String, { description: 'Its name.' })
  name: string;
}

const CounterConnection = connectionOf(Counter, 'Counter');
const list = defineList<Counter, 'NAME' | 'TIME'>({ name: 'counters', entity: Counter, orders: { NAME: ['name'], TIME: ['createdAt'] } });

@InputType({ description: 'Tests defaults within variables.' })
class CounterFilter {
  @Field(() => String, { nullable: true, description: 'Beginning of the name.' })
  prefix?: string | null;

  @Field(() => Boolean, { defaultValue: true, description: 'A default that the executor must fill in.' })
  everything: boolean;
}

@Resolver()
class ListResolver {
  @Query(() => CounterConnection, { description: 'Counters.' })
  @Access('counters:read')
  list(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('descending', () => Boolean, { defaultValue: false, description: 'Z first.' }) descending: boolean,
    @Arg('filter', () => CounterFilter, { nullable: true, description: 'Which.' }) filter: CounterFilter | null,
  ): Promise<Page<Counter>> {
    const where = filter && !filter.everything ? sql`false` : sql`name >= ${filter?.prefix ?? ''}`;
    return page(context, list, args, { field: 'NAME', direction: descending ? OrderDirection.DESC : OrderDirection.ASC }, where);
  }
}

interface Listed {
  list: { nodes: { name: string }[]; totalCount: number; pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string | null; endCursor: string | null } };
}
const query = `query ($first: Int, $after: String, $last: Int, $before: String, $descending: Boolean, $filter: CounterFilter) {
  list(first: $first, after: $after, last: $last, before: $before, descending: $descending, filter: $filter) {
    nodes { name } totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
  }
}`;

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph({ ...counterSubgraph('counting'), entities: [Counter], resolvers: [ListResolver] });
});
afterAll(() => subgraph.close());

async function tenantWith(names: readonly string[]) {
  const context = contextOf({ tenant: testTenant('steppe'), permissions: ['counters:read'] });
  await subgraph.database.forContext(context).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
    for (const name of names) await transaction.rows(sql`insert into counters (id, name) values (${newUuid()}, ${name})`);
    return { name: null };
  });
  const ask = async (variables: Record<string, unknown>) => {
    const { data, errors } = await subgraph.execute<Listed>(query, context, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data.list;
  };
  return ask;
}

it('pages through everything once, in order, forwards and backwards, whatever the page size', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 5 }), { maxLength: 12 }), fc.integer({ min: 1, max: 5 }), fc.boolean(), async (names, size, descending) => {
      const ask = await tenantWith(names);
      const all = (await ask({ first: 100, descending })).nodes.map(({ name }) => name);
      expect([...all].sort()).toEqual([...names].sort());
      const forwards: string[] = [];
      for (let after: string | null = null, more = true; more; ) {
        const answer = await ask({ first: size, after, descending });
        forwards.push(...answer.nodes.map(({ name }) => name));
        expect(answer.totalCount).toBe(names.length);
        ({ endCursor: after, hasNextPage: more } = answer.pageInfo);
      }
      expect(forwards).toEqual(all);
      const backwards: string[] = [];
      for (let before: string | null = null, more = true; more; ) {
        const answer = await ask({ last: size, before, descending });
        backwards.unshift(...answer.nodes.map(({ name }) => name));
        ({ startCursor: before, hasPreviousPage: more } = answer.pageInfo);
      }
      expect(backwards).toEqual(all);
    }),
    { numRuns: 25 },
  );
});

it('fills in defaults of inputs within variables', async () => {
  const ask = await tenantWith(['a', 'b', 'c']);
  expect((await ask({ filter: { prefix: 'b' } })).nodes).toEqual([{ name: 'b' }, { name: 'c' }]);
  expect((await ask({ filter: {} })).totalCount).toBe(3);
  expect((await ask({ filter: null })).totalCount).toBe(3);
  expect((await ask({ filter: { everything: false } })).totalCount).toBe(0);
});
