import { Arg, Ctx, Directive, ID, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { Cost } from '#kernel/graph/cost-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { apiClientById } from '../clients/api-client.js';
import type { PlatformContext } from '../services.js';
import { ApiUsage, mostDays } from './api-usage.js';
import { readUsage } from './usage-reading.js';
import { recordApiUsage } from './usage-recording.js';
import { RecordApiUsageInput, RecordApiUsagePayload } from './usage-report.inputs.js';

const first = 'The first day, in UTC.';
const last = `The last day, in UTC; at most ${mostDays} days in all.`;

@Resolver()
export class UsageResolver {
  @Query(() => ApiUsage, {
    nullable: true,
    description: 'What a client of your tenant used of the public graph, by day and operation; null when there is no such client.',
  })
  @Access('clients:read')
  @Cost(5)
  async apiUsage(
    @Ctx() context: PlatformContext,
    @Arg('clientId', () => ID, { description: 'The client.' }) clientId: string,
    @Arg('from', () => DateScalar, { description: first }) from: string,
    @Arg('to', () => DateScalar, { description: last }) to: string,
  ): Promise<ApiUsage | null> {
    const client = await context.load(apiClientById, clientId);
    return client && readUsage(context, client.id, from, to);
  }

  @Query(() => ApiUsage, {
    nullable: true,
    description: 'What your client used, by day and operation; null for a person, who is no client.',
  })
  @Access('signed-in')
  @Cost(5)
  async myUsage(
    @Ctx() context: PlatformContext,
    @Arg('from', () => DateScalar, { description: first }) from: string,
    @Arg('to', () => DateScalar, { description: last }) to: string,
  ): Promise<ApiUsage | null> {
    const { kind, id } = context.request.actor;
    return kind === 'client' && id ? readUsage(context, id, from, to) : null;
  }

  @Mutation(() => RecordApiUsagePayload, { description: 'For the gateway: adds up what clients used.' })
  @Directive('@inaccessible')
  @Access('anyone')
  recordApiUsage(
    @Ctx() context: PlatformContext,
    @Arg('input', () => RecordApiUsageInput, { description: 'What they used.' }) input: RecordApiUsageInput,
  ): Promise<RecordApiUsagePayload> {
    return recordApiUsage(context, input);
  }
}
