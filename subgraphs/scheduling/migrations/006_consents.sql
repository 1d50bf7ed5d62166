select consent_tables();

select guard_patients('appointment_series');
select guard_patients('appointments');
select guard_patients('waitlist_entries');
select guard_patients('queue_tickets');
select guard_patients('notifications');
select guard_patients_through('appointment_changes', 'appointments', 'appointment_id');
select guard_patients_through('waitlist_offers', 'waitlist_entries', 'entry_id');
-- Not reservations, which say that a time is taken and not by whom, nor queue_stays, which say how long a queue took.

-- Figures are counted from these alone, and every statement on their tables asks whose patient a row is of: they must know.
drop index appointments_by_day;
create index appointments_by_day on appointments (tenant_id, branch_id, local_date, starts_at, id)
  include (status, practitioner_id, ends_at, booked_at, arrived_at, checked_in_at, patient_id);
drop index queue_tickets_finished;
create index queue_tickets_finished on queue_tickets (tenant_id, service_point_id, finished_at desc) include (started_at, patient_id) where status = 'FINISHED';
drop index queue_tickets_called;
create index queue_tickets_called on queue_tickets (tenant_id, service_point_id, called_at) include (resource_id, patient_id);
drop index queue_tickets_by_day;
create index queue_tickets_by_day on queue_tickets (tenant_id, branch_id, local_date, id) include (service_point_id, joined_at, first_called_at, status, patient_id);
