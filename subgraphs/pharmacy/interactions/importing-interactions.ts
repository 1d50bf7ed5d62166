import type { RequestContext } from '#kernel/context/request-context.js';
import type { Database } from '#kernel/database/database.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { Thesaurus } from './reading-thesaurus.js';
import { substanceKeys } from './substance-names.js';

export interface InteractionImport {
  readonly database: Database;
  /** A system context of the tenant. */
  readonly context: RequestContext;
}

export interface Changes {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly removed: number;
}

export interface InteractionImportReport {
  readonly rules: Changes;
  readonly memberships: Changes;
  /** Substances of the index that some product of the tenant contains. */
  readonly matched: readonly string[];
  /** Those that none contains. */
  readonly unmatched: readonly string[];
  /** Substances in the tenant's products, how many of them the index knows, and the names of the others. */
  readonly inProducts: number;
  readonly unknown: readonly string[];
}

/** Rows that one statement brings. */
const batchSize = 500;

/**
 * Puts an edition of the thesaurus in the place of what the tenant had, in one transaction: nobody ever asks half an edition. Rows that
 * say the same stay as they are. `onRows` is told of rows that were written or compared.
 */
export async function importInteractions(
  { database, context }: InteractionImport,
  thesaurus: Thesaurus,
  onRows: (rows: number) => void,
): Promise<InteractionImportReport> {
  return database.transaction(context, scopeOf(context, 'import'), 'command', async (transaction) => {
    await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended('interactions ' || tenant_id()::text, 0))`);
    const rules = await replaceRules(transaction, thesaurus, onRows);
    const memberships = await replaceMemberships(transaction, thesaurus, onRows);
    return { rules, memberships, ...(await matchProducts(transaction, thesaurus)) };
  });
}

async function replaceRules(transaction: Transaction, { rules, source }: Thesaurus, onRows: (rows: number) => void): Promise<Changes> {
  const written = { added: 0, changed: 0, unchanged: 0 };
  for (const batch of batchesOf(rules)) {
    const rows = batch.map((rule) => ({
      first_key: rule.firstKey,
      first_name: rule.firstName,
      second_key: rule.secondKey,
      second_name: rule.secondName,
      severity: rule.severity,
      part: rule.part,
      conditional: rule.conditional,
      mechanism: rule.mechanism,
      management: rule.management,
    }));
    const changed = await transaction.rows<{ version: number }>(sql`insert into interaction_rules
        (first_key, first_name, second_key, second_name, severity, part, conditional, mechanism, management, source)
      select line.*, ${source} from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as line (first_key text, first_name text, second_key text, second_name text, severity text, part integer, conditional boolean, mechanism text, management text)
      on conflict (tenant_id, first_key, second_key, severity, part) do update
        set first_name = excluded.first_name, second_name = excluded.second_name, conditional = excluded.conditional, mechanism = excluded.mechanism,
          management = excluded.management, source = excluded.source
        where (interaction_rules.first_name, interaction_rules.second_name, interaction_rules.conditional, interaction_rules.mechanism, interaction_rules.management, interaction_rules.source)
          is distinct from (excluded.first_name, excluded.second_name, excluded.conditional, excluded.mechanism, excluded.management, excluded.source)
      returning version`);
    const added = changed.filter(({ version }) => version === 1).length;
    written.added += added;
    written.changed += changed.length - added;
    written.unchanged += batch.length - changed.length;
    onRows(batch.length);
  }
  const kept = rules.map((rule) => ({ first_key: rule.firstKey, second_key: rule.secondKey, severity: rule.severity, part: rule.part }));
  const removed = await transaction.rows(sql`delete from interaction_rules where not exists (
      select from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as kept (first_key text, second_key text, severity text, part integer)
      where (kept.first_key, kept.second_key, kept.severity, kept.part)
        = (interaction_rules.first_key, interaction_rules.second_key, interaction_rules.severity, interaction_rules.part))
    returning 1`);
  return { ...written, removed: removed.length };
}

async function replaceMemberships(transaction: Transaction, { memberships }: Thesaurus, onRows: (rows: number) => void): Promise<Changes> {
  const written = { added: 0, changed: 0, unchanged: 0 };
  for (const batch of batchesOf(memberships)) {
    const rows = batch.map(({ substanceKey, classKey, className }) => ({
      substance_key: substanceKey,
      class_key: classKey,
      class_name: className,
    }));
    const changed = await transaction.rows<{ added: boolean }>(sql`insert into drug_class_members (substance_key, class_key, class_name)
      select line.* from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as line (substance_key text, class_key text, class_name text)
      on conflict (tenant_id, substance_key, class_key) do update set class_name = excluded.class_name
        where drug_class_members.class_name <> excluded.class_name
      returning xmax = 0 as added`);
    const added = changed.filter((row) => row.added).length;
    written.added += added;
    written.changed += changed.length - added;
    written.unchanged += batch.length - changed.length;
    onRows(batch.length);
  }
  const kept = memberships.map(({ substanceKey, classKey }) => ({ substance_key: substanceKey, class_key: classKey }));
  const removed = await transaction.rows(sql`delete from drug_class_members where not exists (
      select from jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) as kept (substance_key text, class_key text)
      where (kept.substance_key, kept.class_key) = (drug_class_members.substance_key, drug_class_members.class_key))
    returning 1`);
  return { ...written, removed: removed.length };
}

type Matches = Pick<InteractionImportReport, 'matched' | 'unmatched' | 'inProducts' | 'unknown'>;

async function matchProducts(transaction: Transaction, { substances }: Thesaurus): Promise<Matches> {
  const rows = await transaction.rows<{ name: string }>(
    sql`select distinct name from substances where id in (select substance_id from product_ingredients) order by name`,
  );
  const matched = new Set<string>();
  const unknown: string[] = [];
  for (const { name } of rows) {
    const keys = substanceKeys(name).filter((key) => substances.has(key));
    for (const key of keys) matched.add(key);
    if (keys.length === 0) unknown.push(name);
  }
  const [found, absent] = [[...substances].filter(([key]) => matched.has(key)), [...substances].filter(([key]) => !matched.has(key))];
  return { matched: found.map(([, name]) => name), unmatched: absent.map(([, name]) => name), inProducts: rows.length, unknown };
}

function* batchesOf<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let start = 0; start < rows.length; start += batchSize) yield rows.slice(start, start + batchSize);
}
