import { Directive, Field, FieldResolver, ID, Int, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import { IdColumn, TenantEntity } from '#kernel/database/columns.js';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { subgraphHeader } from '#kernel/graph/access.js';
import { Node } from '#kernel/graph/node.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { silent } from '#kernel/log/logger.js';
import type { SubgraphChannel, SubgraphOperation } from '#kernel/subgraph/channel.js';
import { reference } from '#kernel/subgraph/definition.js';
import { loaderById } from '#kernel/subgraph/loader.js';
import { counterSubgraph, CountPayload } from '#kernel/testing/counter-subgraph.js';
import { contextOf, openTestSubgraph } from '#kernel/testing/test-subgraph.js';
import { compose } from '../composition/compose.js';
import { createGateway, type Gateway, type GatewayOptions } from '../http/gateway.js';
import { nodeSdl } from '../node/node-subgraph.js';

@ObjectType({ description: 'Where a counter hangs: another subgraph has all of it but the key.' })
@Directive('@key(fields: "id", resolvable: false)')
class Wall {
  @Field(() => ID, { description: 'Which.' })
  id: string;
}

@ObjectType({ description: 'One step of a counter.' })
class Step {
  @Field(() => String, { description: 'What it was called.' })
  label: string;
}

@Entity('counters')
@ObjectType({ implements: Node, description: 'A counter.' })
@Directive('@key(fields: "id")')
@Access('counters:read')
class Counter extends TenantEntity implements Node {
  @IdColumn('counter')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'Its name.' })
  name: string;

  @Column('integer')
  @Field(() => Int, { description: 'How far it has counted.' })
  @Access('counters:audit')
  total: number;

  @Column('text', { array: true })
  log: string[];

  @Directive('@external')
  @Field(() => String, { nullable: true, description: 'Known elsewhere.' })
  colour: string | null;
}

@Resolver(() => Counter)
class CounterResolver {
  @Query(() => Counter, { nullable: true, description: 'None: counters are asked for as entities here.' })
  @Access('counters:read')
  counter(): null {
    return null;
  }

  @FieldResolver(() => [Step], { description: 'Its steps.' })
  steps(@Root() { log }: Counter): Step[] {
    return log.map((label) => ({ label }));
  }

  @FieldResolver(() => Wall, { description: 'Where it hangs.' })
  wall(): Wall {
    return { id: 'wall' };
  }

  @Directive('@requires(fields: "colour")')
  @FieldResolver(() => String, { description: 'How it looks, which takes what another subgraph has.' })
  look(@Root() { name, colour }: Counter): string {
    return `${colour} ${name}`;
  }

  @FieldResolver(() => String, { nullable: true, description: 'Always fails.' })
  broken(): string {
    throw new Error('The counter is stuck');
  }
}

const paintsSdl = `${subgraphHeader}
type Query { walls: [Wall!]! @access(needs: "anyone") }
type Wall @key(fields: "id") { id: ID! height: Int! }
type Counter @key(fields: "id") { id: ID! colour: String }
`;

export interface CountersGateway {
  readonly url: string;
  readonly gateway: Gateway;
  /** What the counters' subgraph was called with. */
  readonly calls: { readonly operation: SubgraphOperation; readonly context: RequestContext }[];
  /** Adds a counter to a tenant; answers its id. */
  newCounter(tenant: TenantReference, name: string, log?: readonly string[]): Promise<string>;
  close(): Promise<void>;
}

/** A gateway over a subgraph whose counters others can ask for, on a database, and one that has something to say of them too. */
export async function openCountersGateway(keys: Pick<GatewayOptions, 'entityKeys'>): Promise<CountersGateway> {
  const owner = await openTestSubgraph(
    {
      ...counterSubgraph('counters'),
      entities: [Counter],
      resolvers: [CounterResolver],
      references: [reference('Counter', 'counter', loaderById(Counter))],
    },
    { log: silent },
  );
  const calls: CountersGateway['calls'] = [];
  const counters: SubgraphChannel = {
    name: 'counters',
    execute: (operation, context) => {
      calls.push({ operation, context });
      return owner.runtime.execute(operation, context);
    },
  };
  const silentChannel = (name: string): SubgraphChannel => ({ name, execute: () => Promise.reject(new Error(`Nobody asks the ${name} here`)) });
  const owners = [{ type: 'Counter', prefix: 'counter', subgraph: 'counters' }];
  const sdls = [
    { name: 'counters', sdl: owner.runtime.built.sdl },
    { name: 'paints', sdl: paintsSdl },
    { name: 'graph', sdl: nodeSdl(owners) },
  ];
  const gateway = await createGateway({
    supergraphSdl: compose(sdls).supergraphSdl,
    channels: [counters, silentChannel('paints'), silentChannel('keyless')],
    directory: 'keyless',
    owners,
    publicDomain: 'localhost',
    development: false,
    secureCookies: false,
    log: silent,
    ready: () => Promise.resolve(true),
    ...keys,
  });
  return {
    url: await gateway.listen(0, '127.0.0.1'),
    gateway,
    calls,
    newCounter: async (tenant, name, log = []) => {
      const id = newId('counter');
      await owner.database.forContext(contextOf({ tenant, permissions: [] })).command(CountPayload, { name: 'count', permission: null }, async (transaction) => {
        await transaction.rows(sql`insert into counters (id, name, log) values (${toUuid('counter', id)}, ${name}, ${[...log]}::text[])`);
        return { name };
      });
      return id;
    },
    close: async () => {
      await gateway.close();
      await owner.close();
    },
  };
}
