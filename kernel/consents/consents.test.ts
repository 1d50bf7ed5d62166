import fc from 'fast-check';
import { Arg, Args, Ctx, Directive, Field, FieldResolver, ID, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { RequestContext, TenantReference } from '../context/request-context.js';
import { systemContext } from '../context/request-context.js';
import { IdColumn, ReferenceColumn, TenantEntity } from '../database/columns.js';
import { scopeOf } from '../database/scope.js';
import { sql } from '../database/sql.js';
import type { Transaction } from '../database/transaction.js';
import { Access } from '../graph/access-decorator.js';
import { connectionOf, OrderDirection, PageArgs, type Page } from '../graph/connection.js';
import { newId, toUuid } from '../graph/type-id.js';
import { MutationPayload } from '../graph/user-error.js';
import type { Context } from '../subgraph/context.js';
import { defineSubgraph, reference } from '../subgraph/definition.js';
import { defineList, nestedList, page } from '../subgraph/list.js';
import { loaderById } from '../subgraph/loader.js';
import { eventually } from '../testing/eventually.js';
import { clientOf, contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '../testing/test-subgraph.js';
import { isConsented, keepConsent, keepKnownConsents, type ConsentFacts } from './known-consents.js';

@Entity('visit_notes')
@ObjectType({ description: 'A note.' })
@Access('visits:read')
class VisitNote extends TenantEntity {
  @IdColumn('visitnote')
  id: string;

  @ReferenceColumn('visit')
  visitId: string;

  @Column('text')
  @Field(() => String, { description: 'Its text.' })
  text: string;
}

@Entity('visits')
@ObjectType({ description: 'A visit.' })
@Directive('@key(fields: "id")')
@Access('visits:read')
class Visit extends TenantEntity {
  @IdColumn('visit')
  id: string;

  @ReferenceColumn('patient', { nullable: true })
  patientId: string | null;

  @Column('text')
  @Field(() => String, { description: 'Why.' })
  reason: string;
}

@ObjectType({ description: 'What was written.' })
class WriteVisitPayload extends MutationPayload {
  @Field(() => Visit, { nullable: true, description: 'The visit.' })
  visit: Visit | null;
}

@ObjectType({ description: 'Something said of a visit.' })
class VisitRemark {
  @Field(() => String, { description: 'What.' })
  text: string;

  visit: Visit;
}

@ObjectType({ description: 'What was written.' })
class WriteVisitsPayload extends MutationPayload {
  @Field(() => [Visit], { description: 'The visits.' })
  visits: Visit[];

  @Field(() => [VisitRemark], { description: 'What is to be said of them.' })
  remarks: VisitRemark[];
}

const VisitConnection = connectionOf(Visit, 'Visit');
const NoteConnection = connectionOf(VisitNote, 'VisitNote');
const visitById = loaderById(Visit);
const visitList = defineList<Visit, 'REASON'>({ name: 'visits', entity: Visit, orders: { REASON: ['reason'] } });
const notesOfVisit = nestedList(defineList<VisitNote, 'TEXT'>({ name: 'notes', entity: VisitNote, orders: { TEXT: ['text'] } }), 'visitId');
const ascending = OrderDirection.ASC;

@Resolver(() => Visit)
class VisitResolver {
  @Query(() => Visit, { nullable: true, description: 'One.' })
  @Access('visits:read')
  visit(@Ctx() context: Context, @Arg('id', () => ID) id: string): Promise<Visit | null> {
    return context.load(visitById, id);
  }

  @Query(() => VisitConnection, { description: 'All.' })
  @Access('visits:read')
  visits(@Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<Visit>> {
    return page(context, visitList, args, { field: 'REASON', direction: ascending });
  }

  @FieldResolver(() => NoteConnection, { description: 'Notes.' })
  notes(@Root() visit: Visit, @Ctx() context: Context, @Args(() => PageArgs) args: PageArgs): Promise<Page<VisitNote>> {
    return notesOfVisit.page(context, visit.id, args, { field: 'TEXT', direction: ascending });
  }

  @Mutation(() => WriteVisitPayload, { description: 'Begins one.' })
  @Access('visits:write')
  beginVisit(@Ctx() { db }: Context, @Arg('patientId', () => ID, { nullable: true }) patientId: string | null): Promise<WriteVisitPayload> {
    return db.command(WriteVisitPayload, { name: 'beginVisit', permission: 'visits:write' }, async (transaction) => ({
      visit: await transaction.insert(visitOf(patientId, 'begun')),
    }));
  }

  @Mutation(() => WriteVisitPayload, { description: 'Changes one.' })
  @Access('visits:write')
  changeVisit(@Ctx() { db }: Context, @Arg('id', () => ID) id: string): Promise<WriteVisitPayload> {
    return db.command(WriteVisitPayload, { name: 'changeVisit', permission: 'visits:write' }, async (transaction) => {
      const visit = await transaction.lock(Visit, id);
      return { visit: visit && (await transaction.save(Object.assign(visit, { reason: 'changed' }))) };
    });
  }

  @Mutation(() => WriteVisitsPayload, { description: 'Changes all that it may.' })
  @Access('visits:write')
  changeVisits(@Ctx() { db }: Context): Promise<WriteVisitsPayload> {
    return db.command(WriteVisitsPayload, { name: 'changeVisits', permission: 'visits:write' }, async (transaction) => {
      const visits = await transaction.all(Visit, sql`order by reason for update`);
      const remarks = visits.map((visit) => Object.assign(new VisitRemark(), { visit, text: visit.reason }));
      await transaction.rows(sql`update visits set reason = reason || ' changed'`);
      return { visits, remarks };
    });
  }
}

const visiting = defineSubgraph({
  name: 'visiting',
  entities: [Visit, VisitNote],
  resolvers: [VisitResolver],
  migrations: new URL('./testing/', import.meta.url),
  references: [reference('Visit', 'visit', visitById)],
  permissions: {},
  publishes: [],
  reactions: keepKnownConsents,
});

function visitOf(patientId: string | null, reason: string): Visit {
  return Object.assign(new Visit(), { id: newId('visit'), patientId, reason });
}

let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(visiting);
});
afterAll(() => subgraph.close());

function asSystem<R>(tenant: TenantReference, body: (transaction: Transaction) => Promise<R>): Promise<R> {
  const context = systemContext(tenant, 'test', 'test');
  return subgraph.database.transaction(context, scopeOf(context, 'test'), 'command', body);
}

const hourMs = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * hourMs).toISOString();

