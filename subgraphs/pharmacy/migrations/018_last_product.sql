-- What the patient was given last of a medicine: another product than the prescribed one where a substitute was given.
alter table medication_requests add column last_product_id uuid;

drop trigger keep_signed on medication_requests;
create trigger keep_signed before insert or update or delete on medication_requests for each row
  execute function keep_signed_part('prescriptions', 'prescription_id', 'status', 'status_reason', 'dispensed', 'last_dispensed_at', 'last_product_id');

-- For what was given before. Else an owner who is no superuser would see no row here, having no tenant; and nobody changed a prescription by it.
alter table medication_requests no force row level security;
alter table dispenses no force row level security;
alter table medication_requests disable trigger user;
update medication_requests request set last_product_id = given.product_id
  from (select distinct on (tenant_id, request_id) tenant_id, request_id, product_id from dispenses where status = 'COMPLETED'
    order by tenant_id, request_id, handed_over_at desc) given
  where given.tenant_id = request.tenant_id and given.request_id = request.id;
alter table medication_requests enable trigger user;
alter table dispenses force row level security;
alter table medication_requests force row level security;

alter table medication_requests add foreign key (tenant_id, last_product_id) references products (tenant_id, id);
