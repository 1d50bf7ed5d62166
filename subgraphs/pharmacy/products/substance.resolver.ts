import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { prefixRange, searchKey } from '#kernel/graph/search-key.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { addSubstance } from './add-substance.js';
import { AddSubstanceInput, AddSubstancePayload, SubstanceFilter } from './product.inputs.js';
import { Substance, substanceById, SubstanceConnection, substanceList, substancesByName } from './substance.js';

@Resolver(() => Substance)
export class SubstanceResolver {
  @Query(() => Substance, { nullable: true, description: 'One substance; null when there is none.' })
  @Access('medicines:read')
  substance(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Substance | null> {
    return context.load(substanceById, id);
  }

  @Query(() => SubstanceConnection, { description: 'Substances that medicines are made of, by name.' })
  @Access('medicines:read')
  substances(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SubstanceFilter, { nullable: true, description: 'Which substances.' }) filter: SubstanceFilter | null,
  ): Promise<Page<Substance>> {
    return page(context, substanceList, args, substancesByName, substancesMatching(filter));
  }

  @Mutation(() => AddSubstancePayload, { description: 'Adds a substance that medicines are made of.' })
  @Access('medicines:manage')
  addSubstance(
    @Ctx() context: Context,
    @Arg('input', () => AddSubstanceInput, { description: 'The substance.' }) input: AddSubstanceInput,
  ): Promise<AddSubstancePayload> {
    return addSubstance(context, input);
  }
}

function substancesMatching(filter: SubstanceFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.search) {
    const { from, to } = prefixRange(searchKey(filter.search));
    conditions.push(sql`substances.name_key >= ${from} and substances.name_key < ${to}`);
  }
  if (filter?.codeSystem) conditions.push(sql`substances.code_system = ${filter.codeSystem.trim()}`);
  if (filter?.code) conditions.push(sql`substances.code = ${filter.code.trim()}`);
  return join(conditions, ' and ');
}
