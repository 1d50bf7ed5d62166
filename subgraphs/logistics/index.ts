import { keepBranchProfiles } from '#kernel/branches/branch-profile.js';
import { keepKnownConsents } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { keepKnownTeams } from '#kernel/teams/known-teams.js';
import { AlertPolicy, alertPolicyById } from './alerts/alert-policy.js';
import { followTasks } from './alerts/following-tasks.js';
import { alertById, LogisticsAlert } from './alerts/logistics-alert.js';
import { AlertPolicyResolver, BranchLogisticsAlertsResolver, LogisticsAlertResolver, TaskAlertsResolver } from './alerts/logistics-alert.resolver.js';
import { LogisticsAlertSubscription } from './alerts/logistics-alert.subscription.js';
import { recountAlerts } from './alerts/recounting.js';
import { tickLogisticsAlerts } from './alerts/ticking.js';
import { CourierShift } from './couriers/courier-shift.js';
import { Courier, courierById } from './couriers/courier.js';
import { BranchCouriersResolver, CourierResolver } from './couriers/courier.resolver.js';
import { checkCustodyChains } from './custody/chains/checking-chains.js';
import { custodyChainDownload } from './custody/chains/custody-chain-download.js';
import { CustodyChainResolver, CustodyEntryResolver, CustodyItemResolver } from './custody/chains/custody-chain.resolver.js';
import { CustodyItem, custodyItemById } from './custody/chains/custody-item.js';
import { CustodyHandover, handoverById, HandoverItem, handoverItemById } from './custody/handovers/custody-handover.js';
import { CustodyHandoverResolver, HandoverItemResolver, TaskHandoversResolver } from './custody/handovers/handover.resolver.js';
import { SigningKey, signingKeyById } from './custody/keys/signing-key.js';
import { SigningKeyResolver } from './custody/keys/signing-key.resolver.js';
import { DispatchResolver } from './dispatch/dispatch.resolver.js';
import { dispatchTask, seekCouriers } from './dispatch/seeking.js';
import { custodyBroken, custodyHandedOver, taskCompleted, taskCreated, taskUpdated, temperatureAlertUpdated, temperatureBreached, temperatureRecovered, temperatureSignalLost, sterilizationExpired, sterilizationRecalled, sterilizationRejected, sterilizationReleased, sterilizationUsed, logisticsAlertAcknowledged, logisticsAlertEscalated, logisticsAlertOpened, logisticsAlertResolved, noticeRequested } from './events.js';
import { taskChanges, temperatureAlerts, logisticsAlerts } from './feeds.js';
import { CourierMovedSubscription } from './positions/courier-moved.subscription.js';
import { CourierPositionResolver, TaskPositionResolver } from './positions/position.resolver.js';
import { TaskEstimate } from './positions/task-estimate.js';
import { tracesThinned } from './positions/thinning-traces.js';
import { taskProofDownload } from './proofs/proof-download.js';
import { TaskProofResolver, TaskProofsResolver } from './proofs/proof.resolver.js';
import { TaskProof } from './proofs/task-proof.js';
import { publicPart } from './public-part.js';
import { sterilizationCrons, sterilizationDownloads, sterilizationEntities, sterilizationPermissions, sterilizationReferences, sterilizationResolvers } from './sterilization/index.js';
import { keepOrderTasks } from './tasks/order-tasks.js';
import { PerformingResolver } from './tasks/performing.resolver.js';
import { TaskStep } from './tasks/task-step.js';
import { Task, taskById } from './tasks/task.js';
import { TaskResolver, BranchTasksResolver, OrderTasksResolver, TaskStepResolver } from './tasks/task.resolver.js';
import { TaskSubscription } from './tasks/task.subscription.js';
import { readLogFile } from './temperatures/importing-logs.js';
import { lostSignals } from './temperatures/lost-signals.js';
import { readingsDownload } from './temperatures/readings-download.js';
import { excursionById, TemperatureExcursion } from './temperatures/temperature-excursion.js';
import { BranchTemperatureAlertsResolver, TemperatureExcursionResolver } from './temperatures/temperature-excursion.resolver.js';
import { logFileById, TemperatureLogFile } from './temperatures/temperature-log-file.js';
import { LoggerFilesResolver, TemperatureLogFileResolver } from './temperatures/temperature-log-file.resolver.js';
import { loggerById, TemperatureLogger } from './temperatures/temperature-logger.js';
import { tellTeamsOfTemperatures } from './temperatures/telling-teams.js';
import { TemperatureLoggerResolver } from './temperatures/temperature-logger.resolver.js';
import { TemperatureWatch, watchById } from './temperatures/temperature-watch.js';
import { TaskTemperatureWatchesResolver, TemperatureWatchResolver } from './temperatures/temperature-watch.resolver.js';
import { TemperatureSubscription } from './temperatures/temperature.subscription.js';