function consentTo(clientId: string, patientId: string, more: Partial<ConsentFacts> = {}): ConsentFacts {
  return {
    patientId,
    clientId,
    purposes: ['TREAT'],
    scopes: ['visits:read', 'visits:write'],
    startsAt: ago(1),
    endsAt: null,
    version: 1,
    ...more,
  };
}

async function consent(tenant: TenantReference, facts: ConsentFacts, inForce = true, id: string = newId('consent')): Promise<string> {
  await asSystem(tenant, (transaction) => keepConsent(transaction, id, facts, inForce));
  return id;
}

/** A visit with a note, for each of these, in the order of their reasons. */
async function visitsOf(tenant: TenantReference, patients: readonly (string | null)[]): Promise<Visit[]> {
  return asSystem(tenant, async (transaction) => {
    const visits: Visit[] = [];
    for (const [index, patientId] of patients.entries()) {
      const visit = await transaction.insert(visitOf(patientId, `reason ${String(index).padStart(3, '0')}`));
      await transaction.insert(Object.assign(new VisitNote(), { id: newId('visitnote'), visitId: visit.id, text: 'a note' }));
      visits.push(visit);
    }
    return visits;
  });
}

interface Seen {
  readonly visits: {
    readonly totalCount: number;
    readonly nodes: { id: string; notes: { totalCount: number; nodes: object[] } }[];
    readonly pageInfo: { endCursor: string | null; hasNextPage: boolean };
  };
}

