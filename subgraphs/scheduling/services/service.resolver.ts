import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import {
  HealthcareService,
  HealthcareServiceConnection,
  PractitionerService,
  serviceById,
  serviceList,
  servicesByName,
  servicesOfPractitioner,
} from './healthcare-service.js';
import { createHealthcareService, offerService, updateHealthcareService, withdrawService } from './service-changes.js';
import {
  CreateHealthcareServiceInput,
  CreateHealthcareServicePayload,
  HealthcareServiceFilter,
  OfferServiceInput,
  OfferServicePayload,
  UpdateHealthcareServiceInput,
  UpdateHealthcareServicePayload,
  WithdrawServiceInput,
  WithdrawServicePayload,
} from './service.inputs.js';
import { termsWith, VisitTerms } from './visit-terms.js';

@Resolver(() => HealthcareService)
export class HealthcareServiceResolver {
  @Query(() => HealthcareService, { nullable: true, description: 'One type of visit; null when there is none.' })
  @Access('schedules:read')
  healthcareService(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Its id.' }) id: string,
  ): Promise<HealthcareService | null> {
    return context.load(serviceById, id);
  }

  @Query(() => HealthcareServiceConnection, { description: 'Types of visits, by name.' })
  @Access('schedules:read')
  healthcareServices(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => HealthcareServiceFilter, { nullable: true, description: 'Which services.' })
    filter: HealthcareServiceFilter | null,
  ): Promise<Page<HealthcareService>> {
    return page(context, serviceList, args, servicesByName, servicesMatching(filter));
  }

  @Mutation(() => CreateHealthcareServicePayload, { description: 'Adds a type of visit.' })
  @Access('schedules:manage')
  createHealthcareService(
    @Ctx() context: Context,
    @Arg('input', () => CreateHealthcareServiceInput, { description: 'The service.' }) input: CreateHealthcareServiceInput,
  ): Promise<CreateHealthcareServicePayload> {
    return createHealthcareService(context, input);
  }

  @Mutation(() => UpdateHealthcareServicePayload, { description: 'Changes a type of visit.' })
  @Access('schedules:manage')
  updateHealthcareService(
    @Ctx() context: Context,
    @Arg('input', () => UpdateHealthcareServiceInput, { description: 'The changes.' }) input: UpdateHealthcareServiceInput,
  ): Promise<UpdateHealthcareServicePayload> {
    return updateHealthcareService(context, input);
  }

  @Mutation(() => OfferServicePayload, { description: 'Says that a practitioner offers a service, and with which values of their own.' })
  @Access('schedules:manage')
  offerService(
    @Ctx() context: Context,
    @Arg('input', () => OfferServiceInput, { description: 'Who and what.' }) input: OfferServiceInput,
  ): Promise<OfferServicePayload> {
    return offerService(context, input);
  }

  @Mutation(() => WithdrawServicePayload, { description: 'Says that a practitioner no longer offers a service; what is booked stays.' })
  @Access('schedules:manage')
  withdrawService(
    @Ctx() context: Context,
    @Arg('input', () => WithdrawServiceInput, { description: 'Who and what.' }) input: WithdrawServiceInput,
  ): Promise<WithdrawServicePayload> {
    return withdrawService(context, input);
  }
}

@Resolver(() => PractitionerService)
export class PractitionerServiceResolver {
  @FieldResolver(() => HealthcareService, { nullable: true, description: 'The service.' })
  service(@Root() { serviceId }: PractitionerService, @Ctx() context: Context): Promise<HealthcareService | null> {
    return context.load(serviceById, serviceId);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'The practitioner.' })
  practitioner(@Root() { practitionerId }: PractitionerService, @Ctx() context: Context): Promise<Practitioner | null> {
    return context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => VisitTerms, {
    nullable: true,
    description: "What holds for this practitioner: their own values, and the service's for the rest.",
  })
  async terms(@Root() own: PractitionerService, @Ctx() context: Context): Promise<VisitTerms | null> {
    const service = await context.load(serviceById, own.serviceId);
    return service && termsWith(service, own);
  }
}

@Resolver(() => Practitioner)
export class OfferedServicesResolver {
  @FieldResolver(() => [PractitionerService], { description: 'The services that they offer.' })
  async services(@Root() { id }: Practitioner, @Ctx() context: Context): Promise<PractitionerService[]> {
    return (await context.load(servicesOfPractitioner, id)) ?? [];
  }
}

function servicesMatching(filter: HealthcareServiceFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.active != null) conditions.push(sql`healthcare_services.active = ${filter.active}`);
  if (filter?.practitionerId) {
    const practitioner = toUuid('practitioner', filter.practitionerId);
    conditions.push(sql`healthcare_services.id in (select service_id from practitioner_services where practitioner_id = ${practitioner})`);
  }
  return join(conditions, ' and ');
}
