select consent_tables();

select guard_patients('callback_requests');
select guard_patients_through('callback_comments', 'callback_requests', 'callback_id');
