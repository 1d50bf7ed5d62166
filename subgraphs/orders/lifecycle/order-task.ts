/** What orders know of a task that they asked for; logistics owns it. It calls one off, and its order withdraws one. */
export type OrderTaskStatus = 'WANTED' | 'STARTED' | 'SUCCEEDED' | 'FAILED' | 'CALLED_OFF' | 'WITHDRAWN';

export interface OrderTaskRow {
  readonly key: string;
  readonly purpose: string;
  readonly attempt: number;
  readonly status: OrderTaskStatus;
}
