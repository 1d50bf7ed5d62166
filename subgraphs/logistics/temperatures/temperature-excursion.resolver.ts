import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Branch } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { acknowledgeExcursion } from './acknowledging.js';
import { AcknowledgeExcursionInput, AcknowledgeExcursionPayload } from './temperature-excursion.inputs.js';
import {
  alertsOfBranch,
  excursionById,
  firstExcursionFirst,
  openAlerts,
  TemperatureExcursion,
  TemperatureExcursionConnection,
} from './temperature-excursion.js';
import { TemperatureWatch, watchById } from './temperature-watch.js';

@Resolver(() => TemperatureExcursion)
export class TemperatureExcursionResolver {
  @Query(() => TemperatureExcursion, { nullable: true, description: 'One excursion; null when there is none that you may see.' })
  @Access('temperatures:read')
  temperatureExcursion(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<TemperatureExcursion | null> {
    return context.load(excursionById, id);
  }

  @Mutation(() => AcknowledgeExcursionPayload, {
    description: 'Says that somebody has dealt with an excursion. It is opened again if readings that come later make it longer or worse.',
  })
  @Access('temperatures:acknowledge')
  acknowledgeExcursion(
    @Ctx() context: Context,
    @Arg('input', () => AcknowledgeExcursionInput, { description: 'The excursion.' }) input: AcknowledgeExcursionInput,
  ): Promise<AcknowledgeExcursionPayload> {
    return acknowledgeExcursion(context, input);
  }

  @FieldResolver(() => TemperatureWatch, { nullable: true, description: 'The watch in which it was found.' })
  watch(@Root() { watchId }: TemperatureExcursion, @Ctx() context: Context): Promise<TemperatureWatch | null> {
    return context.load(watchById, watchId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who last dealt with it; null when nobody of the staff has.' })
  @Access('staff:read')
  acknowledgedBy(@Root() { acknowledgedBy }: TemperatureExcursion): Staff | null {
    return acknowledgedBy?.startsWith('staff_') ? staffReference(acknowledgedBy) : null;
  }
}

@Resolver(() => Branch)
export class BranchTemperatureAlertsResolver {
  @FieldResolver(() => TemperatureExcursionConnection, {
    description:
      'What of temperatures somebody should look at: allowances used up and signals lost that nobody has acknowledged, the first first.',
  })
  @Access('temperatures:read')
  openTemperatureAlerts(
    @Root() { id }: Branch,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<TemperatureExcursion>> {
    return alertsOfBranch.page(context, id, args, firstExcursionFirst, openAlerts);
  }
}
