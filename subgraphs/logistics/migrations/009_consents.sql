select consent_tables();

-- Whose order it is done for, as orders tells: a task says where somebody lives.
alter table tasks add column patient_id uuid;

select guard_patients('tasks');
select guard_patients('instrument_uses');
select guard_patients_through('used_instruments', 'instrument_uses', 'use_id');
select guard_patients_through('task_dependencies', 'tasks', 'task_id');
select guard_patients_through('task_steps', 'tasks', 'task_id');
select guard_patients_through('task_codes', 'tasks', 'task_id');
select guard_patients_through('task_proofs', 'tasks', 'task_id');
select guard_patients_through('task_declines', 'tasks', 'task_id');
select guard_patients_through('task_estimates', 'tasks', 'task_id');
select guard_patients_through('task_deadlines', 'tasks', 'task_id');
select guard_patients_through('task_approaches', 'tasks', 'task_id');
select guard_patients_through('logistics_alerts', 'tasks', 'task_id');
select guard_patients_through('handovers', 'tasks', 'task_id');
select guard_patients_through('handover_items', 'handovers', 'handover_id');
select guard_patients_through('custody_entries', 'handovers', 'handover_id');
select guard_patients_through('temperature_watches', 'tasks', 'task_id');
select guard_patients_through('temperature_signals', 'temperature_watches', 'watch_id');
select guard_patients_through('temperature_excursions', 'temperature_watches', 'watch_id');
-- Not loads of the sterilizer, which say what was sterilized: for whom, instrument_uses says.
