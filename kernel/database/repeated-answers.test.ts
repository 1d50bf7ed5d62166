import { Field, ObjectType, Query, Resolver } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { RequestContext } from '../context/request-context.js';
import { Access } from '../graph/access-decorator.js';
import { newId } from '../graph/type-id.js';
import { MutationPayload } from '../graph/user-error.js';
import { defineSubgraph } from '../subgraph/definition.js';
import { contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import { IdColumn, ReferenceColumn, TenantEntity } from './columns.js';
import type { CommandOptions } from './command.js';
import { shownOnce } from './shown-once.js';
import { sql } from './sql.js';

@Entity('rooms')
@ObjectType({ description: 'A room of a branch.' })
@Access('rooms:read')
class Room extends TenantEntity {
  @IdColumn('room')
  id: string;

  @ReferenceColumn('branch')
  branchId: string;

  @Column('text')
  @Field(() => String, { description: 'Its name.' })
  name: string;
}

@ObjectType({ description: 'What was done to rooms.' })
class RoomsPayload extends MutationPayload {
  @Field(() => Room, { nullable: true, description: 'The room.' })
  room: Room | null;

  @Field(() => [Room], { description: 'All that were changed.' })
  changed: Room[];

  @Field(() => String, { nullable: true, description: 'What opens it.' })
  key: string | null;
}

@Resolver()
class RoomResolver {
  @Query(() => Room, { nullable: true, description: 'None.' })
  @Access('rooms:read')
  room(): null {
    return null;
  }
}

const rooms = defineSubgraph({
  name: 'rooms',
  entities: [Room],
  resolvers: [RoomResolver],
  migrations: new URL('./testing/', import.meta.url),
  references: [],
  permissions: { 'rooms:read': 'See rooms', 'rooms:write': 'Change rooms' },
  publishes: [],
  reactions: [],
  jobs: [],
});

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(rooms);
});
afterAll(() => subgraph.close());

/** Somebody with a role at two branches, who can lose the one and repeats a call as it was sent. */
function porter() {
  const [clinic, laboratory] = [newId('branch'), newId('branch')];
  const permissions = ['rooms:read', 'rooms:write'];
  const persona = { tenant: testTenant('steppe'), permissions, actorId: newId('staff') };
  const at = (branches: readonly string[], key: string = newId('key')): RequestContext =>
    contextOf({ ...persona, branches, idempotencyKey: { key, bodyHash: 'same' } });
  return { clinic, laboratory, at };
}

function open(
  context: RequestContext,
  branches: readonly string[],
  more: Partial<CommandOptions<RoomsPayload>> = {},
): Promise<RoomsPayload> {
  const options = { name: 'openRooms', permission: 'rooms:write', ...more };
  return subgraph.database.forContext(context).command(RoomsPayload, options, async (transaction) => {
    const changed: Room[] = [];
    for (const branchId of branches)
      changed.push(await transaction.insert(Object.assign(new Room(), { id: newId('room'), branchId, name: 'Store' })));
    return { room: changed[0] ?? null, changed, key: 'sesame' };
  });
}

function close(context: RequestContext, id: string | undefined): Promise<RoomsPayload> {
  return subgraph.database
    .forContext(context)
    .command(RoomsPayload, { name: 'closeRoom', permission: 'rooms:write' }, async (transaction) => {
      const room = await transaction.lock(Room, id ?? '');
      await transaction.rows(sql`delete from rooms`);
      return { room, changed: [], key: null };
    });
}

const branchesOf = ({ room, changed }: RoomsPayload) => [room?.branchId ?? null, changed.map(({ branchId }) => branchId)];

describe('an answer that is repeated', () => {
  it('is what it was for who can still see it, and tells nothing of a branch where the caller has no role any more', async () => {
    const { clinic, laboratory, at } = porter();
    const both = [clinic, laboratory];
    const first = await open(at(both, 'once'), both);
    expect(branchesOf(first)).toEqual([clinic, both]);
    expect(await open(at(both, 'once'), both)).toEqual(first);
    expect(branchesOf(await open(at([laboratory], 'once'), both))).toEqual([null, [laboratory]]);
    expect(await subgraph.database.forContext(at(both)).rows(sql`select count(*)::int as count from rooms`, 'rooms:read')).toEqual([
      { count: 2 },
    ]);
  });

  it('tells of what was deleted as it did at first', async () => {
    const { clinic, at } = porter();
    const { room } = await open(at([clinic]), [clinic]);
    const first = await close(at([clinic], 'once'), room?.id);
    expect(first.room).toMatchObject({ id: room?.id, name: 'Store' });
    expect(await close(at([clinic], 'once'), room?.id)).toEqual(first);
  });

  it('says how to get another secret, also of what the caller cannot see any more', async () => {
    const { clinic, laboratory, at } = porter();
    const answersSecret = shownOnce<RoomsPayload>('key', 'room', 'have the lock changed');
    const first = await open(at([clinic], 'once'), [clinic], { answersSecret });
    expect(first.key).toBe('sesame');
    const again = { code: 'WRONG_STATE', message: expect.stringContaining('have the lock changed') as string };
    expect(await open(at([clinic], 'once'), [clinic], { answersSecret })).toMatchObject({
      room: first.room,
      key: null,
      userErrors: [again],
    });
    const withdrawn = await open(at([laboratory], 'once'), [clinic], { answersSecret });
    expect(withdrawn).toMatchObject({ room: null, changed: [], key: null, userErrors: [again] });
  });
});
