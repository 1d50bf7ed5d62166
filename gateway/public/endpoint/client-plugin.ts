import type { ApolloServerPlugin } from '@apollo/server';
import { Kind, type DocumentNode, type OperationDefinitionNode, type SelectionSetNode } from 'graphql';
import { unauthenticated } from '../../context/access-token.js';
import type { PublicOperationContext } from './public-call.js';

/** Without a client only the schema can be looked at, and that where the gateway is being built upon. */
export function clientPlugin(): ApolloServerPlugin<PublicOperationContext> {
  return {
    requestDidStart: () =>
      Promise.resolve({
        didResolveOperation: ({ document, operation, contextValue }) => {
          if (contextValue.admission || (operation && onlyIntrospects(document, operation))) return Promise.resolve();
          throw unauthenticated('Send an access token or an API key of a client in the Authorization header.');
        },
      }),
  };
}

function onlyIntrospects({ definitions }: DocumentNode, { selectionSet }: OperationDefinitionNode): boolean {
  const within = (set: SelectionSetNode, spread: readonly string[]): boolean =>
    set.selections.every((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value.startsWith('__');
      if (selection.kind === Kind.INLINE_FRAGMENT) return within(selection.selectionSet, spread);
      const name = selection.name.value;
      const fragment = definitions.find((definition) => definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name);
      return fragment?.kind === Kind.FRAGMENT_DEFINITION && !spread.includes(name) && within(fragment.selectionSet, [...spread, name]);
    });
  return within(selectionSet, []);
}
