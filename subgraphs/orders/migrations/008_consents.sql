select consent_tables();

select guard_patients('orders');
select guard_patients('specimens');
select guard_patients_through('order_lines', 'orders', 'order_id');
select guard_patients_through('order_amendments', 'orders', 'order_id');
select guard_patients_through('order_approvals', 'orders', 'order_id');
select guard_patients_through('order_comments', 'orders', 'order_id');
select guard_patients_through('order_decisions', 'orders', 'order_id');
select guard_patients_through('order_documents', 'orders', 'order_id');
select guard_patients_through('order_document_bodies', 'order_documents', 'document_id');
select guard_patients_through('order_reservations', 'orders', 'order_id');
select guard_patients_through('order_steps', 'orders', 'order_id');
select guard_patients_through('order_tasks', 'orders', 'order_id');
select guard_patients_through('order_webhook_deliveries', 'orders', 'order_id');
select guard_patients_through('order_webhook_attempts', 'order_webhook_deliveries', 'delivery_id');
select guard_patients_through('sla_clocks', 'orders', 'order_id');
select guard_patients_through('specimen_tests', 'specimens', 'specimen_id');
select guard_patients_through('specimen_results', 'specimens', 'specimen_id');

-- With orders_by_patient, what a client sees: orders of the patients who consented, and of none.
create index orders_without_patient on orders (tenant_id, id) where patient_id is null;
