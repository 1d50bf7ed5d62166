import { defineFeed } from '#kernel/live/feed.js';
import {
  appointmentArrived,
  appointmentBooked,
  appointmentCancelled,
  appointmentCheckedIn,
  appointmentEnteredInError,
  appointmentExpired,
  appointmentFulfilled,
  appointmentHeld,
  appointmentNoShow,
  appointmentOffered,
  appointmentReopened,
  appointmentRescheduled,
  slotOffered,
  ticketCalled,
  ticketIssued,
  ticketUpdated,
  type AppointmentFacts,
  type TicketFacts,
} from './events.js';

export const appointmentEvents = [
  appointmentHeld,
  appointmentOffered,
  appointmentBooked,
  appointmentRescheduled,
  appointmentArrived,
  appointmentCheckedIn,
  appointmentFulfilled,
  appointmentReopened,
  appointmentCancelled,
  appointmentExpired,
  appointmentNoShow,
  appointmentEnteredInError,
] as const;

/** The topic of one day at a branch. */
export function dayTopic(branchId: string, date: string): string {
  return `${branchId}:${date}`;
}

/** By the branch and its day; one that was moved is told where it was too. */
export const appointmentChanges = defineFeed('appointments', appointmentEvents, ({ branch, data }) => {
  if (branch === null) return [];
  const { date, previousDate, previousBranchId } = data as unknown as AppointmentFacts;
  return [...new Set([dayTopic(branch, date), dayTopic(previousBranchId ?? branch, previousDate ?? date)])];
});

/** By the branch, and by the service point; one that was transferred is told where it was too. */
export const queueChanges = defineFeed('queue', [ticketIssued, ticketCalled, ticketUpdated], ({ branch, data }) => {
  if (branch === null) return [];
  const { servicePointId, previousServicePointId } = data as unknown as TicketFacts;
  return [branch, servicePointId, ...(previousServicePointId ? [previousServicePointId] : [])];
});

/** By the branch. */
export const offers = defineFeed('offers', [slotOffered], ({ branch }) => (branch === null ? [] : [branch]));
