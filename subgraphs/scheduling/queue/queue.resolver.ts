import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { chosenBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Appointment, appointmentById } from '../appointments/appointment.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { BookableResource, resourceById } from '../resources/resource.js';
import { openTickets } from './open-tickets.js';
import { expectationOfTicket, QueueTicket, ticketById } from './queue-ticket.js';
import { checkInAppointment, issueTicket } from './queueing.js';
import {
  CallNextTicketInput,
  CallNextTicketPayload,
  CheckInAppointmentInput,
  CheckInAppointmentPayload,
  CreateServicePointInput,
  CreateServicePointPayload,
  FinishTicketInput,
  FinishTicketPayload,
  IssueTicketInput,
  IssueTicketPayload,
  LeaveQueueInput,
  LeaveQueuePayload,
  RecallTicketInput,
  RecallTicketPayload,
  SkipTicketInput,
  SkipTicketPayload,
  StartTicketInput,
  StartTicketPayload,
  TransferTicketInput,
  TransferTicketPayload,
  UndoTicketInput,
  UndoTicketPayload,
  UpdateServicePointInput,
  UpdateServicePointPayload,
} from './queue.inputs.js';
import { createServicePoint, updateServicePoint } from './service-point-changes.js';
import { ServicePoint, servicePointById } from './service-point.js';
import { callNextTicket, finishTicket, leaveTicket, recallTicket, skipTicket, startTicket, transferTicket, undoTicket } from './serving.js';

@Resolver(() => ServicePoint)
export class ServicePointResolver {
  @Query(() => [ServicePoint], { description: 'The desks, rooms and departments of a branch that have queues, by name.' })
  @Access('queue:read')
  servicePoints(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
  ): Promise<ServicePoint[]> {
    return context.db.all(ServicePoint, sql`where branch_id = ${toUuid('branch', chosenBranch(context, branchId))} order by name, id`);
  }

  @Mutation(() => CreateServicePointPayload, { description: 'Adds a queue to a branch.' })
  @Access('schedules:manage')
  createServicePoint(
    @Ctx() context: Context,
    @Arg('input', () => CreateServicePointInput, { description: 'The service point.' }) input: CreateServicePointInput,
  ): Promise<CreateServicePointPayload> {
    return createServicePoint(context, input);
  }

