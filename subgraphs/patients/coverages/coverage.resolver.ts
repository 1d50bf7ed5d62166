import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Coverage } from './coverage.js';
import { SetCoveragesInput, SetCoveragesPayload } from './coverage.inputs.js';
import { setCoverages } from './set-coverages.js';

@Resolver(() => Coverage)
export class CoverageResolver {
  @Mutation(() => SetCoveragesPayload, { description: 'Says who pays for a patient, in order.' })
  @Access('coverages:manage')
  setCoverages(
    @Ctx() context: Context,
    @Arg('input', () => SetCoveragesInput, { description: 'All coverages.' }) input: SetCoveragesInput,
  ): Promise<SetCoveragesPayload> {
    return setCoverages(context, input);
  }
}
