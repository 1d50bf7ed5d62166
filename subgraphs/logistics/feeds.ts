import { defineEphemeralFeed, defineFeed } from '#kernel/live/feed.js';
import {
  logisticsAlertAcknowledged,
  logisticsAlertEscalated,
  logisticsAlertOpened,
  logisticsAlertResolved,
  taskCompleted,
  taskCreated,
  taskUpdated,
  temperatureAlertUpdated,
  temperatureBreached,
  temperatureRecovered,
  temperatureSignalLost,
  type LogisticsAlertFacts,
  type TaskFacts,
} from './events.js';

/** By the branch that sends the courier, and by the one at the other end. */
export const taskChanges = defineFeed('tasks', [taskCreated, taskUpdated, taskCompleted], ({ branch, data }) =>
  [branch, (data as Partial<TaskFacts>).otherBranchId].filter((id) => id != null),
);

/** By the branch of the logger. */
export const temperatureAlerts = defineFeed(
  'temperatures',
  [temperatureBreached, temperatureSignalLost, temperatureRecovered, temperatureAlertUpdated],
  ({ branch }) => (branch === null ? [] : [branch]),
);

/** Where couriers are: by their branch, and by each task that they are under way for. The subject is the courier. */
export const courierMoves = defineEphemeralFeed('courier-moves', { conflateMs: 1_000 });

/** By the branch that sends the courier, and by the one at the other end. */
export const logisticsAlerts = defineFeed(
  'logistics-alerts',
  [logisticsAlertOpened, logisticsAlertEscalated, logisticsAlertAcknowledged, logisticsAlertResolved],
  ({ branch, data }) => [branch, (data as Partial<LogisticsAlertFacts>).otherBranchId].filter((id) => id != null),
);
