-- What is to be collected for a product that is an examination.
create table collection_requirements (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  -- FHIR R4 Specimen.type: {"system", "code", "display"}.
  specimen_type jsonb not null,
  -- The tube or vessel, and what is in it before: K2EDTA.
  container_type text not null,
  additive text,
  volume_ml numeric(8, 3) not null check (volume_ml > 0),
  -- Between which temperatures it is carried; null where it does not matter.
  min_celsius numeric(5, 2),
  max_celsius numeric(5, 2),
  -- For how long after it is collected it can be examined.
  stability_minutes integer check (stability_minutes > 0),
  -- For how many examinations, this among them, one tube is enough.
  tests_per_container integer not null default 1 check (tests_per_container between 1 and 100),
  instructions text,
  primary key (tenant_id, id),
  constraint collection_requirements_product unique (tenant_id, product_id),
  constraint collection_requirements_range check (min_celsius <= max_celsius)
);
select tenant_table('collection_requirements');

-- The last accession number given out, by the branch that ordered. A number is taken in the transaction that uses it: none is lost.
create table accession_numbers (
  tenant_id uuid not null default tenant_id(),
  branch_id uuid not null,
  last bigint not null,
  primary key (tenant_id, branch_id)
);
select tenant_detail_table('accession_numbers');

-- One tube each. What stands in it is frozen from the requirements of its examinations.
create table specimens (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  order_id uuid not null,
  -- The branch that ordered, and the one that examines: the same where no other does.
  branch_id uuid not null,
  performer_branch_id uuid not null,
  patient_id uuid,
  -- Of the branch that ordered: UB1-S-000042.
  accession_number text not null collate "C" check (accession_number ~ '^[A-Za-z0-9-]+$'),
  status text not null check (status in ('TO_BE_COLLECTED', 'COLLECTED', 'IN_TRANSIT', 'RECEIVED', 'RESULTED', 'REJECTED', 'CANCELLED')),
  specimen_type jsonb not null,
  container_type text not null,
  additive text,
  volume_ml numeric(8, 3) not null,
  min_celsius numeric(5, 2),
  max_celsius numeric(5, 2),
  stability_minutes integer,
  instructions text,
  collected_at timestamptz(3),
  collected_by text,
  sent_at timestamptz(3),
  received_at timestamptz(3),
  received_by text,
  -- Whether it was older than its stability when it was received; null before.
  stability_exceeded boolean,
  resulted_at timestamptz(3),
  rejected_at timestamptz(3),
  rejected_by text,
  rejection_reason text check (rejection_reason in
    ('HEMOLYZED', 'CLOTTED', 'INSUFFICIENT', 'WRONG_CONTAINER', 'UNLABELLED', 'TEMPERATURE', 'TOO_OLD', 'OTHER')),
  rejection_text text,
  -- It waits for somebody of the laboratory to decide whether it can be examined.
  held boolean not null default false,
  hold_reason text,
  -- What told of it: the watch of logistics.
  hold_source text,
  held_at timestamptz(3),
  released_at timestamptz(3),
  released_by text,
  release_reason text,
  primary key (tenant_id, id),
  constraint specimens_accession_number unique (tenant_id, accession_number),
  constraint specimens_collected check (status in ('TO_BE_COLLECTED', 'CANCELLED') or collected_at is not null),
  constraint specimens_received check (status not in ('RECEIVED', 'RESULTED') or received_at is not null),
  constraint specimens_resulted check (status <> 'RESULTED' or resulted_at is not null),
  constraint specimens_rejected check ((status = 'REJECTED') = (rejected_at is not null and rejection_reason is not null)),
  constraint specimens_held check (not held or held_at is not null),
  foreign key (tenant_id, order_id) references orders (tenant_id, id)
);
select tenant_table('specimens');
select seen_from_branches('specimens', '{branch_id,performer_branch_id}');
create index specimens_by_order on specimens (tenant_id, order_id, id);
create index specimens_by_branch on specimens (tenant_id, branch_id, id);
create index specimens_by_performer on specimens (tenant_id, performer_branch_id, id);
-- What waits at a laboratory.
create index specimens_by_status on specimens (tenant_id, performer_branch_id, status, id);

-- The lines of its order for which a specimen is examined. A line that is done several times has as many specimens.
create table specimen_tests (
  tenant_id uuid not null default tenant_id(),
  specimen_id uuid not null,
  line_id uuid not null,
  -- Which of the times that the line is done, from 1.
  repetition integer not null check (repetition > 0),
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid not null,
  -- False once the specimen is given up: the examination can then be planned anew.
  planned boolean not null default true,
  primary key (tenant_id, specimen_id, line_id),
  foreign key (tenant_id, specimen_id) references specimens (tenant_id, id),
  foreign key (tenant_id, line_id) references order_lines (tenant_id, id)
);
select tenant_detail_table('specimen_tests');
select seen_from_branches('specimen_tests', '{branch_id,performer_branch_id}');
create unique index specimen_tests_once on specimen_tests (tenant_id, line_id, repetition) where planned;
create index specimen_tests_by_order on specimen_tests (tenant_id, order_id);

-- What a laboratory found: words, a document, or both. A correction is another result; none is changed or taken away.
create table specimen_results (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  specimen_id uuid not null,
  order_id uuid not null,
  branch_id uuid not null,
  performer_branch_id uuid not null,
  title text not null,
  conclusion text,
  content_type text check (content_type in ('application/pdf', 'image/jpeg', 'image/png', 'text/plain')),
  content bytea,
  sha256 text collate "C" check (sha256 ~ '^[0-9a-f]{64}$'),
  recorded_at timestamptz(3) not null default now(),
  recorded_by text,
  primary key (tenant_id, id),
  constraint specimen_results_said check (conclusion is not null or content is not null),
  constraint specimen_results_document check (num_nulls(content_type, content, sha256) in (0, 3)),
  constraint specimen_results_size check (octet_length(content) between 1 and 2097152),
  constraint specimen_results_sealed check (sha256 = encode(sha256(content), 'hex')),
  foreign key (tenant_id, specimen_id) references specimens (tenant_id, id)
);
select tenant_table('specimen_results', unlogged => '{content}');
select seen_from_branches('specimen_results', '{branch_id,performer_branch_id}');
create index specimen_results_by_specimen on specimen_results (tenant_id, specimen_id, id);
do $$ begin execute format('revoke update, delete on specimen_results from %I', app_role()); end $$;
