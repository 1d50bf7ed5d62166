import { ArgsType, Directive, Field, Int, ObjectType, registerEnumType, type ClassType } from 'type-graphql';
import { Cost } from './cost-decorator.js';
import { GraphError } from './graph-error.js';

/** Page sizes: Relay's `first` and `last`. */
export const pageLimits = { default: 20, most: 100 } as const;

/** Counting reads the whole list, however small the page. */
const countWeight = 5;

export enum OrderDirection {
  ASC = 'ASC',
  DESC = 'DESC',
}

registerEnumType(OrderDirection, {
  name: 'OrderDirection',
  description: 'Which end of the order comes first.',
  valuesConfig: { ASC: { description: 'Smallest, earliest or A first.' }, DESC: { description: 'Largest, latest or Z first.' } },
});

@ObjectType({ description: 'Where a page stands in its list (Relay Cursor Connections).' })
@Directive('@shareable')
export class PageInfo {
  @Field(() => Boolean, { simple: true, description: 'More items follow.' })
  hasNextPage: boolean;

  @Field(() => Boolean, { simple: true, description: 'Items come before.' })
  hasPreviousPage: boolean;

  @Field(() => String, { simple: true, nullable: true, description: 'Send as `before` to get the page before.' })
  startCursor: string | null;

  @Field(() => String, { simple: true, nullable: true, description: 'Send as `after` to get the page after.' })
  endCursor: string | null;
}

/** A page of a list: the items, and a way to count the whole list that runs only when it is asked for. */
export interface Page<T> {
  readonly nodes: T[];
  readonly edges: { cursor: string; node: T }[];
  readonly pageInfo: PageInfo;
  readonly count: () => Promise<number>;
}

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, description: `How many items from the start, 1 to ${pageLimits.most}; ${pageLimits.default} when neither is given.` })
  first?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items after this cursor.' })
  after?: string | null;

  @Field(() => Int, { nullable: true, description: `How many items from the end, 1 to ${pageLimits.most}.` })
  last?: number | null;

  @Field(() => String, { nullable: true, description: 'Only items before this cursor.' })
  before?: string | null;
}

/** Which slice is wanted, checked. */
export interface Slice {
  readonly size: number;
  readonly backward: boolean;
  readonly after: string | null;
  readonly before: string | null;
}

export function sliceOf({ first, last, after, before }: PageArgs): Slice {
  if (first != null && last != null) {
    throw new GraphError('BAD_USER_INPUT', 'Send either `first` or `last`, not both.');
  }
  const size = first ?? last ?? pageLimits.default;
  if (size < 1 || size > pageLimits.most) {
    throw new GraphError('BAD_USER_INPUT', `\`${last != null ? 'last' : 'first'}\` is ${size}; it can be 1 to ${pageLimits.most}.`);
  }
  return { size, backward: last != null, after: after ?? null, before: before ?? null };
}

export interface ConnectionClass<T extends object> {
  new (): Page<T> & { totalCount(): Promise<number> };
}

/** The Relay connection type of a node type: `PatientConnection` with its `PatientEdge`. Make it once, beside the type. */
export function connectionOf<T extends object>(node: ClassType<T>, name: string): ConnectionClass<T> {
  @ObjectType(`${name}Edge`, { description: `One item of a ${name} list, and its place in it.` })
  class Edge {
    @Field(() => String, { simple: true, description: 'Its place, for `after` and `before`.' })
    cursor: string;

    @Field(() => node, { simple: true, description: 'The item.' })
    node: T;
  }

  @ObjectType(`${name}Connection`, { description: `A page of a ${name} list.` })
  class Connection {
    @Field(() => [node], { simple: true, description: 'The items of this page.' })
    nodes: T[];

    @Field(() => [Edge], { simple: true, description: 'The items of this page with their cursors.' })
    edges: Edge[];

    @Field(() => PageInfo, { simple: true, description: 'Where this page stands.' })
    pageInfo: PageInfo;

    count: () => Promise<number>;

    @Field(() => Int, { description: 'How many items the whole list has. Counted only when selected.' })
    @Cost(countWeight)
    totalCount(): Promise<number> {
      return this.count();
    }
  }
  return Connection;
}
