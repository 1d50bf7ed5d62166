import { toUuid } from '#kernel/graph/type-id.js';

/** For how long a basket can be completed. A list by the time of completion looks back so far for those that were begun before. */
export const basketDays = 7;

/** Baskets and lines are made by processes whose clocks differ by less. */
const skewMs = 3_600_000;
/** What the database allows a basket at most: a day more than the rule, so that who completes at the last moment is not late. */
const longestMs = (basketDays + 1) * 86_400_000;

/** When a sale was begun, which its id says: the key to its partition. */
export function momentOfSale(saleId: string): Date {
  return momentIn('sale', saleId);
}

/** Between which moments the sale of a line was begun. */
export function momentsOfLine(lineId: string): { readonly from: Date; readonly until: Date } {
  const added = momentIn('saleline', lineId).getTime();
  return { from: new Date(added - longestMs), until: new Date(added + skewMs) };
}

/** Since when the baskets were begun that can be at the till in a session: some are resumed there. */
export function begunForSession(sessionId: string): Date {
  return begunFor(momentIn('tillsession', sessionId));
}

/** Since when the baskets were begun that can have been completed from a moment on. */
export function begunFor(completedFrom: Date): Date {
  return new Date(completedFrom.getTime() - longestMs);
}

/** The milliseconds that a UUIDv7 begins with. */
export function momentIn(prefix: string, id: string): Date {
  return new Date(Number.parseInt(toUuid(prefix, id).replaceAll('-', '').slice(0, 12), 16));
}
