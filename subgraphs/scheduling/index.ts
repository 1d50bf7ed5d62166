import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import {
  AppointmentChangeResolver,
  AppointmentResolver,
  AppointmentSeriesResolver,
  PatientAppointmentsResolver,
  PractitionerAppointmentsResolver,
} from './appointments/appointment.resolver.js';
import { AppointmentSubscription } from './appointments/appointment.subscription.js';
import { Appointment, appointmentById, AppointmentChange, appointmentChangeById, AppointmentSeries } from './appointments/appointment.js';
import { expireHold } from './appointments/hold-expiry.js';
import { keepBranchCalendars } from '#kernel/calendar/branch-calendar.js';
import { BranchClosureResolver, ScheduleResolver, UnavailabilityResolver } from './calendars/calendar.resolver.js';
import { Schedule, scheduleById } from './calendars/schedule.js';
import { BranchClosure, closureById, Unavailability, unavailabilityById } from './calendars/unavailability.js';
import { practitionerUpdated, slotOffered, ticketCalled, ticketIssued, ticketUpdated, closureAdded, closureRemoved } from './events.js';
import { appointmentChanges, appointmentEvents, offers, queueChanges } from './feeds.js';
import { BranchPractitionersResolver, PractitionerResolver, StaffPractitionerResolver } from './practitioners/practitioner.resolver.js';
import { Practitioner, practitionerById } from './practitioners/practitioner.js';
import { publicPart } from './public-part.js';
import { endQueueDay } from './queue/day-end.js';
import { QueueTicketResolver, ServicePointResolver } from './queue/queue.resolver.js';
import { QueueSubscription } from './queue/queue.subscription.js';
import { QueueTicket, ticketById } from './queue/queue-ticket.js';
import { ServicePoint, servicePointById } from './queue/service-point.js';
import { Notification, notificationById } from './reminders/notification.js';
import { sendReminder } from './reminders/reminding.js';
import { SchedulingSettings } from './reminders/scheduling-settings.js';
import { SchedulingSettingsResolver } from './reminders/settings.resolver.js';
import { SchedulingReportResolver, UtilizationResolver, WaitingTimeResolver } from './reports/report.resolver.js';
import { ResourceResolver } from './resources/resource.resolver.js';
import { BookableResource, resourceById } from './resources/resource.js';
import { HealthcareService, PractitionerService, practitionerServiceById, serviceById } from './services/healthcare-service.js';
import { HealthcareServiceResolver, OfferedServicesResolver, PractitionerServiceResolver } from './services/service.resolver.js';
import { SlotResolver } from './slots/slot.resolver.js';
import { expireOffer } from './waitlist/offering.js';
import { offerOpenings } from './waitlist/openings.js';
import { OfferSubscription } from './waitlist/offer.subscription.js';
import { WaitlistEntry, waitlistEntryById, WaitlistOffer, waitlistOfferById } from './waitlist/waitlist-entry.js';
import { WaitlistEntryResolver, WaitlistOfferResolver } from './waitlist/waitlist.resolver.js';

export type { ReminderServices } from './reminders/reminding.js';

/** Who can be seen when: practitioners, calendars, appointments, the waitlist, the queue and reminders. */
export const scheduling = defineSubgraph({
  name: 'scheduling',
  entities: [
    Practitioner,
    HealthcareService,
    PractitionerService,
    BookableResource,
    Schedule,
    Unavailability,
    BranchClosure,
    Appointment,
    AppointmentChange,
    AppointmentSeries,
    WaitlistEntry,
    WaitlistOffer,
    ServicePoint,
    QueueTicket,
    SchedulingSettings,
    Notification,
  ],
  resolvers: [
    PractitionerResolver,
    BranchPractitionersResolver,
    StaffPractitionerResolver,
    HealthcareServiceResolver,
    PractitionerServiceResolver,
    OfferedServicesResolver,
    ResourceResolver,
    ScheduleResolver,
    UnavailabilityResolver,
    BranchClosureResolver,
    SlotResolver,
    AppointmentResolver,
    AppointmentChangeResolver,
    AppointmentSeriesResolver,
    PatientAppointmentsResolver,
    PractitionerAppointmentsResolver,
    AppointmentSubscription,
    WaitlistEntryResolver,
    WaitlistOfferResolver,
    OfferSubscription,
    ServicePointResolver,
    QueueTicketResolver,
    QueueSubscription,
    SchedulingSettingsResolver,
    SchedulingReportResolver,
    UtilizationResolver,
    WaitingTimeResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Practitioner', 'practitioner', practitionerById),
    reference('HealthcareService', 'service', serviceById),
    reference('PractitionerService', 'practitionerservice', practitionerServiceById),
    reference('BookableResource', 'resource', resourceById),
    reference('Schedule', 'schedule', scheduleById),
    reference('Unavailability', 'unavailability', unavailabilityById),
    reference('BranchClosure', 'closure', closureById),
    reference('Appointment', 'appointment', appointmentById),
    reference('AppointmentChange', 'appointmentchange', appointmentChangeById),
    reference('WaitlistEntry', 'waitlistentry', waitlistEntryById),
    reference('WaitlistOffer', 'offer', waitlistOfferById),
    reference('ServicePoint', 'servicepoint', servicePointById),
    reference('QueueTicket', 'ticket', ticketById),
    reference('Notification', 'notification', notificationById),
  ],
  permissions: {
    'schedules:read': 'See practitioners, services, rooms, calendars and free times.',
    'schedules:manage': 'Manage practitioners, services, rooms, calendars, queues and reminders.',
    'appointments:read': 'See appointments and the waitlist at the branch.',
    'appointments:book': 'Book, move and call off appointments at the branch, and receive patients.',
    'waitlist:manage': 'Manage the waitlist of the branch and answer offers.',
    'queue:read': 'See who waits at the branch.',
    'queue:serve': 'Give out numbers at the branch, call and serve.',
    'reports:read': 'See the figures of the branch.',
  },
  feeds: [appointmentChanges, queueChanges, offers],
  publicPart,
  publishes: [
    ...appointmentEvents,
    practitionerUpdated,
    slotOffered,
    ticketIssued,
    ticketCalled,
    ticketUpdated,
    closureAdded,
    closureRemoved,
  ],
  reactions: [...keepBranchCalendars, ...keepKnownConsents],
  jobs: [expireHold, expireOffer, offerOpenings, endQueueDay, sendReminder],
});