  @Mutation(() => UpdateServicePointPayload, { description: 'Changes a queue.' })
  @Access('schedules:manage')
  updateServicePoint(
    @Ctx() context: Context,
    @Arg('input', () => UpdateServicePointInput, { description: 'The changes.' }) input: UpdateServicePointInput,
  ): Promise<UpdateServicePointPayload> {
    return updateServicePoint(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is.' })
  branch(@Root() { branchId }: ServicePoint): Branch {
    return branchReference(branchId);
  }
}

@Resolver(() => QueueTicket)
export class QueueTicketResolver {
  @Query(() => [QueueTicket], { description: 'Who waits, is called or is being served at a branch, whoever is next first; at most 300.' })
  @Access('queue:read')
  queue(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
    @Arg('servicePointId', () => ID, { nullable: true, description: 'Only here.' }) servicePointId: string | null,
  ): Promise<QueueTicket[]> {
    return openTickets(context, chosenBranch(context, branchId), servicePointId);
  }

  @Query(() => QueueTicket, { nullable: true, description: 'One ticket at a branch that you may see; null when there is none.' })
  @Access('queue:read')
  queueTicket(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<QueueTicket | null> {
    return context.load(ticketById, id);
  }

  @Mutation(() => IssueTicketPayload, { description: 'Gives somebody who walks in the next number of a queue.' })
  @Access('queue:serve')
  issueTicket(
    @Ctx() context: Context,
    @Arg('input', () => IssueTicketInput, { description: 'Who, and where.' }) input: IssueTicketInput,
  ): Promise<IssueTicketPayload> {
    return issueTicket(context, input);
  }

  @Mutation(() => CheckInAppointmentPayload, { description: 'Receives a patient with an appointment, and lets them join a queue.' })
  @Access('appointments:book')
  checkInAppointment(
    @Ctx() context: Context,
    @Arg('input', () => CheckInAppointmentInput, { description: 'Which appointment.' }) input: CheckInAppointmentInput,
  ): Promise<CheckInAppointmentPayload> {
    return checkInAppointment(context, input);
  }

  @Mutation(() => CallNextTicketPayload, { description: 'Calls whoever is next: the most urgent, then who has waited longest.' })
  @Access('queue:serve')
  callNextTicket(
    @Ctx() context: Context,
    @Arg('input', () => CallNextTicketInput, { description: 'Which desk.' }) input: CallNextTicketInput,
  ): Promise<CallNextTicketPayload> {
    return callNextTicket(context, input);
  }

  @Mutation(() => RecallTicketPayload, { description: 'Calls a ticket again, also one that was skipped.' })
  @Access('queue:serve')
  recallTicket(
    @Ctx() context: Context,
    @Arg('input', () => RecallTicketInput, { description: 'Which ticket.' }) input: RecallTicketInput,
  ): Promise<RecallTicketPayload> {
    return recallTicket(context, input);
  }

  @Mutation(() => SkipTicketPayload, { description: 'Passes over somebody who was called and did not come.' })
  @Access('queue:serve')
  skipTicket(
    @Ctx() context: Context,
    @Arg('input', () => SkipTicketInput, { description: 'Which ticket.' }) input: SkipTicketInput,
  ): Promise<SkipTicketPayload> {
    return skipTicket(context, input);
  }

  @Mutation(() => TransferTicketPayload, { description: 'Sends somebody on to another queue of the branch; the number stays.' })
  @Access('queue:serve')
  transferTicket(
    @Ctx() context: Context,
    @Arg('input', () => TransferTicketInput, { description: 'Which ticket, and where to.' }) input: TransferTicketInput,
  ): Promise<TransferTicketPayload> {
    return transferTicket(context, input);
  }

  @Mutation(() => StartTicketPayload, { description: 'Says that whoever was called has come.' })
  @Access('queue:serve')
  startTicket(
    @Ctx() context: Context,
    @Arg('input', () => StartTicketInput, { description: 'Which ticket.' }) input: StartTicketInput,
  ): Promise<StartTicketPayload> {
    return startTicket(context, input);
  }

  @Mutation(() => FinishTicketPayload, { description: 'Says that serving somebody is over.' })
  @Access('queue:serve')
  finishTicket(
    @Ctx() context: Context,
    @Arg('input', () => FinishTicketInput, { description: 'Which ticket.' }) input: FinishTicketInput,
  ): Promise<FinishTicketPayload> {
    return finishTicket(context, input);
  }

  @Mutation(() => LeaveQueuePayload, { description: 'Says that somebody waits no longer.' })
  @Access('queue:serve')
  leaveQueue(
    @Ctx() context: Context,
    @Arg('input', () => LeaveQueueInput, { description: 'Which ticket.' }) input: LeaveQueueInput,
  ): Promise<LeaveQueuePayload> {
    return leaveTicket(context, input);
  }

  @Mutation(() => UndoTicketPayload, {
    description: 'Takes back the last step of a ticket: call, recall, skip, start, finish, transfer or leaving. Only until `undoUntil`.',
  })
  @Access('queue:serve')
  undoTicket(
    @Ctx() context: Context,
    @Arg('input', () => UndoTicketInput, { description: 'Which ticket.' }) input: UndoTicketInput,
  ): Promise<UndoTicketPayload> {
    return undoTicket(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: QueueTicket): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => ServicePoint, { nullable: true, description: 'In which queue.' })
  servicePoint(@Root() { servicePointId }: QueueTicket, @Ctx() context: Context): Promise<ServicePoint | null> {
    return context.load(servicePointById, servicePointId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Who it is, when known; a board shows `initials`.' })
  patient(@Root() { patientId }: QueueTicket): Patient | null {
    return patientId === null ? null : patientReference(patientId);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'Who sees them.' })
  async practitioner(@Root() { practitionerId }: QueueTicket, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => BookableResource, { nullable: true, description: 'The room or desk to which they were called.' })
  async resource(@Root() { resourceId }: QueueTicket, @Ctx() context: Context): Promise<BookableResource | null> {
    return resourceId === null ? null : context.load(resourceById, resourceId);
  }

  @FieldResolver(() => Appointment, { nullable: true, description: 'The appointment for which they came.' })
  async appointment(@Root() { appointmentId }: QueueTicket, @Ctx() context: Context): Promise<Appointment | null> {
    return appointmentId === null ? null : context.load(appointmentById, appointmentId);
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many are called before; null for whoever does not wait.' })
  async ahead(@Root() { id }: QueueTicket, @Ctx() context: Context): Promise<number | null> {
    return (await context.load(expectationOfTicket, id))?.ahead ?? null;
  }

  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'For how many minutes it will still wait: those ahead times the mean of the last 20 servings of the day, shared by the desks that called somebody in the last half hour; null for whoever does not wait.',
  })
  async estimatedWaitMinutes(@Root() { id }: QueueTicket, @Ctx() context: Context): Promise<number | null> {
    return (await context.load(expectationOfTicket, id))?.minutes ?? null;
  }
}
