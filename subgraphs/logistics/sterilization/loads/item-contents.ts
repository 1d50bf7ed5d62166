import { sql } from '#kernel/database/sql.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { SetContent } from '../instruments/instrument-set.js';
import { sterilizationPermission } from '../sterilization-permission.js';

interface ContentRow {
  readonly item_id: string;
  readonly instrument_id: string | null;
  readonly code: string;
  readonly name: string;
  readonly contents: SetContent[] | null;
}

/** What a package held when its cycle began, as it was called then: by the version of the set, or the instrument itself. */
export const contentsOfItem = defineLoader<string, SetContent[]>('contents of sterilization item', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('sterilizationitem', id));
  const rows = await db.rows<ContentRow>(
    sql`select item.id as item_id, item.instrument_id, item.code, item.name, held.contents from sterilization_items item
      left join instrument_set_versions held on held.set_id = item.set_id and held.number = item.set_version
      where item.id = any (${uuids}::uuid[])`,
    sterilizationPermission,
  );
  return new Map(rows.map((row) => [toTypeId('sterilizationitem', row.item_id), contentsIn(row)]));
});

function contentsIn({ instrument_id, code, name, contents }: ContentRow): SetContent[] {
  if (instrument_id === null) return contents ?? [];
  return [Object.assign(new SetContent(), { instrumentId: toTypeId('instrument', instrument_id), code, name })];
}
