import { registerEnumType } from 'type-graphql';

export enum Plan {
  STARTER = 'STARTER',
  GROWTH = 'GROWTH',
  ENTERPRISE = 'ENTERPRISE',
}

registerEnumType(Plan, {
  name: 'Plan',
  description: 'What a tenant has subscribed to.',
  valuesConfig: {
    STARTER: { description: 'Up to 3 branches and 25 people.' },
    GROWTH: { description: 'Up to 25 branches and 500 people.' },
    ENTERPRISE: { description: 'No limits.' },
  },
});

export interface PlanLimits {
  /** Null is no limit. */
  readonly branches: number | null;
  readonly staff: number | null;
}

const limits: Readonly<Record<Plan, PlanLimits>> = {
  [Plan.STARTER]: { branches: 3, staff: 25 },
  [Plan.GROWTH]: { branches: 25, staff: 500 },
  [Plan.ENTERPRISE]: { branches: null, staff: null },
};

export function limitsOf(plan: Plan): PlanLimits {
  return limits[plan];
}
