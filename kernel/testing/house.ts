import type { RequestContext, TenantReference } from '../context/request-context.js';
import { rememberProfile, type BranchProfile } from '../branches/branch-profile.js';
import type { Transaction } from '../database/transaction.js';
import { newId } from '../graph/type-id.js';
import { MutationPayload } from '../graph/user-error.js';
import type { Neighbours } from './neighbours.js';
import { contextOf, testTenant, type TestSubgraph } from './test-subgraph.js';

export interface Refused {
  readonly code: string;
  readonly message: string;
}

class Done extends MutationPayload {}

export interface HouseOptions {
  /** What its people may do unless a test says otherwise: first of all, everything of the subgraph. */
  readonly permissions: readonly string[];
  /** Of its first branch. */
  readonly profile: BranchProfile & object;
}

/** A tenant with one branch, and the words in which its people speak to a subgraph. */
export class House {
  readonly tenant: TenantReference = testTenant('steppe');
  readonly branchId = newId('branch');
  readonly context: RequestContext;

  constructor(
    readonly subgraph: TestSubgraph,
    readonly neighbours: Neighbours,
    protected readonly options: HouseOptions,
  ) {
    neighbours.addBranch(options.profile, this.branchId);
    this.context = this.somebody();
  }

  addBranch(id: string = newId('branch'), profile: Partial<BranchProfile> & object = {}): string {
    return this.neighbours.addBranch({ ...this.options.profile, ...profile }, id);
  }

  /** Another person of the tenant: with all permissions at all branches, unless said otherwise. */
  somebody(
    who: { readonly permissions?: readonly string[]; readonly branches?: readonly string[]; readonly actorId?: string } = {},
  ): RequestContext {
    return contextOf({ tenant: this.tenant, permissions: this.options.permissions, ...who });
  }

  async run<Payload>(
    mutation: string,
    fields: string,
    input: object,
    context = this.context,
  ): Promise<Payload & { userErrors: Refused[] }> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message } } }`;
    return (await this.ask<{ result: Payload & { userErrors: Refused[] } }>(text, { input }, context)).result;
  }

  /** As `run`, for what must succeed. */
  async done<Payload>(mutation: string, fields: string, input: object, context = this.context): Promise<Payload> {
    const payload = await this.run<Payload>(mutation, fields, input, context);
    if (payload.userErrors.length > 0) throw new Error(`${mutation}: ${payload.userErrors.map(({ message }) => message).join(' ')}`);
    return payload;
  }

  async ask<Data>(query: string, variables: Record<string, unknown> = {}, context = this.context): Promise<Data> {
    const { data, errors } = await this.subgraph.execute<Data>(query, context, variables);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }

  /** One transaction of the house's own, with the branch open. */
  async system(branchId: string, body: (transaction: Transaction) => Promise<void>): Promise<void> {
    const profile = this.neighbours.branches.get(branchId);
    if (!profile) throw new Error(`There is no branch ${branchId}`);
    const [permission = ''] = this.options.permissions;
    await this.subgraph.database.forContext(this.context).command(Done, { name: 'test', permission }, async (transaction) => {
      await rememberProfile(transaction, branchId, profile);
      await body(transaction);
      return {};
    });
  }
}
