import { Directive, Field, ID, Int, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { connectionOf } from '#kernel/graph/connection.js';
import { Node } from '#kernel/graph/node.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineList } from '#kernel/subgraph/list.js';
import { defineLoader, loaderById } from '#kernel/subgraph/loader.js';
import { sterilizationPermission } from '../sterilization-permission.js';
import type { InstrumentOrderField } from './instrument.js';
import { Reusable } from './reusable.js';

@ObjectType({ description: 'An instrument as it was called when it was put into the set.' })
export class SetContent {
  @Field(() => ID, { simple: true, description: 'The instrument: `instrument_…`.' })
  instrumentId: string;

  @Field(() => String, { simple: true, description: 'Its code.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name.' })
  name: string;
}

@ObjectType({ description: 'What a set held from a moment on; never altered.' })
export class InstrumentSetVersion {
  @Field(() => Int, { simple: true, description: 'Counted by set, from 1.' })
  number: number;

  @Field(() => DateTimeScalar, { simple: true, description: 'From when on.' })
  madeAt: Date;

  @Field(() => [SetContent], { simple: true, description: 'What it held.' })
  contents: SetContent[];
}

@Entity('instrument_sets')
@ObjectType({
  implements: Node,
  description: 'Instruments that are sterilized and used as one; seen by its branch and where it is.',
})
@Directive('@key(fields: "id")')
@Access('sterilization:read')
export class InstrumentSet extends Reusable implements Node {
  @IdColumn('instrumentset')
  id: string;

  @ReferenceColumn('packaging')
  packagingId: string;

  @Column('integer')
  @Field(() => Int, { simple: true, description: 'Which of its `versions` says what it holds now.' })
  contentsVersion: number;
}

export const InstrumentSetConnection = connectionOf(InstrumentSet, 'InstrumentSet');

export const instrumentSetById = loaderById(InstrumentSet);

export const instrumentSetList = defineList<InstrumentSet, InstrumentOrderField>({
  name: 'instrumentSets',
  entity: InstrumentSet,
  orders: { CREATED_AT: [] },
});

interface VersionRow {
  readonly set_id: string;
  readonly number: number;
  readonly made_at: Date;
  readonly contents: SetContent[];
}

/** All versions of a set, the first one first. */
export const versionsOfSet = defineLoader<string, InstrumentSetVersion[]>('versions of instrument set', async ({ db }, ids) => {
  const uuids = ids.map((id) => toUuid('instrumentset', id));
  const rows = await db.rows<VersionRow>(
    sql`select set_id, number, made_at, contents from instrument_set_versions where set_id = any (${uuids}::uuid[]) order by set_id, number`,
    sterilizationPermission,
  );
  const bySet = Map.groupBy(rows, ({ set_id }) => toTypeId('instrumentset', set_id) as string);
  return new Map([...bySet].map(([id, versions]) => [id, versions.map(versionOf)]));
});

function versionOf({ number, made_at, contents }: VersionRow): InstrumentSetVersion {
  return Object.assign(new InstrumentSetVersion(), { number, madeAt: made_at, contents });
}
