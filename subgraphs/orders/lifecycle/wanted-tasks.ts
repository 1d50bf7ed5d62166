import type { ItemFacts, PlaceFacts, WantedTask } from '../events.js';
import { DeliveryMode, OrderOrigin, OrderType } from '../orders/order-terms.js';
import type { Order } from '../orders/order.js';

/** Where the tasks of an order may be. */
export interface Places {
  /** Of the branch that ordered. */
  readonly placer: PlaceFacts;
  /** Of the branch that does what is ordered; the same as the placer's when no other does. */
  readonly performer: PlaceFacts;
  /** Where it goes, when that is no branch. */
  readonly delivery: PlaceFacts | null;
  /** Whether what is brought to the performer is sterilized there, and not otherwise worked on. */
  readonly sterilizes: boolean;
}

/** So long after it was to be collected at the latest, a sample is to be at the laboratory. */
const carryingMs = 2 * 60 * 60_000;

export type Asked = Pick<Order, 'type' | 'deliveryMode' | 'originKind' | 'performerBranchId' | 'requestedFrom' | 'requestedUntil'>;

/** The tasks that bring what is ordered to where it is needed; none when it is fetched, or nothing is left to be brought. Their keys say what each is for. */
export function wantedTasks(order: Asked, places: Places, items: readonly ItemFacts[]): WantedTask[] {
  const window = { notBefore: order.requestedFrom?.toISOString() ?? null, notAfter: order.requestedUntil?.toISOString() ?? null };
  const task = (key: string, kind: WantedTask['kind'], place: PlaceFacts, more: Partial<WantedTask> = {}): WantedTask => ({
    key,
    kind,
    place,
    dependsOn: [],
    notBefore: null,
    notAfter: null,
    items,
    skills: [],
    ...more,
  });
  const here = places.delivery ?? places.placer;
  const { type, deliveryMode } = order;
  if (type === OrderType.SERVICE && deliveryMode === DeliveryMode.ONSITE)
    return [task('visit', 'SERVICE_CALL', here, { ...window, items: [] })];
  if (deliveryMode !== DeliveryMode.COURIER) return [];
  if (type === OrderType.LAB_SAMPLE)
    return [
      task('collect', 'COLLECT_SAMPLE', here, { ...window, skills: ['phlebotomy'] }),
      task('deliver', 'DELIVERY', places.performer, { dependsOn: ['collect'], notAfter: carriedUntil(order) }),
    ];
  if (items.length === 0) return [];
  if (type === OrderType.SERVICE) {
    // What was done to something is not taken back.
    if (here === places.performer || order.originKind === OrderOrigin.RETURN) return [];
    const { notBefore, notAfter } = window;
    const handIn = places.sterilizes ? task('sterilize', 'STERILIZE', places.performer) : task('bring', 'DELIVERY', places.performer);
    return [
      task('pickup', 'PICKUP', here, { notBefore }),
      { ...handIn, dependsOn: ['pickup'] },
      task('fetch', 'PICKUP', places.performer, { dependsOn: [handIn.key], notAfter }),
      task('deliver', 'DELIVERY', here, { dependsOn: ['fetch'], notAfter }),
    ];
  }
  const [from, to] = wayOf(order, places, here);
  if (from === to) return [];
  const delivery = task('deliver', 'DELIVERY', to, window);
  return from === null
    ? [delivery]
    : [task('pickup', 'PICKUP', from, { notAfter: window.notAfter }), { ...delivery, dependsOn: ['pickup'] }];
}

function carriedUntil({ requestedUntil }: Asked): string | null {
  return requestedUntil && new Date(requestedUntil.getTime() + carryingMs).toISOString();
}

/** From where goods are brought to where. Where a supplier is, nobody knows here: what comes from there is only delivered. */
function wayOf(
  { type, originKind, performerBranchId }: Asked,
  { placer, performer }: Places,
  here: PlaceFacts,
): [PlaceFacts | null, PlaceFacts] {
  const isReturn = originKind === OrderOrigin.RETURN;
  if (type === OrderType.PURCHASE && !performerBranchId) return isReturn ? [placer, here] : [null, here];
  return isReturn ? [here, performer] : [performer, here];
}