async function ask<Data>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute<Data>(query, context, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

/** What a caller finds of these visits, by each way there is. */
async function waysTo(context: RequestContext, visits: readonly Visit[]): Promise<Record<string, string[]>> {
  const ids = visits.map(({ id }) => id);
  const known = (found: readonly string[]) => ids.filter((id) => found.includes(id));
  const db = subgraph.database.forContext(context);
  const one = async (id: string) =>
    (await ask<{ visit: { id: string } | null }>(context, 'query ($id: ID!) { visit(id: $id) { id } }', { id })).visit?.id ?? '';
  const references = await ask<{ _entities: ({ id: string } | null)[] }>(
    context,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Visit { id } } }',
    {
      of: ids.map((id) => ({ __typename: 'Visit', id })),
    },
  );
  const paged: string[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { visits: found }: Seen = await ask<Seen>(
      context,
      'query ($after: String) { visits(first: 2, after: $after) { totalCount nodes { id notes { totalCount nodes { text } } } pageInfo { endCursor hasNextPage } } }',
      { after },
    );
    paged.push(...found.nodes.map(({ id }) => id));
    expect(found.nodes.every(({ notes }) => notes.totalCount === 1 && notes.nodes.length === 1)).toBe(true);
    ({ endCursor: after, hasNextPage: more } = found.pageInfo);
  }
  const uuids = ids.map((id) => toUuid('visit', id));
  const streamed: string[] = [];
  for await (const row of db.stream<{ id: string }>(sql`select id from visits where id = any (${uuids}::uuid[])`, 'visits:read'))
    streamed.push(row.id);
  const notes = await db.rows<{ visit_id: string }>(
    sql`select visit_id from visit_notes where visit_id = any (${uuids}::uuid[])`,
    'visits:read',
  );
  const agreed = await db.snapshot('visits:read', (transaction) => transaction.all(Visit, sql`where id = any (${uuids}::uuid[])`));
  const { visits: counted } = await ask<Seen>(context, '{ visits(first: 100) { totalCount nodes { id } } }');
  expect(counted.totalCount).toBe(paged.length);
  return {
    root: known(await Promise.all(ids.map(one))),
    references: known(references._entities.map((entity) => entity?.id ?? '')),
    pages: known(paged),
    stream: ids.filter((id) => streamed.includes(toUuid('visit', id))),
    notes: ids.filter((id) => notes.some((row) => row.visit_id === toUuid('visit', id))),
    snapshot: known(agreed.map(({ id }) => id)),
  };
}

