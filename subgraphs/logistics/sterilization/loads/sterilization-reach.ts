import { Field, ID, Int, ObjectType } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import { toTypeId, toUuid } from '#kernel/graph/type-id.js';
import { defineLoader } from '#kernel/subgraph/loader.js';
import { readEverywhere } from '../everywhere.js';
import { InstrumentStatus } from '../instruments/instrument-terms.js';
import { sterilizationPermission } from '../sterilization-permission.js';
import { reachOfLoads, type Reached } from './reach-queries.js';

@ObjectType()
abstract class ReachedByLoad {
  id: string;

  @Field(() => Int, { simple: true, description: 'How many uses.' })
  uses: number;

  @Field(() => Boolean, {
    simple: true,
    description:
      'Whether something was used as this very load had made it sterile. False: only later, when another load had sterilized it again.',
  })
  isDirect: boolean;

  @Field(() => DateTimeScalar, { simple: true, description: 'The first use.' })
  firstUsedAt: Date;

  @Field(() => DateTimeScalar, { simple: true, description: 'The last use.' })
  lastUsedAt: Date;
}

@ObjectType({ description: 'A patient on whom something of the load was used.' })
export class SterilizationReachedPatient extends ReachedByLoad {}

@ObjectType({ description: 'An order for which something of the load was used.' })
export class SterilizationReachedOrder extends ReachedByLoad {}

@ObjectType({ description: 'A set or instrument that holds something of the load, as it is now.' })
export class SterilizationReachedThing {
  @Field(() => ID, { simple: true, description: '`instrumentset_…`, or `instrument_…` for one that is in no set.' })
  id: string;

  @Field(() => String, { simple: true, description: 'Its code.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name.' })
  name: string;

  @Field(() => InstrumentStatus, { simple: true, description: 'Where in its round it is.' })
  status: InstrumentStatus;

  @Field(() => Boolean, { simple: true, description: 'Whether another load that was released has sterilized all of it since.' })
  isSterilizedSince: boolean;

  placeId: string;
}

@ObjectType({
  description:
    'Whom and what a load reached, at every branch: its packages, and every use since of any set to which one of its instruments went.',
})
export class SterilizationReach {
  @Field(() => Int, { simple: true, description: 'How many uses there were.' })
  uses: number;

  @Field(() => [SterilizationReachedPatient], { simple: true, description: 'All patients, the first one reached first.' })
  patients: SterilizationReachedPatient[];

  @Field(() => [SterilizationReachedOrder], { simple: true, description: 'All orders, the first one reached first.' })
  orders: SterilizationReachedOrder[];

  @Field(() => [SterilizationReachedThing], {
    simple: true,
    description: 'Where what was in it is now: sets, and instruments that are in none, by code.',
  })
  things: SterilizationReachedThing[];
}

interface ThingRow {
  readonly load_id: string;
  readonly is_set: boolean;
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly status: InstrumentStatus;
  readonly place_id: string;
  readonly sterilized_since: boolean;
}

/** Two statements, however many loads. */
export const reachOfLoad = defineLoader<string, SterilizationReach>('reach of sterilization load', async (context, ids) => {
  const db = readEverywhere(context);
  const uuids = ids.map((id) => toUuid('sterilizationload', id));
  const reach = await reachOfLoads((statement) => db.rows(statement, sterilizationPermission), uuids);
  const rows = await db.rows<ThingRow>(
    sql`select distinct on (load_id, thing.code) thing.* from (
        select within.load_id, instrument_sets.id, true as is_set, instrument_sets.code, instrument_sets.name, instrument_sets.status,
          coalesce(instrument_sets.other_branch_id, instrument_sets.branch_id) as place_id,
          not exists (select from instruments inside where inside.set_id = instrument_sets.id and inside.sterile_load_id = within.load_id) as sterilized_since
        from load_instruments within
        join sterilization_items item on item.id = within.item_id
        join instruments on instruments.id = within.instrument_id
        join instrument_sets on instrument_sets.id in (item.set_id, instruments.set_id)
        where within.load_id = any (${uuids}::uuid[])
        union all
        select within.load_id, instruments.id, false, instruments.code, instruments.name, instruments.status,
          coalesce(instruments.other_branch_id, instruments.branch_id), instruments.sterile_load_id is distinct from within.load_id
        from load_instruments within join instruments on instruments.id = within.instrument_id
        where within.load_id = any (${uuids}::uuid[]) and instruments.set_id is null
      ) as thing order by load_id, thing.code`,
    sterilizationPermission,
  );
  const things = Map.groupBy(rows, ({ load_id }) => load_id);
  return new Map(
    uuids.map((uuid, index) => {
      const { uses = 0, patients = new Map<string, Reached>(), orders = new Map<string, Reached>() } = reach.get(uuid) ?? {};
      const reached = Object.assign(new SterilizationReach(), {
        uses,
        patients: [...patients.values()].map((one) => Object.assign(new SterilizationReachedPatient(), one)),
        orders: [...orders.values()].map((one) => Object.assign(new SterilizationReachedOrder(), one)),
        things: (things.get(uuid) ?? []).map(thingOf),
      });
      return [ids[index] ?? '', reached];
    }),
  );
});

function thingOf({ is_set, id, code, name, status, place_id, sterilized_since }: ThingRow): SterilizationReachedThing {
  return Object.assign(new SterilizationReachedThing(), {
    id: toTypeId(is_set ? 'instrumentset' : 'instrument', id),
    code,
    name,
    status,
    placeId: toTypeId('branch', place_id),
    isSterilizedSince: sterilized_since,
  });
}
