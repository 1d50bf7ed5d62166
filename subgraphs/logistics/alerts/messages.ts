import type { LogisticsAlertFacts } from '../events.js';

/** What is said of a task with which something is wrong. */
export interface FoundTask {
  readonly kind: LogisticsAlertFacts['kind'];
  readonly since: Date;
  readonly number: string;
  readonly not_after: Date | null;
  readonly estimated_at: Date | null;
  readonly courier_name: string | null;
  readonly metres: number | null;
  readonly nearest_metres: number | null;
}

/** What is wrong, for a person. */
export function messageOf(found: FoundTask): string {
  const { number, since, not_after, estimated_at, metres, nearest_metres } = found;
  const courier = found.courier_name ?? 'the courier';
  const until = not_after ? `it is to be done until ${minuteOf(not_after)}` : 'its time has no end';
  switch (found.kind) {
    case 'NOT_ASSIGNED':
      return `Nobody is sent to ${number} since ${minuteOf(since)}; ${until}: send a courier.`;
    case 'NOT_COLLECTED':
      return `${number} is not collected; ${until}.`;
    case 'LATE':
      return `${number} is not done; ${until}${estimated_at ? `, and expected at ${minuteOf(estimated_at)}` : ''}.`;
    case 'OFF_ROUTE':
      return `${courier} is ${Math.round((metres ?? 0) - (nearest_metres ?? 0))} metres farther from ${number} than at ${minuteOf(since)}: call and ask where they go.`;
    case 'NO_SIGNAL':
      return `${courier} is on the way to ${number}, and nothing is heard of where since ${minuteOf(since)}: call them.`;
  }
}

function minuteOf(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
