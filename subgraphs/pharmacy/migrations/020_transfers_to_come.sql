-- What another branch has approved and not yet sent is little among all that was ever sent.
create index transfers_approved on transfers (tenant_id, to_branch_id, id) where status = 'APPROVED';
