import { defineEvent } from '#kernel/events/event.js';

/** What every event of a callback tells: nothing of the person, who can be read in the graph by whoever may. */
export interface CallbackFacts {
  readonly status: string;
  readonly reason: string;
}

export const callbackRequested = defineEvent<CallbackFacts>(
  'callback.requested',
  1,
  'Somebody who wrote to us is to be called by a person of the staff.',
);
export const callbackUpdated = defineEvent<CallbackFacts>('callback.updated', 1, 'A callback was claimed, given back or resolved.');
