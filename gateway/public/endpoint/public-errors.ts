import type { ApolloServerPlugin } from '@apollo/server';
import type { GraphQLFormattedError } from 'graphql';
import { codeOf } from '../../http/present-errors.js';
import type { PublicExecutor } from '../public-schema/public-executor.js';
import type { PublicOperationContext } from './public-call.js';

/** What is said of an error whose own words are for our own people. */
const plain: Readonly<Record<string, string>> = {
  UNAUTHENTICATED: 'Send an access token or an API key of a client in the Authorization header.',
  FORBIDDEN: 'This client may not do this: ask the tenant for the scope that it takes.',
  NOT_FOUND: 'There is no such thing for this client.',
  BAD_USER_INPUT: 'A value that you sent cannot be taken: compare it with the reference.',
  CONFLICT: 'It has changed meanwhile: read it again.',
  UNAVAILABLE: 'A part of the graph cannot answer just now: try again in a moment.',
  INTERNAL: 'Something went wrong on our side; quote the x-request-id of this answer to support.',
};

/**
 * What running an operation brought up, in words for third parties: it may come from a part of the graph that they cannot see. What
 * is said before an operation runs was said by the public schema, and stays: the words would tell a hidden name from one that is none.
 */
export function publicErrors(executor: Pick<PublicExecutor, 'hidden' | 'scopes'>): ApolloServerPlugin<PublicOperationContext> {
  return {
    requestDidStart: () => {
      let running = false;
      return Promise.resolve({
        executionDidStart: () => {
          running = true;
          return Promise.resolve();
        },
        willSendResponse: ({ request, source, response: { body } }) => {
          if (!running || body.kind !== 'single' || !body.singleResult.errors) return Promise.resolve();
          // What the client said itself, in the operation or a value, may be said back to it; else this too would tell which names exist.
          const said = `${source ?? ''} ${JSON.stringify(request.variables ?? {})}`;
          body.singleResult.errors = body.singleResult.errors.map((error) => inPublicWords(error, executor, said));
          return Promise.resolve();
        },
      });
    },
  };
}

function inPublicWords(
  error: GraphQLFormattedError,
  { hidden, scopes }: Pick<PublicExecutor, 'hidden' | 'scopes'>,
  said: string,
): GraphQLFormattedError {
  const { message, extensions } = error;
  const code = codeOf(extensions) ?? 'INTERNAL';
  const { permission, ...others } = extensions ?? {};
  const isKnown = typeof permission === 'string' && scopes.has(permission);
  const tells = code === 'UNAVAILABLE' || code === 'INTERNAL' || (permission !== undefined && !isKnown) || hidden.areIn(message, said);
  return { ...error, message: tells ? (plain[code] ?? message) : message, extensions: { ...others, ...(isKnown ? { permission } : {}) } };
}
