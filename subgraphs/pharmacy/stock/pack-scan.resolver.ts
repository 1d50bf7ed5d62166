import { Arg, Ctx, ID, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { requireBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { ScannedPack } from './pack-scan.js';
import { scanPack } from './scanning.js';

@Resolver()
export class PackScanResolver {
  @Query(() => ScannedPack, {
    description: 'Reads the code of a pack, finds its product, lot and stock at a branch, and warns of what is not well. Changes nothing.',
  })
  @Access('stock:read')
  async scanPack(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
    @Arg('scan', () => String, {
      description:
        'As the scanner gives it: a GS1 element string with or without its symbology identifier, a Digital Link, or the digits of a GTIN.',
    })
    scan: string,
  ): Promise<ScannedPack> {
    return scanPack(context, await requireBranch(context, branchId, 'stock:read'), scan);
  }
}
