import { ApolloGateway, RemoteGraphQLDataSource } from '@apollo/gateway';
import { assignment, serveApollo } from './apollo-over-fastify.js';

/** @apollo/gateway as it comes. */
const { port, supergraphSdl } = assignment();
const gateway = new ApolloGateway({
  supergraphSdl,
  buildService: ({ url }) => new RemoteGraphQLDataSource(url === undefined ? {} : { url }),
});
await serveApollo({ gateway }, port, () => Promise.resolve({}));
