import { defineEvent } from '#kernel/events/event.js';
import type { PublicEvent } from '#kernel/events/public-event.js';

/** Of every event of a task; its subject is the task, and its branch the one that sends the courier. Instants are RFC 3339. */
export interface TaskFacts {
  readonly number: string;
  readonly kind: string;
  readonly status: string;
  readonly outcome: string | null;
  readonly failureReason: string | null;
  readonly orderId: string | null;
  /** Its name within the order. */
  readonly orderKey: string | null;
  readonly courierId: string | null;
  readonly otherBranchId: string | null;
  /** What is fetched or brought: `specimen_…`, `orderline_…`. */
  readonly itemIds: readonly string[];
}

const toldOfTasks: PublicEvent<TaskFacts> = {
  permission: 'tasks:read',
  subject: 'task',
  ids: { orderId: { prefix: 'order', description: 'The order that it is done for; null of one that was made by hand.', nullable: true } },
  otherBranches: ['otherBranchId'],
  patient: { at: 'orderId', through: 'Order' },
};

export const taskCreated = defineEvent<TaskFacts>('task.created', 1, 'Something is to be done by a courier or technician.', toldOfTasks);
export const taskUpdated = defineEvent<TaskFacts>(
  'task.updated',
  1,
  'A task was given to a courier or taken from one, accepted, begun, changed or called off, or the courier arrived.',
  toldOfTasks,
);
export const taskCompleted = defineEvent<TaskFacts>('task.completed', 1, 'A task was done, or tried in vain.', toldOfTasks);

/** A side of a handover: `staff_…` or `branch_…`, and its name. */
export interface CustodySideFacts {
  readonly id: string;
  readonly name: string;
}

/** Its subject is the handover, and its branch the taker's. */
export interface CustodyFacts {
  readonly itemIds: readonly string[];
  readonly taskId: string | null;
  readonly from: CustodySideFacts;
  readonly to: CustodySideFacts;
  /** Where the taker carries it on. */
  readonly toCourierId: string | null;
  /** The giver's. */
  readonly otherBranchId: string;
}

/** Its subject is the item. */
export interface CustodyBrokenFacts {
  readonly itemId: string;
  readonly code: string;
  /** The number of the handover that is wrong or missing. */
  readonly sequence: number;
  readonly side: string | null;
  readonly message: string;
}

export const custodyHandedOver = defineEvent<CustodyFacts>('custody.handed_over', 1, 'Both sides signed: things changed hands.');
export const custodyBroken = defineEvent<CustodyBrokenFacts>(
  'custody.broken',
  1,
  'A stored chain of custody is not what was signed; told once for each fault.',
);

/** Of every event of an excursion; its subject is the excursion, and its branch that of the logger. Instants are RFC 3339. */
export interface ExcursionFacts {
  readonly watchId: string;
  readonly excursionId: string;
  readonly loggerId: string;
  readonly kind: 'TOO_WARM' | 'TOO_COLD' | 'SIGNAL_LOST';
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly minutes: number | null;
  readonly extremeCelsius: number | null;
  /** What the logger is with, also by its task: `lot_…`, `specimen_…`, `orderline_…`. */
  readonly itemIds: readonly string[];
  readonly taskId: string | null;
  /** The other end of the task. */
  readonly otherBranchId: string | null;
  readonly place: string | null;
}

export const temperatureBreached = defineEvent<ExcursionFacts>(
  'temperature.breached',
  1,
  'Goods were too warm or too cold for longer than they may be; told once for each excursion.',
  {
    permission: 'temperatures:read',
    subject: 'excursion',
    ids: { loggerId: { prefix: 'temperaturelogger', description: 'The logger that measured it.' } },
    otherBranches: ['otherBranchId'],
  },
);
export const temperatureSignalLost = defineEvent<ExcursionFacts>(
  'temperature.signal_lost',
  1,
  'Nobody knows how warm goods are or were: no readings came, or there are none.',
);
export const temperatureRecovered = defineEvent<ExcursionFacts>('temperature.recovered', 1, 'A lost sensor reports again.');
export const temperatureAlertUpdated = defineEvent<ExcursionFacts>(
  'temperature.alert_updated',
  1,
  'An alert was acknowledged, opened again because it grew, closed with its watch, or withdrawn because later readings refute it.',
);