/** How things get from one party to another: tasks, dispatch, couriers, custody, temperatures, sterilization. */
export const logistics = defineSubgraph({
  name: 'logistics',
  entities: [
    Task,
    TaskStep,
    Courier,
    SigningKey,
    CustodyItem,
    CustodyHandover,
    HandoverItem,
    TaskProof,
    TemperatureLogger,
    TemperatureWatch,
    TemperatureExcursion,
    TemperatureLogFile,
    TaskEstimate,
    CourierShift,
    ...sterilizationEntities,
    AlertPolicy,
    LogisticsAlert,
  ],
  resolvers: [
    TaskResolver,
    SigningKeyResolver,
    CustodyHandoverResolver,
    HandoverItemResolver,
    TaskHandoversResolver,
    CustodyChainResolver,
    CustodyEntryResolver,
    CustodyItemResolver,
    TaskStepResolver,
    OrderTasksResolver,
    BranchTasksResolver,
    PerformingResolver,
    TaskProofsResolver,
    TaskProofResolver,
    TaskSubscription,
    TemperatureLoggerResolver,
    TemperatureWatchResolver,
    TaskTemperatureWatchesResolver,
    TemperatureExcursionResolver,
    BranchTemperatureAlertsResolver,
    TemperatureLogFileResolver,
    LoggerFilesResolver,
    TemperatureSubscription,
    CourierPositionResolver,
    TaskPositionResolver,
    CourierMovedSubscription,
    CourierResolver,
    BranchCouriersResolver,
    DispatchResolver,
    ...sterilizationResolvers,
    AlertPolicyResolver,
    LogisticsAlertResolver,
    TaskAlertsResolver,
    BranchLogisticsAlertsResolver,
    LogisticsAlertSubscription,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Task', 'task', taskById),
    reference('Courier', 'courier', courierById),
    reference('SigningKey', 'signingkey', signingKeyById),
    reference('CustodyItem', 'custodyitem', custodyItemById),
    reference('CustodyHandover', 'handover', handoverById),
    reference('HandoverItem', 'handoveritem', handoverItemById),
    reference('TemperatureLogger', 'temperaturelogger', loggerById),
    reference('TemperatureWatch', 'temperaturewatch', watchById),
    reference('TemperatureExcursion', 'excursion', excursionById),
    reference('TemperatureLogFile', 'temperaturelog', logFileById),
    ...sterilizationReferences,
    reference('AlertPolicy', 'alertpolicy', alertPolicyById),
    reference('LogisticsAlert', 'logisticsalert', alertById),
  ],
  permissions: {
    'alerts:acknowledge': 'Say that somebody looks after what is wrong with a task.',
    'alerts:manage': 'Set what is worth an alert, and who is told of it.',
    'alerts:read': 'See what is wrong with tasks, and what is worth an alert.',
    'couriers:manage': 'Add and change couriers.',
    'couriers:read': 'See couriers, and where they are.',
    'custody:handover': "Give and take things in one's own name or the branch's, and have keys to sign with.",
    'custody:read': 'See who had what, and whether that is what was signed.',
    'loggers:manage': 'Add and change temperature loggers.',
    'tasks:dispatch': 'Send couriers, and put their stops in order.',
    'tasks:manage': 'Make tasks by hand, change them and call them off.',
    'tasks:perform': "Go on shift, and do the tasks that one was sent to, in one's own name.",
    'tasks:read': 'See tasks and where their couriers are.',
    'temperatures:acknowledge': 'Say what was done about goods that were too warm or too cold, or of which nobody knows.',
    'temperatures:read': 'See how warm goods are and were.',
    'temperatures:record': 'Begin and end watches of temperatures, and send what loggers measured.',
    ...sterilizationPermissions,
  },
  publicPart,
  publishes: [
    taskCreated,
    taskUpdated,
    taskCompleted,
    custodyHandedOver,
    custodyBroken,
    temperatureBreached,
    temperatureSignalLost,
    temperatureRecovered,
    temperatureAlertUpdated,
    sterilizationReleased,
    sterilizationRejected,
    sterilizationRecalled,
    sterilizationUsed,
    sterilizationExpired,
    logisticsAlertOpened,
    logisticsAlertEscalated,
    logisticsAlertAcknowledged,
    logisticsAlertResolved,
    noticeRequested,
  ],
  feeds: [
    taskChanges,
    temperatureAlerts,
    logisticsAlerts,
  ],
  downloads: [
    custodyChainDownload,
    taskProofDownload,
    readingsDownload,
    ...sterilizationDownloads,
  ],
  reactions: [
    ...tellTeamsOfTemperatures,
    ...keepBranchProfiles,
    ...keepOrderTasks,
    ...seekCouriers,
    keepKnownTeams,
    ...keepKnownConsents,
    ...followTasks,
  ],
  jobs: [
    readLogFile,
    dispatchTask,
    recountAlerts,
  ],
  crons: [
    checkCustodyChains,
    lostSignals,
    tracesThinned,
    ...sterilizationCrons,
    tickLogisticsAlerts,
  ],
});

export { vehicleRouting, type RoutingSettings } from './dispatch/vehicle-routing.js';
export type { LogisticsServices } from './services.js';
