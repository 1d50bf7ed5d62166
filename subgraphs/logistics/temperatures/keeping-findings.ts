import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { temperatureAlertUpdated, temperatureBreached, temperatureRecovered, temperatureSignalLost } from '../events.js';
import { differs, factsOf, hasGrown, isBreach, reconcile, type KeptFinding } from './reconciling.js';
import { TemperatureExcursion } from './temperature-excursion.js';
import { TemperatureExcursionKind, TemperatureExcursionStatus } from './temperature-terms.js';
import type { TemperatureWatch } from './temperature-watch.js';
import { tell } from './telling.js';

/** Makes what is kept of a watch what is found now, and tells what became of it: what was found before is changed, not found again. */
export async function keepFindings(
  transaction: Transaction,
  watch: TemperatureWatch,
  stored: readonly TemperatureExcursion[],
  found: readonly KeptFinding[],
): Promise<void> {
  const now = new Date();
  const { same, added, gone } = reconcile(stored, found);
  const changed = same.filter(([one, finding]) => differs(one, finding)).map(([one, finding]) => change(watch, one, finding, now));
  const fresh = added.map((finding) => begin(watch, finding, now));
  const refuted = gone.map((one) => Object.assign(one, { withdrawnAt: now }));
  const told = refuted.filter(({ alertedAt }) => alertedAt !== null);
  // First what is gone: another may begin now where it did.
  await forget(
    transaction,
    refuted.filter(({ alertedAt }) => alertedAt === null),
  );
  await write(transaction, [...told, ...changed.map(({ excursion }) => excursion)]);
  await add(transaction, fresh);
  const alerts = fresh.filter(({ alertedAt }) => alertedAt !== null);
  const [lost, breached] = [alerts.filter(isLoss), alerts.filter((one) => !isLoss(one))];
  const of = (...news: News[]): TemperatureExcursion[] =>
    changed.filter((one) => news.includes(one.news)).map(({ excursion }) => excursion);
  const over = told.filter((one) => isOver(watch, one));
  await tell(transaction, temperatureBreached, watch, [...breached, ...of('BREACHED')]);
  await tell(transaction, temperatureSignalLost, watch, lost);
  await tell(transaction, temperatureRecovered, watch, [...over, ...of('RECOVERED')]);
  await tell(transaction, temperatureAlertUpdated, watch, [...told.filter((one) => !over.includes(one)), ...of('UPDATED')]);
}

type News = 'BREACHED' | 'RECOVERED' | 'UPDATED' | null;

function isLoss({ kind }: TemperatureExcursion): boolean {
  return kind === TemperatureExcursionKind.SIGNAL_LOST;
}

/** Whether a sensor that is lost reports again; one whose watch ends does not. */
function isOver(watch: TemperatureWatch, excursion: TemperatureExcursion): boolean {
  return isLoss(excursion) && excursion.endedAt === null && watch.endedAt === null;
}

interface Change {
  readonly excursion: TemperatureExcursion;
  readonly news: News;
}

function change(watch: TemperatureWatch, excursion: TemperatureExcursion, finding: KeptFinding, now: Date): Change {
  const isReopened = excursion.status === TemperatureExcursionStatus.ACKNOWLEDGED && hasGrown(excursion, finding);
  const isEnded = excursion.endedAt === null && finding.endedAt !== null;
  const isRecovered = isEnded && isOver(watch, excursion);
  const isNewAlert = excursion.alertedAt === null && isBreach(finding);
  Object.assign(excursion, factsOf(finding));
  if (isNewAlert) excursion.alertedAt = now;
  if (isReopened) Object.assign(excursion, { status: TemperatureExcursionStatus.OPEN, reopenedAt: now });
  // Of one that keeps to its allowance nobody was told.
  const isTold = excursion.alertedAt !== null;
  return { excursion, news: isNewAlert ? 'BREACHED' : isRecovered ? 'RECOVERED' : (isReopened || isEnded) && isTold ? 'UPDATED' : null };
}

function begin({ id, branchId }: TemperatureWatch, finding: KeptFinding, now: Date): TemperatureExcursion {
  const isAlert = finding.kind === 'SIGNAL_LOST' || isBreach(finding);
  return Object.assign(new TemperatureExcursion(), factsOf(finding), {
    id: newId('excursion'),
    branchId,
    watchId: id,
    kind: TemperatureExcursionKind[finding.kind],
    alertedAt: isAlert ? now : null,
    status: TemperatureExcursionStatus.OPEN,
    acknowledgedAt: null,
    acknowledgedBy: null,
    comment: null,
    reopenedAt: null,
    withdrawnAt: null,
  });
}

async function forget(transaction: Transaction, excursions: readonly TemperatureExcursion[]): Promise<void> {
  if (excursions.length === 0) return;
  const ids = excursions.map(({ id }) => toUuid('excursion', id));
  await transaction.rows(sql`delete from temperature_excursions where id = any (${ids}::uuid[])`);
}

/** As rows of `temperature_excursions`; a log that goes up and down has many. */
function rowsOf(excursions: readonly TemperatureExcursion[]): string {
  return JSON.stringify(
    excursions.map((one) => ({
      id: toUuid('excursion', one.id),
      branch_id: toUuid('branch', one.branchId),
      watch_id: toUuid('temperaturewatch', one.watchId),
      kind: one.kind,
      began_at: one.beganAt,
      ended_at: one.endedAt,
      minutes: one.minutes,
      extreme_celsius: one.extremeCelsius,
      extreme_at: one.extremeAt,
      cumulative_minutes: one.cumulativeMinutes,
      consecutive_exceeded_at: one.consecutiveExceededAt,
      cumulative_exceeded_at: one.cumulativeExceededAt,
      alerted_at: one.alertedAt,
      status: one.status,
      reopened_at: one.reopenedAt,
      withdrawn_at: one.withdrawnAt,
    })),
  );
}

async function write(transaction: Transaction, excursions: readonly TemperatureExcursion[]): Promise<void> {
  if (excursions.length === 0) return;
  await transaction.rows(
    sql`update temperature_excursions kept set began_at = now.began_at, ended_at = now.ended_at, minutes = now.minutes,
        extreme_celsius = now.extreme_celsius, extreme_at = now.extreme_at, cumulative_minutes = now.cumulative_minutes,
        consecutive_exceeded_at = now.consecutive_exceeded_at, cumulative_exceeded_at = now.cumulative_exceeded_at,
        alerted_at = now.alerted_at, status = now.status, reopened_at = now.reopened_at, withdrawn_at = now.withdrawn_at
      from jsonb_populate_recordset(null::temperature_excursions, ${rowsOf(excursions)}::jsonb) as now where kept.id = now.id`,
  );
}

async function add(transaction: Transaction, excursions: readonly TemperatureExcursion[]): Promise<void> {
  if (excursions.length === 0) return;
  await transaction.rows(
    sql`insert into temperature_excursions (id, branch_id, watch_id, kind, began_at, ended_at, minutes, extreme_celsius, extreme_at,
        cumulative_minutes, consecutive_exceeded_at, cumulative_exceeded_at, alerted_at, status)
      select id, branch_id, watch_id, kind, began_at, ended_at, minutes, extreme_celsius, extreme_at,
        cumulative_minutes, consecutive_exceeded_at, cumulative_exceeded_at, alerted_at, status
      from jsonb_populate_recordset(null::temperature_excursions, ${rowsOf(excursions)}::jsonb)`,
  );
}