/** Its subject is the load. */
export interface SterilizationDecisionFacts {
  readonly number: string;
  readonly taskId: string | null;
  readonly orderId: string | null;
}

/** Its subject is the load, and its branch that of the sterilizer. */
export interface SterilizationRecallFacts {
  readonly loadId: string;
  readonly number: string;
  readonly reason: string;
  /** How many were reached; the load's `reach` names them. */
  readonly patients: number;
  readonly orders: number;
  readonly uses: number;
  /** How many sets, and instruments alone, are set aside. */
  readonly quarantined: number;
}

/** Its subject is the use. */
export interface SterilizationUseFacts {
  readonly itemId: string;
  readonly code: string;
  readonly loadId: string;
  readonly patientId: string | null;
  readonly orderId: string | null;
}

/** Its subject is the set or instrument, and its branch where that is. */
export interface SterilityExpiryFacts {
  readonly code: string;
  readonly name: string;
  /** The last day on which it was sterile. */
  readonly sterileUntil: string;
}

export const sterilizationReleased = defineEvent<SterilizationDecisionFacts>(
  'sterilization.released',
  1,
  'Somebody vouches for a load: its contents are sterile.',
);
export const sterilizationRejected = defineEvent<SterilizationDecisionFacts>(
  'sterilization.rejected',
  1,
  'The contents of a load are not sterile.',
);
export const sterilizationRecalled = defineEvent<SterilizationRecallFacts>(
  'sterilization.recalled',
  1,
  'A load that was released is not to be trusted; its contents were set aside. Told again when a use from before it is recorded.',
  { permission: 'sterilization:read', subject: 'sterilizationload' },
);
export const sterilizationUsed = defineEvent<SterilizationUseFacts>(
  'sterilization.used',
  1,
  'A sterile set or instrument was used on a patient or for an order.',
);
export const sterilizationExpired = defineEvent<SterilityExpiryFacts>(
  'sterilization.expired',
  1,
  'The day until which a set or instrument was sterile is over; told once.',
);
/** Of every event of an alert; its subject is the alert, and its branch the one that sends the courier. Instants are RFC 3339. */
export interface LogisticsAlertFacts {
  readonly kind: 'NOT_ASSIGNED' | 'NOT_COLLECTED' | 'LATE' | 'OFF_ROUTE' | 'NO_SIGNAL';
  readonly severity: string;
  readonly status: 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED';
  readonly taskId: string;
  /** Of the task, when it was opened. */
  readonly courierId: string | null;
  readonly otherBranchId: string | null;
  readonly since: string;
  readonly openedAt: string;
  /** How often it was escalated. */
  readonly escalations: number;
}

export const logisticsAlertOpened = defineEvent<LogisticsAlertFacts>('logistics_alert.opened', 1, 'Something is wrong with a task.');
export const logisticsAlertEscalated = defineEvent<LogisticsAlertFacts>(
  'logistics_alert.escalated',
  1,
  'Something is wrong with a task, and nobody looked after it in time: the next step of the chain.',
);
export const logisticsAlertAcknowledged = defineEvent<LogisticsAlertFacts>(
  'logistics_alert.acknowledged',
  1,
  'Somebody looks after what is wrong with a task.',
);
export const logisticsAlertResolved = defineEvent<LogisticsAlertFacts>(
  'logistics_alert.resolved',
  1,
  'What was wrong with a task is wrong no more.',
);

/** Something that people of the tenant should know; platform brings it to them. Its subject is what it is about. */
export const noticeRequested = defineEvent<{
  /** Codes of teams. */
  readonly teams: readonly string[];
  /** Who is in a team by a role has it at one of these. */
  readonly branchIds: readonly string[];
  readonly title: string;
  readonly text: string;
  /** What it is about, in the graph. */
  readonly about: string;
}>('notice.requested', 1, 'Teams are to be told something.');
