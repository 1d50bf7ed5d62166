-- Nobody has said the currency of branches from before: they can be corrected by updateBranch, and new ones always say theirs.
alter table branches add column currency text not null default 'USD' check (currency ~ '^[A-Z]{3}$');
alter table branches alter column currency drop default;
