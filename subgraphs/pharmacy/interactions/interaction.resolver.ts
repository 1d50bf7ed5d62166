import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Substance, substanceById } from '../products/substance.js';
import { interactionsBetween, substanceItself, substancesOfProducts, type Reader } from './interacting.js';
import { InteractionFinding } from './interaction-finding.js';

const mostProducts = 100;

@Resolver(() => InteractionFinding)
export class InteractionResolver {
  @Query(() => [InteractionFinding], {
    description:
      'What the substances of different products among these do together, the gravest first; a combination within one product is left out. Nothing found means that the source says nothing, which is not that they are safe together.',
  })
  @Access('medicines:read')
  async interactions(
    @Ctx() context: Context,
    @Arg('productIds', () => [ID], { description: 'The products, at most 100.' }) productIds: string[],
  ): Promise<InteractionFinding[]> {
    const wanted = [...new Set(productIds)];
    if (wanted.length > mostProducts) throw new GraphError('BAD_USER_INPUT', `Ask for at most ${mostProducts} products at once.`);
    const reader: Reader = { rows: (statement) => context.db.rows(statement, 'medicines:read') };
    await refuseAbsent(reader, wanted);
    const substances = await substancesOfProducts(reader, wanted);
    const ids = [...substances.values()].flat().map(({ id }) => id);
    const findings = await interactionsBetween(reader, ids, ids);
    const containing = (name: string) => wanted.filter((id) => substances.get(id)?.some((each) => substanceItself(each) === name));
    return findings.filter(({ first, second }) => {
      const [one, other] = [containing(substanceItself(first)), containing(substanceItself(second))];
      return one.some((product) => other.some((another) => another !== product));
    });
  }

  @FieldResolver(() => Substance, { description: 'One of the two substances: that of which the source speaks, or a form of it.' })
  first(@Root() { first }: InteractionFinding, @Ctx() context: Context): Promise<Substance> {
    return substance(context, first.id);
  }

  @FieldResolver(() => Substance, { description: 'The other substance.' })
  second(@Root() { second }: InteractionFinding, @Ctx() context: Context): Promise<Substance> {
    return substance(context, second.id);
  }
}

async function substance(context: Context, id: string): Promise<Substance> {
  const found = await context.load(substanceById, id);
  if (!found) throw new Error(`The substance ${id} went away while it was read`);
  return found;
}

/** A product that is not there would look like one that does no harm. */
async function refuseAbsent(reader: Reader, ids: readonly string[]): Promise<void> {
  const uuids = ids.map((id) => toUuid('product', id));
  const [row] = await reader.rows<{ found: number }>(sql`select count(*)::int as found from products where id = any (${uuids}::uuid[])`);
  if (row?.found !== ids.length) throw new GraphError('NOT_FOUND', 'There is no such product among those that you ask about.');
}
