-- Which attributes the products of a kind have. Products themselves are the pharmacy's.
create table attribute_sets (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  -- A ProductKind of the pharmacy's.
  product_kind text not null collate "C",
  -- The newest revision, by which values are checked from now on.
  revision integer not null check (revision > 0),
  primary key (tenant_id, id),
  constraint attribute_sets_kind unique (tenant_id, product_kind)
);
select tenant_table('attribute_sets');

-- The definitions, revision by revision; none is ever changed, since values were checked by it.
create table attribute_set_revisions (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  set_id uuid not null,
  revision integer not null check (revision > 0),
  definitions jsonb not null check (jsonb_typeof(definitions) = 'array'),
  note text,
  primary key (tenant_id, id),
  constraint attribute_set_revisions_once unique (tenant_id, set_id, revision),
  foreign key (tenant_id, set_id) references attribute_sets (tenant_id, id)
);
select tenant_table('attribute_set_revisions');

-- What a product is in the respects of its set: {"code": value}, and the revision by which that was checked.
create table product_attributes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  set_id uuid not null,
  revision integer not null,
  attributes jsonb not null check (jsonb_typeof(attributes) = 'object'),
  primary key (tenant_id, id),
  constraint product_attributes_once unique (tenant_id, product_id),
  foreign key (tenant_id, set_id, revision) references attribute_set_revisions (tenant_id, set_id, revision)
);
select tenant_table('product_attributes');
create index product_attributes_by_set on product_attributes (tenant_id, set_id, id);

-- The same after each change, for good.
create table product_attribute_changes (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  -- The version of the product's attributes that this made.
  number integer not null check (number > 0),
  set_id uuid not null,
  revision integer not null,
  attributes jsonb not null,
  changed_by text,
  changed_at timestamptz(3) not null default now(),
  primary key (tenant_id, id),
  constraint product_attribute_changes_once unique (tenant_id, product_id, number),
  foreign key (tenant_id, set_id, revision) references attribute_set_revisions (tenant_id, set_id, revision)
);
select tenant_detail_table('product_attribute_changes');
create index product_attribute_changes_by_product on product_attribute_changes (tenant_id, product_id, id);

-- By what products are found: one key for each value, so written that the order of keys is the order of values. Also of attributes
-- that are not searchable: they may become so, and no product is written again for that.
create table product_attribute_keys (
  tenant_id uuid not null default tenant_id(),
  set_id uuid not null,
  -- The attribute's; of a range of temperatures, with .min or .max behind it.
  code text not null collate "C",
  key text not null collate "C",
  product_id uuid not null,
  primary key (tenant_id, set_id, code, key, product_id),
  foreign key (tenant_id, product_id) references product_attributes (tenant_id, product_id) on delete cascade
);
select tenant_detail_table('product_attribute_keys');
create index product_attribute_keys_by_product on product_attribute_keys (tenant_id, product_id, code, key);

-- Products whose values do not meet the newest revision of their set. Derived: it can be made anew at any time.
create table catalog_issues (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  set_id uuid not null,
  -- By which revision it was found wanting.
  revision integer not null,
  -- [{"code", "message"}], by the attribute.
  problems jsonb not null,
  primary key (tenant_id, id),
  constraint catalog_issues_once unique (tenant_id, product_id),
  foreign key (tenant_id, product_id) references product_attributes (tenant_id, product_id) on delete cascade
);
select tenant_detail_table('catalog_issues');
create index catalog_issues_by_set on catalog_issues (tenant_id, set_id, id);

-- In what products are ordered beside packs. How many packs a unit is, is a fraction of whole numbers: ten packs are a box, a pack
-- is thirty tablets.
create table product_units (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  product_id uuid not null,
  code text not null collate "C" check (code ~ '^[A-Z][A-Z0-9_]{0,19}$' and code <> 'PACK'),
  name text not null,
  -- So many of the unit are so many packs.
  unit_count integer not null check (unit_count > 0),
  pack_count integer not null check (pack_count > 0),
  -- Where the unit is a measure, such as mL: what is commensurable can be ordered too.
  ucum_code text collate "C",
  primary key (tenant_id, id),
  constraint product_units_code unique (tenant_id, product_id, code)
);
select tenant_table('product_units');

create table price_lists (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text not null collate "C",
  -- For whom, and for orders of which branch; for all when null.
  customer_id uuid,
  branch_id uuid,
  currency text not null collate "C",
  -- From when on, and until when: at that moment it is over.
  valid_from timestamptz(3),
  valid_until timestamptz(3),
  -- Of several lists for the same, the higher one is asked first.
  priority integer not null default 0,
  active boolean not null default true,
  primary key (tenant_id, id),
  constraint price_lists_name unique (tenant_id, name_key),
  constraint price_lists_valid check (valid_from < valid_until),
  foreign key (tenant_id, customer_id) references customers (tenant_id, id)
);
select tenant_table('price_lists', unlogged => '{name_key}');
create index price_lists_by_name on price_lists (tenant_id, name_key, id);
create index price_lists_by_customer on price_lists (tenant_id, customer_id, id) where customer_id is not null;

-- What a pack of a product costs by a list, from so many packs on.
create table price_list_items (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  price_list_id uuid not null,
  product_id uuid not null,
  minimum_quantity integer not null check (minimum_quantity > 0),
  -- Without tax.
  unit_price_minor bigint not null check (unit_price_minor >= 0),
  tax_basis_points integer not null check (tax_basis_points between 0 and 10000),
  primary key (tenant_id, id),
  constraint price_list_items_once unique (tenant_id, price_list_id, product_id, minimum_quantity),
  foreign key (tenant_id, price_list_id) references price_lists (tenant_id, id)
);
select tenant_table('price_list_items');
create index price_list_items_by_product on price_list_items (tenant_id, product_id, price_list_id, minimum_quantity);
create index price_list_items_by_list on price_list_items (tenant_id, price_list_id, id);

do $$ begin
  execute format('revoke update, delete on attribute_set_revisions, product_attribute_changes from %I', app_role());
end $$;
