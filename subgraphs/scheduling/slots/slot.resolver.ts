import { Arg, Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { Cost } from '#kernel/graph/cost-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { Branch, branchReference } from '../references/branch.js';
import { BookableResource, resourceById } from '../resources/resource.js';
import { HealthcareService, serviceById } from '../services/healthcare-service.js';
import { SlotSearchInput, SlotSearchResult } from './slot.inputs.js';
import { searchSlots } from './slot-search.js';
import { Slot } from './slot.js';

@Resolver(() => Slot)
export class SlotResolver {
  @Query(() => SlotSearchResult, {
    description: 'Times at which a service can be had: those of the practitioner, the branch and all resources together.',
  })
  @Access('schedules:read')
  @Cost(20)
  slots(
    @Ctx() context: Context,
    @Arg('input', () => SlotSearchInput, { description: 'What is looked for.' }) input: SlotSearchInput,
  ): Promise<SlotSearchResult> {
    return searchSlots(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: Slot): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => HealthcareService, { nullable: true, description: 'The service.' })
  service(@Root() { serviceId }: Slot, @Ctx() context: Context): Promise<HealthcareService | null> {
    return context.load(serviceById, serviceId);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'With whom; null for a service that needs no practitioner.' })
  async practitioner(@Root() { practitionerId }: Slot, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => [BookableResource], { description: 'The rooms and devices that are free then too.' })
  async resources(@Root() { resourceIds }: Slot, @Ctx() context: Context): Promise<BookableResource[]> {
    const resources = await Promise.all(resourceIds.map((id) => context.load(resourceById, id)));
    return resources.filter((resource) => resource !== null);
  }
}
