import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { refuse } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import { ApiClient } from '../clients/api-client.js';
import { noClient } from '../clients/client-changes.js';
import { notTheirs } from '../clients/client-reach.js';
import type { PlatformContext } from '../services.js';
import { LockClientToOperationsPayload, type LockClientToOperationsInput } from './operation.inputs.js';

/** Locks a client to what was published for it, or lets it ask freely again, which takes all that it may do. */
export async function lockClientToOperations(
  context: PlatformContext,
  input: LockClientToOperationsInput,
): Promise<LockClientToOperationsPayload> {
  const nothing = { client: null };
  const options = { name: 'lockClientToOperations', permission: null };
  return context.db.command(LockClientToOperationsPayload, options, async (transaction) => {
    const client = await transaction.lock(ApiClient, input.id);
    if (!client) return noClient(['input', 'id']);
    const wrong = staleVersion(client, input.expectedVersion, 'client', nothing) ?? notTheirs(context, client, ['input', 'id'], nothing);
    if (wrong) return wrong;
    if (input.locked) {
      const [some] = await transaction.rows(sql`select 1 from client_operations where client_id = ${toUuid('client', input.id)} limit 1`);
      if (!some)
        return refuse(
          'WRONG_STATE',
          'Nothing is published for this client, so that it could run nothing: publish its operations first.',
          ['input', 'locked'],
          nothing,
        );
    }
    client.lockedToOperations = input.locked;
    await transaction.save(client);
    return { client };
  });
}
