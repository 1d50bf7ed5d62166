import { systemContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { EntityQuestionError } from '#kernel/subgraph/entity-directory.js';
import { contextOf, testTenant } from '#kernel/testing/test-subgraph.js';
import { openCountersGateway, type CountersGateway } from '../testing/counters-gateway.js';
import type { EntityOwners } from './entity-owners.js';

const steppe = testTenant('steppe');
const copperbelt = testTenant('copperbelt');
const reader = contextOf({ tenant: steppe, permissions: ['counters:read'] });

let counters: CountersGateway;
let entities: EntityOwners;
let yaks: string;
let goats: string;
beforeAll(async () => {
  counters = await openCountersGateway({});
  entities = counters.gateway.entities;
  yaks = await counters.newCounter(steppe, 'yaks', ['one', 'two']);
  goats = await counters.newCounter(steppe, 'goats');
});
afterAll(() => counters.close());
beforeEach(() => void counters.calls.splice(0));

describe('what others ask of an owner', () => {
  it('is answered for many ids in one call, by id', async () => {
    const found = await entities.read('Counter', [yaks, goats, yaks], 'name steps { label } wall { id }', reader);
    expect([...found]).toEqual([
      [yaks, { id: yaks, name: 'yaks', steps: [{ label: 'one' }, { label: 'two' }], wall: { id: 'wall' } }],
      [goats, { id: goats, name: 'goats', steps: [], wall: { id: 'wall' } }],
    ]);
    expect(counters.calls).toHaveLength(1);
  });

  it("leaves out what is not there for the caller: unknown ids, ids of other types, a foreign tenant's", async () => {
    const foreign = await counters.newCounter(copperbelt, 'mules');
    const asked = [newId('counter'), newId('patient'), 'counter_', foreign, yaks];
    expect([...(await entities.read('Counter', asked, 'name', reader)).keys()]).toEqual([yaks]);
    expect(await entities.existing('Counter', asked, reader)).toEqual(new Set([yaks]));
  });

  it("takes the caller's own permissions, and the system's within its tenant", async () => {
    const nobody = contextOf({ tenant: steppe, permissions: [] });
    await expect(entities.read('Counter', [yaks], 'name', nobody)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'counters:read' } });
    await expect(entities.read('Counter', [yaks], 'total', reader)).rejects.toMatchObject({ extensions: { code: 'FORBIDDEN', permission: 'counters:audit' } });
    expect([...(await entities.read('Counter', [yaks], 'total', systemContext(steppe, 'remind', 'a-request'))).values()]).toMatchObject([{ total: 0 }]);
    expect(await entities.read('Counter', [yaks], 'total', systemContext(copperbelt, 'remind', 'a-request'))).toEqual(new Map());
  });

  it('fails as the owner fails', async () => {
    await expect(entities.read('Counter', [yaks], 'broken', reader)).rejects.toMatchObject({ extensions: { code: 'INTERNAL' } });
  });

  it.each([
    ['', 'Patient', /^No subgraph owns the type Patient\.$/],
    ['nome', 'Counter', /"nome" cannot be asked of Counter in counters: Cannot query field "nome" on type "Counter"/],
    ['steps', 'Counter', /must have a selection of subfields/],
    ['wall { height }', 'Counter', /Cannot query field "height" on type "Wall"/],
    ['colour', 'Counter', /Counter.colour takes what another subgraph has\./],
    ['look', 'Counter', /Counter.look takes what another subgraph has\./],
    ['id: name', 'Counter', /conflict/],
    ['name(of: $representations)', 'Counter', /Unknown argument "of"/],
    ['name {', 'Counter', /"name {" is no selection of Counter: Syntax Error/],
    ['name } } _service { sdl', 'Counter', /is no selection of Counter: Syntax Error/],
    ['name } query Other { counters', 'Counter', /is more than a selection of Counter\./],
    ['...Other } fragment Other on Counter { name', 'Counter', /is more than a selection of Counter\./],
  ])('"%s" of %s is a mistake of who asks, and is told before anybody is asked', async (selection, type, message) => {
    const error = await entities.read(type, [yaks], selection, reader).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(EntityQuestionError);
    expect((error as Error).message).toMatch(message);
    expect(counters.calls).toEqual([]);
  });
});
