import type { ClientAdmission } from '#kernel/context/client-directory.js';

/** A bucket of cost units: what may be spent at once, and how fast it fills again. Both whole. */
export interface BucketPolicy {
  readonly capacity: number;
  /** Units a second. */
  readonly restoreRate: number;
}

export interface PlanRates {
  readonly client: BucketPolicy;
  /** What all clients of a tenant share. */
  readonly tenant: BucketPolicy;
  /** Units that a client can use from midnight to midnight UTC. */
  readonly perDay: number;
}

export type Plan = ClientAdmission['plan'];

/** What each plan gives third parties: docs/rates.md tells them, and says by what the figures were chosen. */
export const planRates: Readonly<Record<Plan, PlanRates>> = {
  STARTER: { client: { capacity: 2_000, restoreRate: 50 }, tenant: { capacity: 6_000, restoreRate: 150 }, perDay: 500_000 },
  GROWTH: { client: { capacity: 10_000, restoreRate: 250 }, tenant: { capacity: 30_000, restoreRate: 750 }, perDay: 5_000_000 },
  ENTERPRISE: { client: { capacity: 40_000, restoreRate: 1_000 }, tenant: { capacity: 120_000, restoreRate: 3_000 }, perDay: 50_000_000 },
};
