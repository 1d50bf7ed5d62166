import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Practitioner, practitionerById } from '../practitioners/practitioner.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Notification, notificationsOfAppointment } from '../reminders/notification.js';
import { BookableResource, resourceById } from '../resources/resource.js';
import { HealthcareService, serviceById } from '../services/healthcare-service.js';
import { appointmentsMatching } from './appointment-search.js';
import {
  AppointmentFilter,
  AppointmentOrder,
  BookAppointmentInput,
  BookAppointmentPayload,
  BookAppointmentSeriesInput,
  BookAppointmentSeriesPayload,
  CancelAppointmentInput,
  CancelAppointmentPayload,
  ConfirmAppointmentInput,
  ConfirmAppointmentPayload,
  HoldAppointmentInput,
  HoldAppointmentPayload,
  RescheduleAppointmentInput,
  RescheduleAppointmentPayload,
  UpdateAppointmentStatusInput,
  UpdateAppointmentStatusPayload,
} from './appointment.inputs.js';
import {
  Appointment,
  appointmentById,
  AppointmentChange,
  AppointmentConnection,
  appointmentList,
  AppointmentSeries,
  appointmentsOfPatient,
  appointmentsOfPractitioner,
  appointmentsOfSeries,
  historyOfAppointment,
  latestFirst,
  seriesById,
  soonestFirst,
} from './appointment.js';
import { bookAppointment, bookAppointmentSeries, confirmAppointment, holdAppointment } from './booking.js';
import { cancelAppointment } from './cancelling.js';
import { rescheduleAppointment } from './rescheduling.js';
import { updateAppointmentStatus } from './visit-progress.js';

@Resolver(() => Appointment)
export class AppointmentResolver {
  @Query(() => Appointment, { nullable: true, description: 'One appointment at a branch that you may see; null when there is none.' })
  @Access('appointments:read')
  appointment(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Appointment | null> {
    return context.load(appointmentById, id);
  }

  @Query(() => AppointmentConnection, {
    description: 'Appointments at the branches that you may see, the soonest first unless asked otherwise.',
  })
  @Access('appointments:read')
  appointments(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AppointmentFilter, { nullable: true, description: 'Which appointments.' }) filter: AppointmentFilter | null,
    @Arg('orderBy', () => AppointmentOrder, { nullable: true, description: 'In which order.' }) orderBy: AppointmentOrder | null,
  ): Promise<Page<Appointment>> {
    const where = appointmentsMatching(filter);
    if (filter?.patientId) context.db.auditDenials(Appointment, [filter.patientId], { by: 'patientId', of: 'Patient' });
    return page(context, appointmentList, args, orderBy ?? soonestFirst, where);
  }

  @Mutation(() => HoldAppointmentPayload, { description: 'Keeps a time for a patient until it is confirmed or runs out.' })
  @Access('appointments:book')
  holdAppointment(
    @Ctx() context: Context,
    @Arg('input', () => HoldAppointmentInput, { description: 'The visit.' }) input: HoldAppointmentInput,
  ): Promise<HoldAppointmentPayload> {
    return holdAppointment(context, input);
  }

  @Mutation(() => ConfirmAppointmentPayload, { description: 'Makes a hold firm.' })
  @Access('appointments:book')
  confirmAppointment(
    @Ctx() context: Context,
    @Arg('input', () => ConfirmAppointmentInput, { description: 'Which hold.' }) input: ConfirmAppointmentInput,
  ): Promise<ConfirmAppointmentPayload> {
    return confirmAppointment(context, input);
  }

  @Mutation(() => BookAppointmentPayload, {
    description: 'Books a visit at once. Practitioner, patient, rooms and devices are all taken, or none is.',
  })
  @Access('appointments:book')
  bookAppointment(
    @Ctx() context: Context,
    @Arg('input', () => BookAppointmentInput, { description: 'The visit.' }) input: BookAppointmentInput,
  ): Promise<BookAppointmentPayload> {
    return bookAppointment(context, input);
  }

  @Mutation(() => BookAppointmentSeriesPayload, { description: 'Books visits that recur: all of them, or none.' })
  @Access('appointments:book')
  bookAppointmentSeries(
    @Ctx() context: Context,
    @Arg('input', () => BookAppointmentSeriesInput, { description: 'The visits.' }) input: BookAppointmentSeriesInput,
  ): Promise<BookAppointmentSeriesPayload> {
    return bookAppointmentSeries(context, input);
  }

  @Mutation(() => RescheduleAppointmentPayload, {
    description:
      'Moves an appointment: the old time is given back and the new one taken, or nothing changes. The history keeps where it was.',
  })
  @Access('appointments:book')
  rescheduleAppointment(
    @Ctx() context: Context,
    @Arg('input', () => RescheduleAppointmentInput, { description: 'Which appointment, and where to.' }) input: RescheduleAppointmentInput,
  ): Promise<RescheduleAppointmentPayload> {
    return rescheduleAppointment(context, input);
  }

