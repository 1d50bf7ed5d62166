import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import type { EventRecord } from '#kernel/events/event.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { on } from '#kernel/jobs/job.js';
import type { Context } from '#kernel/subgraph/context.js';
import { noticeRequested, temperatureBreached, temperatureSignalLost, type ExcursionFacts } from '../events.js';
import { TemperatureWatch } from './temperature-watch.js';

export const tellTeamsOfTemperatures = [
  on(temperatureBreached, 'tell-teams-of-breach', tellTeams),
  on(temperatureSignalLost, 'tell-teams-of-lost-signal', tellTeams),
];

const what: Readonly<Record<ExcursionFacts['kind'], string>> = {
  TOO_WARM: 'Too warm for longer than it may be',
  TOO_COLD: 'Too cold for longer than it may be',
  SIGNAL_LOST: 'The sensor does not report',
};

/** Those whom the watch names, at the logger's branch and at the other end of the task. */
async function tellTeams(_context: Context, { branch, data }: EventRecord<ExcursionFacts>, transaction: Transaction): Promise<void> {
  const watch = await transaction.first(TemperatureWatch, sql`where id = ${toUuid('temperaturewatch', data.watchId)}`);
  if (!watch || watch.teams.length === 0) return;
  const count = data.itemIds.length;
  const goods = count === 0 ? '' : ` It concerns ${count === 1 ? 'one thing' : `${count} things`} that it was with.`;
  await transaction.publish(noticeRequested, {
    subject: data.excursionId,
    branch,
    data: {
      teams: watch.teams,
      branchIds: [branch, data.otherBranchId].filter((id) => id !== null),
      title: [what[data.kind], data.place].filter(Boolean).join(': '),
      text: `${what[data.kind]} since ${data.beganAt.slice(0, 16).replace('T', ' ')} UTC.${goods}`,
      about: data.excursionId,
    },
  });
}
