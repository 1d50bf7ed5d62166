import { createHash } from 'node:crypto';
import type { ApolloServerPlugin, GraphQLRequest, GraphQLRequestListener } from '@apollo/server';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import type { RequestContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { ClientDocuments } from './client-documents.js';

/** What an operation must carry to be looked for in a manifest. */
export interface TrustedContext {
  request: RequestContext;
  /** Null where nobody is known, who has no manifest. */
  readonly admission: ClientAdmission | null;
}

export interface TrustedOperationsOptions {
  readonly documents: Pick<ClientDocuments, 'find'>;
}

/** Stands for what is refused, which must not be read: the server resolves it, and we refuse it before it runs. */
const standIn = '{ __typename }';

/**
 * Runs documents by their ids, from the manifest of the client that asks, and nothing else for a client that is locked to it. It
 * stands before what charges for operations, which must see the one that is run.
 */
export function trustedOperations<Context extends TrustedContext>({ documents }: TrustedOperationsOptions): ApolloServerPlugin<Context> {
  return {
    async requestDidStart({ request, contextValue }): Promise<GraphQLRequestListener<Context>> {
      try {
        await resolveDocument(documents, request, contextValue);
        return {};
      } catch (error) {
        // Thrown here it would be a fault of ours, 500; the server answers for what is thrown when the operation is known.
        Object.assign(request, { query: standIn, operationName: undefined, extensions: undefined });
        return {
          didResolveOperation: () => {
            throw error;
          },
        };
      }
    },
  };
}

async function resolveDocument(
  documents: TrustedOperationsOptions['documents'],
  request: GraphQLRequest,
  contextValue: TrustedContext,
): Promise<void> {
  const { admission } = contextValue;
  const hash = hashIn(request);
  const { query } = request;
  if (hash === null && (!query || !admission?.client.lockedToOperations)) return;
  if (hash !== null && query && hash !== sha256(query)) {
    throw new GraphError(
      'BAD_USER_INPUT',
      'The id is not that of the document beside it: send the document as it was published, or its id alone.',
      { httpStatus: 400 },
    );
  }
  // The text alone is what counts; the server would look for the hash in a store that anybody could write to.
  delete request.extensions?.['persistedQuery'];
  if (query && !admission?.client.lockedToOperations) return;
  const document = admission ? await documents.find(admission, hash ?? sha256(query ?? '')) : null;
  if (document === null) throw query ? locked() : unknownDocument();
  request.query = document;
  if (!query) claimDocument(contextValue, document);
}

/** Two documents by their ids are two bodies, though nothing else of the requests differs. */
function claimDocument(contextValue: TrustedContext, document: string): void {
  const { request } = contextValue;
  if (!request.idempotency) return;
  const { key, bodyHash } = request.idempotency;
  contextValue.request = { ...request, idempotency: { key, bodyHash: sha256(`${bodyHash} ${sha256(document)}`) } };
}

/** The document's id: `documentId` of the request, or the extension by which older clients say it. */
function hashIn({ extensions, http }: GraphQLRequest): string | null {
  const body = http?.body as { readonly documentId?: unknown } | undefined;
  const sent = body?.documentId ?? new URLSearchParams(http?.search).get('documentId');
  const persisted = (extensions?.['persistedQuery'] as { readonly sha256Hash?: unknown } | null | undefined)?.sha256Hash;
  if (sent == null && persisted === undefined) return null;
  const hash = sent == null ? persisted : typeof sent === 'string' && sent.startsWith('sha256:') ? sent.slice('sha256:'.length) : null;
  if (typeof hash !== 'string' || !/^[0-9a-f]{64}$/i.test(hash)) {
    throw new GraphError(
      'BAD_USER_INPUT',
      'A documentId is "sha256:" and the SHA-256 of the published document, in 64 hexadecimal digits.',
      { httpStatus: 400 },
    );
  }
  return hash.toLowerCase();
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function locked(): GraphError {
  const message =
    'This client runs only the operations that are published for it, and this is none of them: send one as it was published, or its documentId.';
  return new GraphError('FORBIDDEN', message, { httpStatus: 403 });
}

function unknownDocument(): GraphError {
  return new GraphError(
    'NOT_FOUND',
    'No operation with this documentId is published for this client: publish it first, or send its text.',
    { httpStatus: 404 },
  );
}
