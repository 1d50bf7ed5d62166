import type { ExecutionResult } from 'graphql';
import type { RequestContext, TenantReference } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import type { ObjectStorage } from '#kernel/objects/object-storage.js';
import { eventually } from '#kernel/testing/eventually.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { keyOf } from '../exports/export-file.js';

export interface ExportAnswer {
  readonly id: string;
  readonly status: string;
  readonly error: string | null;
  readonly url: string | null;
  readonly expiresAt: string | null;
  readonly startedAt: string | null;
  readonly progress: { readonly objects: number; readonly bytes: string; readonly pages: number };
}

interface ExportPayload {
  readonly export: ExportAnswer | null;
  readonly userErrors: readonly { readonly code: string; readonly message: string; readonly field: readonly string[] | null }[];
}

const fields = 'id status error url expiresAt startedAt progress { objects bytes pages }';

/** A third party's program that exports from a tenant, in a tenant of its own unless it is said. */
export class Exporter {
  readonly context: RequestContext;

  constructor(
    private readonly subgraph: TestSubgraph,
    readonly tenant: TenantReference = testTenant('steppe'),
    permissions: readonly string[] = ['exports:run'],
    readonly clientId: string = newId('client'),
  ) {
    const context = contextOf({ tenant, permissions });
    this.context = { ...context, actor: { kind: 'client', id: clientId, sessionId: null, purpose: 'TREAT' } };
  }

  ask<Data>(query: string, variables: Record<string, unknown> = {}, context = this.context): Promise<ExecutionResult<Data>> {
    return this.subgraph.execute<Data>(query, context, variables);
  }

  async tryToStart(input: object = {}): Promise<ExportPayload> {
    const query = '{ readings { nodes { number note } } }';
    const mutation = `mutation ($input: StartExportInput!) { startExport(input: $input) { export { ${fields} } userErrors { code message field } } }`;
    return (await this.data<{ startExport: ExportPayload }>(mutation, { input: { query, ...input } })).startExport;
  }

  async start(input: object = {}): Promise<string> {
    const { export: started, userErrors } = await this.tryToStart(input);
    if (!started) throw new Error(JSON.stringify(userErrors));
    return started.id;
  }

  async cancel(id: string, context = this.context): Promise<ExportPayload> {
    const mutation = `mutation ($input: CancelExportInput!) { cancelExport(input: $input) { export { ${fields} } userErrors { code message field } } }`;
    return (await this.data<{ cancelExport: ExportPayload }>(mutation, { input: { id } }, context)).cancelExport;
  }

  async read(id: string, context = this.context): Promise<ExportAnswer | null> {
    return (await this.data<{ export: ExportAnswer | null }>(`query ($id: ID!) { export(id: $id) { ${fields} } }`, { id }, context)).export;
  }

  /** The export when it has come so far. */
  async until(id: string, status: string, withinMs?: number): Promise<ExportAnswer> {
    const found = await eventually(
      () => this.read(id),
      (seen) => seen?.status === status,
      withinMs,
    );
    if (!found) throw new Error('There is no such export');
    return found;
  }

  /** The lines of its file; null when there is none. */
  async lines(objects: ObjectStorage, id: string): Promise<unknown[] | null> {
    const stored = await objects.read(keyOf(this.context, id));
    if (!stored) return null;
    const pieces: Uint8Array[] = [];
    for await (const piece of stored.body) pieces.push(piece);
    const text = Buffer.concat(pieces).toString();
    if (text !== '' && !text.endsWith('\n')) throw new Error('The last line does not end');
    return text
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
  }

  private async data<Data>(query: string, variables: Record<string, unknown>, context = this.context): Promise<Data> {
    const { data, errors } = await this.ask<Data>(query, variables, context);
    if (errors || !data) throw new Error(JSON.stringify(errors));
    return data;
  }
}