describe('a client', () => {
  it('finds a patient by every way, or by none, as consents say', async () => {
    const consents = fc.array(
      fc.record({
        client: fc.integer({ min: 0, max: 1 }),
        patient: fc.integer({ min: 0, max: 2 }),
        purposes: fc.subarray(['TREAT', 'HPAYMT', 'HRESCH']),
        scopes: fc.subarray(['visits:read', 'visits:write', 'others:read']),
        from: fc.integer({ min: -2, max: 2 }).filter((hours) => hours !== 0),
        hours: fc.option(fc.integer({ min: 1, max: 3 }).filter((hours) => hours !== 1)),
        withdrawn: fc.boolean(),
      }),
      { maxLength: 6 },
    );
    await fc.assert(
      fc.asyncProperty(consents, fc.constantFrom('TREAT', 'HPAYMT', 'HRESCH', 'HOPERAT'), async (recorded, purpose) => {
        const tenant = testTenant('steppe');
        const clients = [newId('client'), newId('client')];
        const patients = [newId('patient'), newId('patient'), newId('patient')];
        const visits = await visitsOf(tenant, [...patients, null]);
        const now = Date.now();
        for (const each of recorded) {
          const startsAt = now + each.from * hourMs + 60_000;
          const endsAt = each.hours === null ? null : new Date(startsAt + each.hours * hourMs).toISOString();
          const facts = { purposes: each.purposes, scopes: each.scopes, startsAt: new Date(startsAt).toISOString(), endsAt };
          await consent(tenant, consentTo(clients[each.client] ?? '', patients[each.patient] ?? '', facts), !each.withdrawn);
        }
        const covers = (patient: number) =>
          recorded.some(
            (each) =>
              each.client === 0 &&
              each.patient === patient &&
              !each.withdrawn &&
              each.purposes.includes(purpose) &&
              each.scopes.includes('visits:read') &&
              each.from < 0 &&
              (each.hours === null || each.from + each.hours >= 0),
          );
        const expected = visits.filter((_, index) => index === 3 || covers(index)).map(({ id }) => id);
        const client = clientOf({ tenant, permissions: ['visits:read'], clientId: clients[0] ?? '', purpose });
        const found = await waysTo(client, visits);
        expect(found).toEqual(Object.fromEntries(Object.keys(found).map((way) => [way, expected])));
      }),
      { numRuns: 25 },
    );
  });

  it('is told the same of what is hidden as of what never was', async () => {
    const tenant = testTenant('steppe');
    const [visit] = await visitsOf(tenant, [newId('patient')]);
    const client = clientOf({ tenant, permissions: ['visits:read', 'visits:write'] });
    const answers = async (id: string, patientId: string) => [
      await subgraph.execute('query ($id: ID!) { visit(id: $id) { id } }', client, { id }),
      await subgraph.execute('mutation ($id: ID!) { changeVisit(id: $id) { visit { id } userErrors { code } } }', client, { id }),
      await subgraph.execute('mutation ($id: ID) { beginVisit(patientId: $id) { visit { id } userErrors { code } } }', client, {
        id: patientId,
      }),
    ];
    expect(await answers(visit?.id ?? '', visit?.patientId ?? '')).toEqual(await answers(newId('visit'), newId('patient')));
    expect((await waysTo(contextOf({ tenant, permissions: ['visits:read'] }), visit ? [visit] : []))['root']).toEqual([visit?.id]);
  });

  it('writes of those alone who consented to that, and is told which scope is missing', async () => {
    const tenant = testTenant('steppe');
    const client = clientOf({ tenant, permissions: ['visits:read', 'visits:write'] });
    const [willing, reluctant] = [newId('patient'), newId('patient')];
    await consent(tenant, consentTo(client.actor.id ?? '', willing));
    await consent(tenant, consentTo(client.actor.id ?? '', reluctant, { scopes: ['visits:read'] }));
    const begin = (patientId: string) =>
      subgraph.execute<{ beginVisit: { visit: { reason: string } } }>(
        'mutation ($id: ID) { beginVisit(patientId: $id) { visit { reason } } }',
        client,
        { id: patientId },
      );
    expect((await begin(willing)).data?.beginVisit.visit.reason).toBe('begun');
    const { errors } = await begin(reluctant);
    expect(errors?.[0]).toMatchObject({
      message: expect.stringContaining('"visits:write"') as string,
      extensions: { code: 'FORBIDDEN', permission: 'visits:write' },
    });
    const [visit] = await visitsOf(tenant, [reluctant]);
    const { data } = await subgraph.execute('mutation ($id: ID!) { changeVisit(id: $id) { visit { id } } }', client, { id: visit?.id });
    expect(data).toEqual({ changeVisit: { visit: null } });
  });

  it('is answered of what it writes as much as it may read', async () => {
    const tenant = testTenant('steppe');
    const client = clientOf({ tenant, permissions: ['visits:read', 'visits:write'] });
    const [open, closed] = [newId('patient'), newId('patient')];
    await consent(tenant, consentTo(client.actor.id ?? '', open));
    await consent(tenant, consentTo(client.actor.id ?? '', closed, { scopes: ['visits:write'] }));
    const [seen, unseen, nobodys] = await visitsOf(tenant, [open, closed, null]);
    const change = (id?: string) =>
      ask(client, 'mutation ($id: ID!) { changeVisit(id: $id) { visit { reason } userErrors { code } } }', { id });
    expect(await change(seen?.id)).toEqual({ changeVisit: { visit: { reason: 'changed' }, userErrors: [] } });
    expect(await change(nobodys?.id)).toEqual({ changeVisit: { visit: { reason: 'changed' }, userErrors: [] } });
    expect(await change(unseen?.id)).toEqual({ changeVisit: { visit: null, userErrors: [] } });
    const begun = await ask(client, 'mutation ($id: ID) { beginVisit(patientId: $id) { visit { id } userErrors { code } } }', {
      id: closed,
    });
    expect(begun).toEqual({ beginVisit: { visit: null, userErrors: [] } });
    const { visits } = await ask<Seen>(contextOf({ tenant, permissions: ['visits:read'] }), '{ visits { totalCount nodes { id } } }');
    expect(visits.totalCount).toBe(4);
    const { changeVisits } = await ask<{ changeVisits: { visits: { id: string }[]; remarks: object[] } }>(
      client,
      'mutation { changeVisits { visits { id } remarks { text } } }',
    );
    expect(changeVisits.visits.map(({ id }) => id).sort()).toEqual([seen?.id, nobodys?.id].sort());
    expect(changeVisits.remarks).toEqual([{ text: 'changed' }, { text: 'changed' }]);
    const rows = sql`select reason from visits where patient_id = ${toUuid('patient', closed)} order by reason`;
    const written = await subgraph.database.forContext(contextOf({ tenant, permissions: ['visits:read'] })).rows(rows, 'visits:read');
    expect(written).toEqual([{ reason: 'begun changed' }, { reason: 'changed changed' }]);
  });

  it('is given a stored answer again as far as consents reach then', async () => {
    const tenant = testTenant('steppe');
    const client = {
      ...clientOf({ tenant, permissions: ['visits:read', 'visits:write'] }),
      idempotency: { key: 'once', bodyHash: 'same' },
    };
    const patientId = newId('patient');
    const facts = consentTo(client.actor.id ?? '', patientId);
    const id = await consent(tenant, facts);
    const [visit] = await visitsOf(tenant, [patientId]);
    const change = () =>
      ask(client, 'mutation ($id: ID!) { changeVisit(id: $id) { visit { reason } userErrors { code } } }', { id: visit?.id });
    expect([await change(), await change()]).toEqual([0, 1].map(() => ({ changeVisit: { visit: { reason: 'changed' }, userErrors: [] } })));
    await consent(tenant, { ...facts, version: 2 }, false, id);
    expect(await change()).toEqual({ changeVisit: { visit: null, userErrors: [] } });
  });

  it('without an id of its own reads nothing, rather than everything', async () => {
    const tenant = testTenant('steppe');
    const nobody = { ...clientOf({ tenant, permissions: ['visits:read'] }), actor: { kind: 'client', id: null, sessionId: null } } as const;
    await expect(async () => subgraph.database.forContext(nobody).rows(sql`select 1 from visits`, 'visits:read')).rejects.toThrow();
  });

  it('of one tenant gains nothing by a consent of another', async () => {
    const [steppe, copperbelt] = [testTenant('steppe'), testTenant('copperbelt')];
    const patientId = newId('patient');
    const client = clientOf({ tenant: steppe, permissions: ['visits:read'] });
    await consent(copperbelt, consentTo(client.actor.id ?? '', patientId));
    const visits = await visitsOf(steppe, [patientId]);
    expect((await waysTo(client, visits))['root']).toEqual([]);
  });
});