  @Mutation(() => CancelAppointmentPayload, { description: 'Calls an appointment off; its time is offered to who waits for one.' })
  @Access('appointments:book')
  cancelAppointment(
    @Ctx() context: Context,
    @Arg('input', () => CancelAppointmentInput, { description: 'Which appointment, and why.' }) input: CancelAppointmentInput,
  ): Promise<CancelAppointmentPayload> {
    return cancelAppointment(context, input);
  }

  @Mutation(() => UpdateAppointmentStatusPayload, {
    description: 'Says that a patient arrived or did not come, that a visit took place, or that an appointment was a mistake.',
  })
  @Access('appointments:book')
  updateAppointmentStatus(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAppointmentStatusInput, { description: 'The status.' }) input: UpdateAppointmentStatusInput,
  ): Promise<UpdateAppointmentStatusPayload> {
    return updateAppointmentStatus(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: Appointment): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Patient, { description: 'Whose appointment it is.' })
  patient(@Root() { patientId }: Appointment): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => HealthcareService, { nullable: true, description: 'For what.' })
  service(@Root() { serviceId }: Appointment, @Ctx() context: Context): Promise<HealthcareService | null> {
    return context.load(serviceById, serviceId);
  }

  @FieldResolver(() => Practitioner, { nullable: true, description: 'With whom; null for a service that needs no practitioner.' })
  async practitioner(@Root() { practitionerId }: Appointment, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }

  @FieldResolver(() => [BookableResource], { description: 'The rooms and devices that it takes up.' })
  async resources(@Root() { resourceIds }: Appointment, @Ctx() context: Context): Promise<BookableResource[]> {
    const resources = await Promise.all(resourceIds.map((id) => context.load(resourceById, id)));
    return resources.filter((resource) => resource !== null);
  }

  @FieldResolver(() => AppointmentSeries, { nullable: true, description: 'The series that it is part of.' })
  async series(@Root() { seriesId }: Appointment, @Ctx() context: Context): Promise<AppointmentSeries | null> {
    return seriesId === null ? null : context.load(seriesById, seriesId);
  }

  @FieldResolver(() => Appointment, { nullable: true, description: 'The visit that it follows up.' })
  async followUpOf(@Root() { followUpOfId }: Appointment, @Ctx() context: Context): Promise<Appointment | null> {
    return followUpOfId === null ? null : context.load(appointmentById, followUpOfId);
  }

  @FieldResolver(() => [AppointmentChange], { description: 'All that happened to it, oldest first.' })
  async history(@Root() { id }: Appointment, @Ctx() context: Context): Promise<AppointmentChange[]> {
    return (await context.load(historyOfAppointment, id)) ?? [];
  }

  @FieldResolver(() => [Notification], { description: 'The messages that the patient was sent about it, oldest first.' })
  async notifications(@Root() { id }: Appointment, @Ctx() context: Context): Promise<Notification[]> {
    return (await context.load(notificationsOfAppointment, id)) ?? [];
  }
}

@Resolver(() => AppointmentChange)
export class AppointmentChangeResolver {
  @FieldResolver(() => Practitioner, { nullable: true, description: 'With whom it then was.' })
  async practitioner(@Root() { practitionerId }: AppointmentChange, @Ctx() context: Context): Promise<Practitioner | null> {
    return practitionerId === null ? null : context.load(practitionerById, practitionerId);
  }
}

@Resolver(() => AppointmentSeries)
export class AppointmentSeriesResolver {
  @FieldResolver(() => [Appointment], { description: 'Its appointments, soonest first.' })
  async appointments(@Root() { id }: AppointmentSeries, @Ctx() context: Context): Promise<Appointment[]> {
    return (await context.load(appointmentsOfSeries, id)) ?? [];
  }
}

@Resolver(() => Patient)
export class PatientAppointmentsResolver {
  @FieldResolver(() => AppointmentConnection, {
    description: "The patient's appointments at the branches that you may see, the latest first unless asked otherwise.",
  })
  @Access('appointments:read')
  appointments(
    @Root() { id }: Patient,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AppointmentFilter, { nullable: true, description: 'Which appointments.' }) filter: AppointmentFilter | null,
    @Arg('orderBy', () => AppointmentOrder, { nullable: true, description: 'In which order.' }) orderBy: AppointmentOrder | null,
  ): Promise<Page<Appointment>> {
    return appointmentsOfPatient.page(context, id, args, orderBy ?? latestFirst, {
      key: JSON.stringify(filter),
      where: appointmentsMatching(filter),
    });
  }
}

@Resolver(() => Practitioner)
export class PractitionerAppointmentsResolver {
  @FieldResolver(() => AppointmentConnection, {
    description: "The practitioner's appointments at the branches that you may see, the soonest first unless asked otherwise.",
  })
  @Access('appointments:read')
  appointments(
    @Root() { id }: Practitioner,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => AppointmentFilter, { nullable: true, description: 'Which appointments.' }) filter: AppointmentFilter | null,
    @Arg('orderBy', () => AppointmentOrder, { nullable: true, description: 'In which order.' }) orderBy: AppointmentOrder | null,
  ): Promise<Page<Appointment>> {
    return appointmentsOfPractitioner.page(context, id, args, orderBy ?? soonestFirst, {
      key: JSON.stringify(filter),
      where: appointmentsMatching(filter),
    });
  }
}
