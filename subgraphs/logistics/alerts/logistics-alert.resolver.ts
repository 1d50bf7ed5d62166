import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Courier, courierById } from '../couriers/courier.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Task, taskById } from '../tasks/task.js';
import { acknowledgeLogisticsAlert } from './acknowledging.js';
import { createAlertPolicy, removeAlertPolicy, updateAlertPolicy } from './alert-policy-changes.js';
import {
  CreateAlertPolicyInput,
  CreateAlertPolicyPayload,
  RemoveAlertPolicyInput,
  RemoveAlertPolicyPayload,
  UpdateAlertPolicyInput,
  UpdateAlertPolicyPayload,
} from './alert-policy.inputs.js';
import { AlertPolicy } from './alert-policy.js';
import { alertsMatching } from './logistics-alert.filter.js';
import { AcknowledgeLogisticsAlertInput, AcknowledgeLogisticsAlertPayload, LogisticsAlertFilter } from './logistics-alert.inputs.js';
import {
  alertById,
  alertList,
  alertsOfBranch,
  alertsOfTask,
  firstAlertFirst,
  LogisticsAlert,
  LogisticsAlertConnection,
  unresolved,
} from './logistics-alert.js';

@Resolver(() => LogisticsAlert)
export class LogisticsAlertResolver {
  @Query(() => LogisticsAlert, { nullable: true, description: 'One alert; null when there is none that you may see.' })
  @Access('alerts:read')
  logisticsAlert(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<LogisticsAlert | null> {
    return context.load(alertById, id);
  }

  @Query(() => LogisticsAlertConnection, { description: 'Alerts of tasks of the branches that you may see, the first first.' })
  @Access('alerts:read')
  logisticsAlerts(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => LogisticsAlertFilter, { nullable: true, description: 'Which alerts.' }) filter: LogisticsAlertFilter | null,
  ): Promise<Page<LogisticsAlert>> {
    return page(context, alertList, args, firstAlertFirst, alertsMatching(filter));
  }

  @Mutation(() => AcknowledgeLogisticsAlertPayload, { description: 'Says that somebody looks after an alert: it is escalated no further.' })
  @Access('alerts:acknowledge')
  acknowledgeLogisticsAlert(
    @Ctx() context: Context,
    @Arg('input', () => AcknowledgeLogisticsAlertInput, { description: 'The alert.' }) input: AcknowledgeLogisticsAlertInput,
  ): Promise<AcknowledgeLogisticsAlertPayload> {
    return acknowledgeLogisticsAlert(context, input);
  }

  @FieldResolver(() => Task, { nullable: true, description: 'The task; null when you may not see it.' })
  @Access('tasks:read')
  task(@Root() { taskId }: LogisticsAlert, @Ctx() context: Context): Promise<Task | null> {
    return context.load(taskById, taskId);
  }

  @FieldResolver(() => Courier, { nullable: true, description: 'Who was sent when it was opened; null when nobody was.' })
  @Access('couriers:read')
  courier(@Root() { courierId }: LogisticsAlert, @Ctx() context: Context): Promise<Courier | null> {
    return courierId ? context.load(courierById, courierId) : Promise.resolve(null);
  }

  @FieldResolver(() => Branch, { description: 'The branch that sends the courier, and looks after it.' })
  branch(@Root() { branchId }: LogisticsAlert): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who looks after it; null when nobody of the staff does.' })
  @Access('staff:read')
  acknowledgedBy(@Root() { acknowledgedBy }: LogisticsAlert): Staff | null {
    return acknowledgedBy?.startsWith('staff_') ? staffReference(acknowledgedBy) : null;
  }
}

@Resolver(() => AlertPolicy)
export class AlertPolicyResolver {
  @Query(() => [AlertPolicy], { description: 'All policies for alerts that were set, by kind, those of all branches first.' })
  @Access('alerts:read')
  alertPolicies(@Ctx() context: Context): Promise<AlertPolicy[]> {
    return context.db.all(AlertPolicy, sql`order by kind, branch_id nulls first`);
  }

  @Mutation(() => CreateAlertPolicyPayload, { description: 'Sets what is worth an alert of a kind, at a branch or at all of them.' })
  @Access('alerts:manage')
  createAlertPolicy(
    @Ctx() context: Context,
    @Arg('input', () => CreateAlertPolicyInput, { description: 'The policy.' }) input: CreateAlertPolicyInput,
  ): Promise<CreateAlertPolicyPayload> {
    return createAlertPolicy(context, input);
  }

  @Mutation(() => UpdateAlertPolicyPayload, { description: 'Changes a policy; open tasks are looked at anew.' })
  @Access('alerts:manage')
  updateAlertPolicy(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAlertPolicyInput, { description: 'The changes.' }) input: UpdateAlertPolicyInput,
  ): Promise<UpdateAlertPolicyPayload> {
    return updateAlertPolicy(context, input);
  }

  @Mutation(() => RemoveAlertPolicyPayload, { description: 'Removes a policy; open tasks are looked at anew.' })
  @Access('alerts:manage')
  removeAlertPolicy(
    @Ctx() context: Context,
    @Arg('input', () => RemoveAlertPolicyInput, { description: 'The policy.' }) input: RemoveAlertPolicyInput,
  ): Promise<RemoveAlertPolicyPayload> {
    return removeAlertPolicy(context, input);
  }

  @FieldResolver(() => Branch, { nullable: true, description: 'Where it holds; null where it does wherever a branch has none of its own.' })
  branch(@Root() { branchId }: AlertPolicy): Branch | null {
    return branchId ? branchReference(branchId) : null;
  }
}

@Resolver(() => Task)
export class TaskAlertsResolver {
  @FieldResolver(() => [LogisticsAlert], { description: 'What was and is wrong with it, the first first.' })
  @Access('alerts:read')
  async alerts(@Root() { id }: Task, @Ctx() context: Context): Promise<LogisticsAlert[]> {
    return (await context.load(alertsOfTask, id)) ?? [];
  }
}

@Resolver(() => Branch)
export class BranchLogisticsAlertsResolver {
  @FieldResolver(() => LogisticsAlertConnection, { description: 'What is wrong with tasks to which it sends couriers, the first first.' })
  @Access('alerts:read')
  openLogisticsAlerts(
    @Root() { id }: Branch,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
  ): Promise<Page<LogisticsAlert>> {
    return alertsOfBranch.page(context, id, args, firstAlertFirst, unresolved);
  }
}