describe('beyond consents', () => {
  it('one statement counts what is hidden, and the next one does not', async () => {
    const tenant = testTenant('steppe');
    await visitsOf(tenant, [newId('patient'), newId('patient')]);
    const client = clientOf({ tenant, permissions: ['visits:read', 'visits:write'] });
    const db = subgraph.database.forContext(client);
    const count = sql`select count(*)::int as count from visits`;
    expect([
      await db.rows(count, 'visits:read'),
      await db.beyondConsents.rows(count, 'visits:read'),
      await db.rows(count, 'visits:read'),
    ]).toEqual([[{ count: 0 }], [{ count: 2 }], [{ count: 0 }]]);
    const counts = await subgraph.database.transaction(client, scopeOf(client, 'visits:read'), 'command', async (transaction) => [
      await transaction.beyondConsents(() => transaction.beyondConsents(() => transaction.rows(count)).then(() => transaction.rows(count))),
      await transaction.rows(count),
      await transaction.beyondConsents(() => Promise.reject(new Error('a body that fails'))).catch(() => transaction.rows(count)),
    ]);
    expect(counts).toEqual([[{ count: 2 }], [{ count: 0 }], [{ count: 0 }]]);
  });

  it('a statement that fails leaves its transaction failed', async () => {
    const client = clientOf({ tenant: testTenant('steppe'), permissions: [] });
    const failing = subgraph.database.transaction(client, scopeOf(client, null), 'command', (transaction) =>
      transaction.beyondConsents(() => transaction.rows(sql`select 1 / 0`)),
    );
    await expect(failing).rejects.toThrow('division by zero');
  });
});

