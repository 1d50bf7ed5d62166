-- FHIR R4 VisionPrescription. Not owned by a branch: what one branch writes, any optician of the tenant may make.
create table optical_prescriptions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  -- Given with the signature, as for prescriptions of medicines.
  number text collate "C",
  scan_code text collate "C",
  status text not null check (status in ('DRAFT', 'ACTIVE', 'CANCELLED', 'ENTERED_IN_ERROR')),
  status_reason text,
  patient_id uuid not null,
  encounter_id uuid,
  prescriber_id uuid not null,
  signed_at timestamptz(3),
  written_on date not null,
  valid_until date not null,
  -- Between both pupils, in hundredths of a millimetre; or each lens says its own.
  pupillary_distance integer check (pupillary_distance between 4000 and 8500 and pupillary_distance % 50 = 0),
  note text,
  primary key (tenant_id, id),
  constraint optical_prescriptions_number unique (tenant_id, number),
  constraint optical_prescriptions_scan_code unique (tenant_id, scan_code),
  constraint optical_prescriptions_signed check (status in ('DRAFT', 'CANCELLED', 'ENTERED_IN_ERROR') or signed_at is not null),
  constraint optical_prescriptions_signed_whole check (signed_at is null or (status <> 'DRAFT' and number is not null and scan_code is not null)),
  constraint optical_prescriptions_validity check (valid_until >= written_on)
);
select tenant_table('optical_prescriptions', unlogged => '{scan_code}');
create index optical_prescriptions_by_patient on optical_prescriptions (tenant_id, patient_id, id);
create index optical_prescriptions_by_branch on optical_prescriptions (tenant_id, branch_id, id);
create index optical_prescriptions_by_prescriber on optical_prescriptions (tenant_id, prescriber_id, id);
create trigger keep_signed before update or delete on optical_prescriptions for each row execute function keep_signed('status', 'status_reason');

-- What one eye needs. Dioptres, prism dioptres and millimetres in hundredths: exact, and added without rounding.
create table optical_lenses (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  prescription_id uuid not null,
  kind text not null check (kind in ('SPECTACLE_LENS', 'CONTACT_LENS')),
  eye text not null check (eye in ('RIGHT', 'LEFT')),
  -- Of glasses the sphere, of contact lenses the power.
  sphere integer check (sphere between -3000 and 3000 and sphere % 25 = 0),
  power integer check (power between -3000 and 3000 and power % 25 = 0),
  cylinder integer check (cylinder between -1200 and 1200 and cylinder % 25 = 0 and cylinder <> 0),
  axis integer check (axis between 1 and 180),
  addition integer check (addition between 25 and 400 and addition % 25 = 0),
  prism_vertical integer check (prism_vertical between 25 and 2000 and prism_vertical % 25 = 0),
  prism_vertical_base text check (prism_vertical_base in ('UP', 'DOWN')),
  prism_horizontal integer check (prism_horizontal between 25 and 2000 and prism_horizontal % 25 = 0),
  prism_horizontal_base text check (prism_horizontal_base in ('IN', 'OUT')),
  -- From the bridge of the nose to the pupil, and from the back of the lens to the eye.
  pupillary_distance integer check (pupillary_distance between 2000 and 4250 and pupillary_distance % 50 = 0),
  back_distance integer check (back_distance between 500 and 2500 and back_distance % 50 = 0),
  base_curve integer check (base_curve between 500 and 1100 and base_curve % 5 = 0),
  diameter integer check (diameter between 700 and 2500 and diameter % 10 = 0),
  note text,
  primary key (tenant_id, id),
  constraint optical_lenses_once unique (tenant_id, prescription_id, kind, eye),
  constraint optical_lenses_axis check ((axis is null) = (cylinder is null)),
  constraint optical_lenses_prisms check ((prism_vertical is null) = (prism_vertical_base is null)
    and (prism_horizontal is null) = (prism_horizontal_base is null)),
  constraint optical_lenses_kind check (case kind
    when 'SPECTACLE_LENS' then sphere is not null and num_nonnulls(power, base_curve, diameter) = 0
    else num_nulls(power, base_curve, diameter) = 0 and num_nonnulls(sphere, pupillary_distance, back_distance) = 0 end),
  foreign key (tenant_id, prescription_id) references optical_prescriptions (tenant_id, id)
);
select tenant_table('optical_lenses');
create trigger keep_signed before insert or update or delete on optical_lenses
  for each row execute function keep_signed_part('optical_prescriptions', 'prescription_id');
