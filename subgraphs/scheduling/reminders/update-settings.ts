import { branchesFor } from '#kernel/context/request-context.js';
import { sql } from '#kernel/database/sql.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { settingsOf } from './scheduling-settings.js';
import { UpdateSchedulingSettingsPayload, type UpdateSchedulingSettingsInput } from './settings.inputs.js';

const permission = 'schedules:manage';
const nothing = { settings: null };

export async function updateSchedulingSettings(
  context: Context,
  input: UpdateSchedulingSettingsInput,
): Promise<UpdateSchedulingSettingsPayload> {
  const twice = { code: 'STALE_VERSION', message: 'Somebody else has just made the first settings: read them, then decide.' } as const;
  return context.db.command(
    UpdateSchedulingSettingsPayload,
    { name: 'updateSchedulingSettings', permission, constraints: { scheduling_settings_once: twice } },
    async (transaction) => {
      if (branchesFor({ ...context.request, branch: null }, permission) !== 'all') {
        return refuse('NOT_ALLOWED', 'These settings hold at every branch: this takes the permission at all of them.', undefined, nothing);
      }
      const leads = input.reminderLeadMinutes;
      if (leads && (leads.length > 5 || leads.some((lead) => lead < 15 || lead > 43_200))) {
        return refuse(
          'INVALID',
          'At most 5 reminders, each 15 minutes to 30 days (43200 minutes) before the visit.',
          ['input', 'reminderLeadMinutes'],
          nothing,
        );
      }
      if (input.claimMinutes != null && (input.claimMinutes < 1 || input.claimMinutes > 1440)) {
        return refuse('INVALID', 'An offer is open for 1 to 1440 minutes.', ['input', 'claimMinutes'], nothing);
      }
      const settings = await settingsOf(transaction, sql`for update`);
      const isFirst = settings.version === 0;
      const stale = staleVersion(settings, input.expectedVersion, 'set of settings', nothing);
      if (stale) return stale;
      if (leads) settings.reminderLeadMinutes = [...new Set(leads)].sort((a, b) => b - a);
      if (input.reminderChannels) settings.reminderChannels = [...new Set(input.reminderChannels)];
      settings.quietFrom = input.quietFrom ?? settings.quietFrom;
      settings.quietUntil = input.quietUntil ?? settings.quietUntil;
      settings.claimMinutes = input.claimMinutes ?? settings.claimMinutes;
      return { settings: isFirst ? await transaction.insert(settings) : await transaction.save(settings) };
    },
  );
}
