import { LRUCache } from 'lru-cache';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import { clientOperationQuery, type ClientOperationVariables } from '#kernel/context/client-operations.js';
import { emptyContext } from '#kernel/context/request-context.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';

/** How long a document that was removed may still run, and one that was published may still be unknown. */
const answersLiveMs = 2_000;
const most = { documents: 20_000, characters: 32_000_000 };

/** The documents of clients' manifests, each asked for by its own client alone; answers are kept for two seconds. */
export class ClientDocuments {
  private readonly answers = new LRUCache<string, { readonly document: string | null }>({
    max: most.documents,
    maxSize: most.characters,
    sizeCalculation: ({ document }) => (document?.length ?? 0) + 100,
    ttl: answersLiveMs,
  });
  private readonly asking = new Map<string, Promise<string | null>>();

  constructor(private readonly manifests: SubgraphChannel) {}

  /** The document with this hash in the client's manifest; null when it is not in there. */
  find({ tenant, client }: ClientAdmission, hash: string): Promise<string | null> {
    const key = `${client.id} ${hash}`;
    const known = this.answers.get(key);
    if (known) return Promise.resolve(known.document);
    let asking = this.asking.get(key);
    if (!asking) {
      asking = this.ask({ tenant: tenant.id, client: client.id, hash })
        .then((document) => {
          this.answers.set(key, { document });
          return document;
        })
        .finally(() => this.asking.delete(key));
      this.asking.set(key, asking);
    }
    return asking;
  }

  private async ask(variables: ClientOperationVariables): Promise<string | null> {
    const { data, errors } = await this.manifests.execute(
      { query: clientOperationQuery, variables: { ...variables } },
      emptyContext('operations'),
    );
    if (errors?.length || !data) {
      throw new GraphError('UNAVAILABLE', 'The published operations cannot be reached just now: try again in a moment.', {
        httpStatus: 503,
        ...(errors?.[0] ? { originalError: errors[0] } : {}),
      });
    }
    return (data as { clientOperation: string | null }).clientOperation;
  }
}
