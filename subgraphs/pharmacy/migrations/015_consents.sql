select consent_tables();

select guard_patients('stock_movements');
select guard_patients('prescriptions');
select guard_patients('medication_requests');
select guard_patients('optical_prescriptions');
select guard_patients('dispenses');
select guard_patients('sales');
select guard_patients('register_entries');
select guard_patients_through('request_claims', 'medication_requests', 'request_id');
select guard_patients_through('optical_lenses', 'optical_prescriptions', 'prescription_id');
select guard_patients_through('dispense_checks', 'dispenses', 'dispense_id');
select guard_patients_through('check_overrides', 'dispense_checks', 'check_id');
select guard_patients_through('dispense_lots', 'dispenses', 'dispense_id');
select guard_patients_through('dispense_packs', 'dispenses', 'dispense_id');
select guard_patients_through('dispense_returns', 'dispenses', 'dispense_id');
select guard_patients_through('paid_dispenses', 'dispenses', 'dispense_id');
select guard_patients_through('sale_lines', 'sales', 'sale_id');
select guard_patients_through('sale_tenders', 'sales', 'sale_id');
select guard_patients_through('compliance_events', 'register_entries', 'register_entry_id');
select guard_patients_through('register_requests', 'register_entries', 'voids_id');

-- What stock is worth is counted from this alone, and every statement on movements asks whose patient one is of: it must know.
drop index stock_movements_costed;
create index stock_movements_costed on stock_movements (tenant_id, branch_id, product_id, occurred_at desc, id desc)
  include (quantity, unit_cost_minor, currency, patient_id) where unit_cost_minor is not null;
