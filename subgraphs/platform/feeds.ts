import { defineFeed } from '#kernel/live/feed.js';
import { noticeGiven } from './events.js';

/** By the person who is told. */
export const givenNotices = defineFeed('notices', [noticeGiven], ({ data }) => [(data as { readonly staffId: string }).staffId]);
