import { plainSchema } from '../plain-schema.js';
import { assignment, serveApollo } from './apollo-over-fastify.js';

/** One Apollo Server with the whole shop in one schema: what federation is paid for against. */
const { port } = assignment();
await serveApollo({ schema: plainSchema() }, port, () => Promise.resolve({}));
