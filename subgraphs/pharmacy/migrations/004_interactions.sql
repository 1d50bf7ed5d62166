-- What happens when two substances are taken together, as a thesaurus of interactions has it. Either side is a substance or a
-- class of them, by a key that is made of its name; a pair has one row for each severity that the thesaurus gives it.
create table interaction_rules (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  first_key text not null collate "C",
  first_name text not null,
  second_key text not null collate "C",
  second_name text not null,
  severity text not null check (severity in ('CONTRAINDICATED', 'NOT_RECOMMENDED', 'PRECAUTION', 'TO_CONSIDER')),
  -- Parts rows that have all of the above in common.
  part integer not null,
  -- Whether the pair has other severities under other conditions, as management tells.
  conditional boolean not null,
  mechanism text,
  management text,
  -- The work and its edition.
  source text not null,
  primary key (tenant_id, id),
  constraint interaction_rules_once unique (tenant_id, first_key, second_key, severity, part),
  -- A pair stands under one order only.
  constraint interaction_rules_ordered check (first_key <= second_key)
);
select tenant_table('interaction_rules');
create index interaction_rules_by_second on interaction_rules (tenant_id, second_key, first_key);

-- Which substances the thesaurus counts among which class.
create table drug_class_members (
  tenant_id uuid not null default tenant_id(),
  substance_key text not null collate "C",
  class_key text not null collate "C",
  class_name text not null,
  primary key (tenant_id, substance_key, class_key)
);
select tenant_detail_table('drug_class_members');
