import { createHash } from 'node:crypto';
import { GraphQLError, Kind, parse } from 'graphql';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import { ApiClient } from '../clients/api-client.js';
import { noClient } from '../clients/client-changes.js';
import { notTheirs } from '../clients/client-reach.js';
import type { PlatformContext } from '../services.js';
import { ClientOperation } from './client-operation.js';
import {
  operationLimits,
  PublishOperationsPayload,
  RemoveOperationsPayload,
  type PublishOperationsInput,
  type RemoveOperationsInput,
} from './operation.inputs.js';

/** Adds documents to a client's manifest. Whether they are valid is told when they run, by the graph as it is then. */
export async function publishOperations(
  context: PlatformContext,
  { clientId, documents }: PublishOperationsInput,
): Promise<PublishOperationsPayload> {
  const nothing = { operations: [] };
  const field = ['input', 'documents'];
  return context.db.command(PublishOperationsPayload, { name: 'publishOperations', permission: null }, async (transaction) => {
    // Locked, so that two who publish at once do not pass the most between them.
    const client = await transaction.lock(ApiClient, clientId);
    if (!client) return noClient(['input', 'clientId'], nothing);
    const wrong = notTheirs(context, client, ['input', 'clientId'], nothing);
    if (wrong) return wrong;
    if (documents.length === 0) return refuse('REQUIRED', 'Send at least one document.', field, nothing);
    if (documents.length > operationLimits.published) {
      return refuse(
        'LIMIT_REACHED',
        `At most ${operationLimits.published} documents are published at once: send them in parts.`,
        field,
        nothing,
      );
    }
    const read = documents.map(readDocument);
    const unfit = read.find((one) => one instanceof Refusal);
    if (unfit) return new Refusal(unfit.errors, nothing);
    const fit = read.flatMap((one) => (one instanceof Refusal ? [] : [one]));
    const known = await operationsIn(
      transaction,
      clientId,
      fit.map(({ hash }) => hash),
    );
    const added = [...new Map(fit.map((one) => [one.hash, one])).values()].filter(({ hash }) => !known.has(hash));
    const [kept] = await transaction.rows<{ count: number }>(
      sql`select count(*)::int as count from client_operations where client_id = ${toUuid('client', clientId)}`,
    );
    if ((kept?.count ?? 0) + added.length > operationLimits.ofClient) {
      return refuse(
        'LIMIT_REACHED',
        `A client has at most ${operationLimits.ofClient} operations: remove those that it does not send any more.`,
        field,
        nothing,
      );
    }
    for (const one of added) {
      known.set(one.hash, await transaction.insert(Object.assign(new ClientOperation(), { id: newId('operation'), clientId, ...one })));
    }
    return { operations: fit.flatMap(({ hash }) => known.get(hash) ?? []) };
  });
}

export async function removeOperations(
  context: PlatformContext,
  { clientId, documentIds }: RemoveOperationsInput,
): Promise<RemoveOperationsPayload> {
  const nothing = { client: null };
  return context.db.command(RemoveOperationsPayload, { name: 'removeOperations', permission: null }, async (transaction) => {
    const client = await transaction.lock(ApiClient, clientId);
    if (!client) return noClient(['input', 'clientId'], nothing);
    if (documentIds.length > operationLimits.ofClient) {
      return refuse(
        'LIMIT_REACHED',
        `At most ${operationLimits.ofClient} operations are removed at once.`,
        ['input', 'documentIds'],
        nothing,
      );
    }
    const hashes = documentIds.map((id) => id.replace(/^sha256:/, '').toLowerCase());
    await transaction.rows(
      sql`delete from client_operations where client_id = ${toUuid('client', clientId)} and hash = any (${hashes}::text[])`,
    );
    return { client };
  });
}

type ReadDocument = Pick<ClientOperation, 'hash' | 'name' | 'document'>;

function readDocument(document: string, index: number): ReadDocument | Refusal {
  const unfit = (message: string): Refusal => refuse('INVALID', message, ['input', 'documents', String(index)]);
  if (document.length > operationLimits.characters) return unfit(`A document has at most ${operationLimits.characters} characters.`);
  try {
    const operations = parse(document, { maxTokens: operationLimits.tokens }).definitions.flatMap((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION ? [definition] : [],
    );
    const [first] = operations;
    if (!first) return unfit('The document has no operation: fragments alone cannot be run.');
    return { hash: createHash('sha256').update(document).digest('hex'), name: first.name?.value ?? null, document };
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    const [place] = error.locations ?? [];
    return unfit(`The document cannot be read${place ? `, at line ${place.line} and column ${place.column}` : ''}: ${error.message}`);
  }
}

async function operationsIn(transaction: Transaction, clientId: string, hashes: readonly string[]): Promise<Map<string, ClientOperation>> {
  const found = await transaction.all(
    ClientOperation,
    sql`where client_id = ${toUuid('client', clientId)} and hash = any (${hashes}::text[])`,
  );
  return new Map(found.map((operation) => [operation.hash, operation]));
}
