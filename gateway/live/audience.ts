import type { Grant, RequestContext } from '#kernel/context/request-context.js';
import { anonymous } from '#kernel/context/request-context.js';

/**
 * All callers who must see the same: one tenant, one branch, one language and one set of rights. What they share runs in the
 * name of nobody in particular, so that nothing which depends on a person can be shared by mistake: it is not there. What is
 * about a person is shared by that person's own sockets, and runs in that name.
 */
export interface Audience {
  readonly key: string;
  readonly context: RequestContext;
}

export function audienceOf(caller: RequestContext, isPersonal = false): Audience {
  const { tenant, branch, actor, grants, locale } = caller;
  const id = isPersonal ? actor.id : null;
  const key = JSON.stringify([tenant?.id, branch, actor.kind, id, locale, rightsOf(grants)]);
  const context: RequestContext = {
    ...caller,
    actor: actor.kind === 'anonymous' ? anonymous : { kind: actor.kind, id, sessionId: null },
    idempotency: null,
    client: { address: null, userAgent: null },
    traceparent: null,
  };
  return { key, context };
}

/** Rights without the roles that gave them. */
function rightsOf(grants: readonly Grant[]): readonly string[] {
  const byReach = new Map<string, Set<string>>();
  for (const { permissions, branches } of grants) {
    const reach = branches === 'all' ? 'all' : [...branches].sort().join(',');
    const held = byReach.get(reach) ?? new Set();
    for (const permission of permissions) held.add(permission);
    byReach.set(reach, held);
  }
  return [...byReach].map(([reach, held]) => `${reach}:${[...held].sort().join(',')}`).sort();
}
