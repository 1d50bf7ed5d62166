select branch_tables();

create table substances (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  name text not null,
  name_key text not null collate "C",
  -- In which system, such as RxNorm or BDPM, and under which code.
  code_system text collate "C",
  code text collate "C",
  primary key (tenant_id, id),
  constraint substances_code check ((code is null) = (code_system is null)),
  constraint substances_code_once unique (tenant_id, code_system, code)
);
select tenant_table('substances', unlogged => '{name_key}');
create index substances_by_name on substances (tenant_id, name_key, id);

create table products (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  kind text not null check (kind in ('MEDICINE', 'OPTICAL', 'DEVICE', 'CONSUMABLE', 'REAGENT', 'EQUIPMENT', 'SERVICE', 'OTHER')),
  status text not null check (status in ('ACTIVE', 'INACTIVE', 'ENTERED_IN_ERROR')),
  name text not null,
  name_key text not null collate "C",
  -- GTIN-14, shorter ones with zeros before them.
  gtin text collate "C" check (gtin ~ '^[0-9]{14}$'),
  national_code_system text collate "C",
  national_code text collate "C",
  pack text,
  image_urls text[] not null default '{}',
  reference_price_minor bigint check (reference_price_minor >= 0),
  reference_price_currency text,
  -- From here on, what a medicine has; null or empty in other products.
  generic_name text,
  generic_key text collate "C",
  dose_form text,
  routes text[] not null default '{}',
  atc_codes text[] not null default '{}',
  rx_norm_codes text[] not null default '{}',
  prescription_required boolean not null default false,
  -- In words of the law that lists it; what has one is kept in the register.
  controlled_schedule text,
  storage_min_celsius numeric(4, 1),
  storage_max_celsius numeric(4, 1),
  storage_note text,
  -- Products of one group may stand in for one another.
  substitution_group text collate "C",
  -- By which an import finds again what it brought in.
  import_key text collate "C",
  primary key (tenant_id, id),
  constraint products_gtin unique (tenant_id, gtin),
  constraint products_national_code_whole check ((national_code is null) = (national_code_system is null)),
  constraint products_national_code unique (tenant_id, national_code_system, national_code),
  constraint products_import_key unique (tenant_id, import_key),
  constraint products_reference_price check ((reference_price_minor is null) = (reference_price_currency is null)),
  constraint products_storage check (storage_min_celsius <= storage_max_celsius)
);
select tenant_table('products', unlogged => '{name_key,generic_key}');
create index products_by_name on products (tenant_id, name_key, id);
create index products_by_generic_name on products (tenant_id, generic_key, id) where generic_key is not null;
create index products_by_national_code on products (tenant_id, national_code);
create index products_by_group on products (tenant_id, substitution_group, name_key, id) where substitution_group is not null;

-- What a medicine is made of, in the order of its label.
create table product_ingredients (
  tenant_id uuid not null default tenant_id(),
  product_id uuid not null,
  position integer not null,
  substance_id uuid not null,
  -- ACTIVE is what it contains, MOIETY the part of it that acts: the base of a salt.
  role text not null check (role in ('ACTIVE', 'MOIETY')),
  -- As on the label, such as "500 mg"; and as a number, with a UCUM unit, where it is one.
  strength text,
  strength_value numeric check (strength_value > 0),
  strength_unit text,
  -- To how much that strength refers: one tablet, 5 mL.
  reference_amount text,
  primary key (tenant_id, product_id, position),
  foreign key (tenant_id, product_id) references products (tenant_id, id) on delete cascade,
  foreign key (tenant_id, substance_id) references substances (tenant_id, id)
);
select tenant_detail_table('product_ingredients');
create index product_ingredients_by_substance on product_ingredients (tenant_id, substance_id, product_id);

-- How a branch keeps and sells a product.
create table branch_products (
  tenant_id uuid not null default tenant_id(),
  id uuid not null default uuidv7(),
  branch_id uuid not null,
  product_id uuid not null,
  price_minor bigint check (price_minor >= 0),
  currency text not null,
  -- At or below which it is low, and up to which it is ordered.
  reorder_point integer check (reorder_point >= 0),
  order_up_to integer check (order_up_to > 0),
  primary key (tenant_id, id),
  constraint branch_products_once unique (tenant_id, branch_id, product_id),
  constraint branch_products_levels check (order_up_to > reorder_point),
  foreign key (tenant_id, product_id) references products (tenant_id, id)
);
select tenant_table('branch_products', branch_owned => true);
