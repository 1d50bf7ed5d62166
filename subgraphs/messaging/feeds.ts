import { defineFeed, everywhere } from '#kernel/live/feed.js';
import { callbackRequested, callbackUpdated } from './events.js';

/** By the branch. Those for whom no clinic was chosen are everybody's. */
export const callbackChanges = defineFeed('callbacks', [callbackRequested, callbackUpdated], ({ branch }) =>
  branch === null ? [everywhere] : [branch],
);
