import type { FastifyRequest } from 'fastify';
import type { ClientAdmission } from '#kernel/context/client-directory.js';
import type { OperationContext } from '../../execution/executor.js';
import type { PublicCall } from '../context/resolve-public-context.js';

/** Who asks at the public endpoint; rejects with a `GraphError` that says what to send when nobody known does. */
export type Admit = (request: FastifyRequest) => Promise<PublicCall>;

/** What the public graph's operations carry through the server. */
export interface PublicOperationContext extends OperationContext {
  /** Null only where those who build look at the schema. */
  readonly admission: ClientAdmission | null;
  /** A job of ours asks in the client's name: it is metered, but waits for no rate. */
  readonly unhurried?: boolean;
}