describe('what is known of consents', () => {
  const react = async (tenant: TenantReference, type: string, subject: string, data: ConsentFacts) => {
    const event = {
      id: newId('x'),
      type,
      version: 1,
      tenant,
      subject,
      branch: null,
      data: data as never,
      actorId: null,
      requestId: null,
      occurredAt: ago(0),
    };
    await asSystem(tenant, async (transaction) => {
      for (const reaction of keepKnownConsents.filter((each) => each.types(null).includes(type)))
        await reaction.handle(null as never, event, transaction);
    });
  };

  it('is what was told last, in whatever order it comes', async () => {
    const tenant = testTenant('steppe');
    const patientId = newId('patient');
    const client = clientOf({ tenant, permissions: ['visits:read'] });
    const request = { request: client, db: subgraph.database.forContext(client) };
    const [id, facts] = [newId('consent'), consentTo(client.actor.id ?? '', patientId)];
    await react(tenant, 'consent.recorded', id, facts);
    expect(await isConsented(request, patientId, 'visits:read')).toBe(true);
    await react(tenant, 'consent.withdrawn', id, { ...facts, version: 3 });
    await react(tenant, 'consent.recorded', id, { ...facts, scopes: ['visits:read', 'more:read'], version: 2 });
    expect(await isConsented(request, patientId, 'visits:read')).toBe(false);
    expect(await isConsented({ ...request, request: contextOf({ tenant, permissions: [] }) }, patientId, 'visits:read')).toBe(true);
  });
});

describe('a denied read', () => {
  it('is written down behind the answer, with who asked for what and why', async () => {
    const tenant = testTenant('steppe');
    const [visit] = await visitsOf(tenant, [newId('patient')]);
    const client = clientOf({ tenant, permissions: ['visits:read'], purpose: 'HPAYMT' });
    const id = visit?.id ?? '';
    const { data } = await subgraph.execute(
      'query ($a: ID!, $b: ID!) { hidden: visit(id: $a) { id } never: visit(id: $b) { id } }',
      client,
      { a: id, b: newId('visit') },
    );
    expect(data).toEqual({ hidden: null, never: null });
    const staff = subgraph.database.forContext(contextOf({ tenant, permissions: [] }));
    const denials = await eventually(
      () => staff.rows(sql`select client_id, purpose, scope, entity, entity_id, request_id from access_denials`, null),
      (rows) => rows.length > 0,
    );
    expect(denials).toEqual([
      {
        client_id: toUuid('client', client.actor.id ?? ''),
        purpose: 'HPAYMT',
        scope: 'visits:read',
        entity: 'Visit',
        entity_id: id,
        request_id: client.requestId,
      },
    ]);
    await expect(asSystem(tenant, (transaction) => transaction.rows(sql`delete from access_denials`))).rejects.toThrow('permission denied');
  });

  it('is one also by a mutation, whether or not there was a read before', async () => {
    const tenant = testTenant('steppe');
    const [hidden, open] = [newId('patient'), newId('patient')];
    const client = clientOf({ tenant, permissions: ['visits:read', 'visits:write'] });
    await consent(tenant, consentTo(client.actor.id ?? '', hidden, { scopes: ['visits:read'] }));
    await consent(tenant, consentTo(client.actor.id ?? '', open));
    const visits = await visitsOf(tenant, [hidden, open]);
    for (const id of [...visits.map((visit) => visit.id), newId('visit')])
      await ask(client, 'mutation ($id: ID!) { changeVisit(id: $id) { userErrors { code } } }', { id });
    const staff = subgraph.database.forContext(contextOf({ tenant, permissions: [] }));
    const denials = await eventually(
      () => staff.rows(sql`select scope, entity, entity_id from access_denials`, null),
      (rows) => rows.length > 0,
    );
    expect(denials).toEqual([{ scope: 'visits:write', entity: 'Visit', entity_id: visits[0]?.id }]);
  });

  it('of staff there is none', async () => {
    const tenant = testTenant('steppe');
    const staff = contextOf({ tenant, permissions: ['visits:read'] });
    await ask(staff, 'query ($id: ID!) { visit(id: $id) { id } }', { id: newId('visit') });
    expect(await subgraph.database.forContext(staff).rows(sql`select 1 from access_denials`, null)).toEqual([]);
  });
});
