import type { PublicPart } from '#kernel/subgraph/public-part.js';

/**
 * How far the transport of an order is. The consent of the order's patient guards its tasks too; and as a task says where somebody
 * lives, it is reached through its order alone, never by its own id, and without its place.
 */
export const publicPart: PublicPart = {
  Order: ['tasks'],
  Task: [
    'id',
    'number',
    'kind',
    'status',
    'outcome',
    'failureReason',
    'notBefore',
    'notAfter',
    'assignedAt',
    'startedAt',
    'arrivedAt',
    'endedAt',
    'estimatedAt',
  ],
  TaskKind: ['PICKUP', 'DELIVERY', 'COLLECT_SAMPLE', 'STERILIZE', 'SERVICE_CALL'],
  TaskStatus: ['UNASSIGNED', 'ASSIGNED', 'ACTIVE', 'COMPLETED', 'CANCELLED'],
  TaskOutcome: ['SUCCESS', 'FAILURE'],
  TaskFailureReason: ['NOBODY_THERE', 'REFUSED', 'WRONG_PLACE', 'NOT_READY', 'DAMAGED', 'TEMPERATURE', 'VEHICLE', 'OTHER'],
};
