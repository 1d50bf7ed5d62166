import { defineFeed } from '#kernel/live/feed.js';
import { orderCompleted, orderPlaced, orderUpdated } from './events.js';

/** By the order. */
export const orderChanges = defineFeed('orders', [orderPlaced, orderUpdated, orderCompleted], ({ subject }) => [subject]);
