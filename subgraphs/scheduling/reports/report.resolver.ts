import { Arg, Ctx, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { ServicePoint, servicePointById } from '../queue/service-point.js';
import { mostDays, reportBranch } from './report-branch.js';
import { PractitionerUtilization, SchedulingReport, WaitingTime } from './scheduling-report.js';

@Resolver()
export class SchedulingReportResolver {
  @Query(() => SchedulingReport, { description: 'How a branch did over a range of its days: appointments, utilization and waiting.' })
  @Access('reports:read')
  schedulingReport(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('from', () => DateScalar, { description: 'The first day.' }) from: string,
    @Arg('until', () => DateScalar, { description: `The last day; at most ${mostDays} days in all.` }) until: string,
  ): Promise<SchedulingReport> {
    return reportBranch(context, branchId, from, until);
  }
}

@Resolver(() => PractitionerUtilization)
export class UtilizationResolver {
  @FieldResolver(() => Practitioner, { nullable: true, description: 'Whose time.' })
  practitioner(@Root() { practitionerId }: PractitionerUtilization, @Ctx() context: Context): Promise<Practitioner | null> {
    return context.load(practitionerById, practitionerId);
  }
}

@Resolver(() => WaitingTime)
export class WaitingTimeResolver {
  @FieldResolver(() => ServicePoint, { nullable: true, description: 'In which queue.' })
  servicePoint(@Root() { servicePointId }: WaitingTime, @Ctx() context: Context): Promise<ServicePoint | null> {
    return context.load(servicePointById, servicePointId);
  }
}
