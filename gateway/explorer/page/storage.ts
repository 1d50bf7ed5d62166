import type { Storage as ExplorerStorage } from '@graphiql/toolkit';

/** Where an explorer keeps its tabs: each graph has its own, for two of them live on one origin. */
export function storageOf(endpoint: string): ExplorerStorage {
  const prefix = endpoint === '/graphql' ? '' : `${endpoint} `;
  return {
    get length() {
      return sessionStorage.length;
    },
    getItem: (key) => sessionStorage.getItem(`${prefix}${key}`),
    setItem: (key, value) => sessionStorage.setItem(`${prefix}${key}`, value),
    removeItem: (key) => sessionStorage.removeItem(`${prefix}${key}`),
    clear: () => sessionStorage.clear(),
  };
}
