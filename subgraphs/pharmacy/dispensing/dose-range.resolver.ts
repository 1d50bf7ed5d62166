import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Substance, substanceById } from '../products/substance.js';
import { SetDoseRangeInput, SetDoseRangePayload } from './dose-range.inputs.js';
import { DoseRange, doseRangesOfSubstance } from './dose-range.js';
import { setDoseRange } from './set-dose-range.js';

@Resolver(() => DoseRange)
export class DoseRangeResolver {
  @Mutation(() => SetDoseRangePayload, { description: 'Says how much of a substance is given; dispenses are compared with it.' })
  @Access('medicines:manage')
  setDoseRange(
    @Ctx() context: Context,
    @Arg('input', () => SetDoseRangeInput, { description: 'The range.' }) input: SetDoseRangeInput,
  ): Promise<SetDoseRangePayload> {
    return setDoseRange(context, input);
  }

  @FieldResolver(() => Substance, { nullable: true, description: 'The substance.' })
  substance(@Root() { substanceId }: DoseRange, @Ctx() context: Context): Promise<Substance | null> {
    return context.load(substanceById, substanceId);
  }
}

@Resolver(() => Substance)
export class SubstanceDoseRangesResolver {
  @FieldResolver(() => [DoseRange], { description: 'How much of it is given, by each way that was set.' })
  async doseRanges(@Root() { id }: Substance, @Ctx() context: Context): Promise<DoseRange[]> {
    return (await context.load(doseRangesOfSubstance, id)) ?? [];
  }
}
