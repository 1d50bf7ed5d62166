-- What goods cost when they came in, for their value, the last before the rest: without a look at the rows.
create index stock_movements_costed on stock_movements (tenant_id, branch_id, product_id, occurred_at desc, id desc)
  include (quantity, unit_cost_minor, currency) where unit_cost_minor is not null;

-- What belongs to the sales of a branch in a span of days, where these are too many to look for that of each.
create index sale_lines_by_time on sale_lines (tenant_id, branch_id, occurred_at);
create index sale_tenders_by_time on sale_tenders (tenant_id, branch_id, occurred_at);

-- Tills by when they were closed, for those that were closed on other than what was expected.
create index till_sessions_by_closing on till_sessions (tenant_id, branch_id, closed_at) where closed_at is not null;

-- What is there, among all that ever was: of a shop of some years nearly every lot is used up.
create index stock_items_held on stock_items (tenant_id, branch_id, product_id) where on_hand > 0;
