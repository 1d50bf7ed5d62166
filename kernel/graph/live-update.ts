import { Field, Int, ObjectType, registerEnumType } from 'type-graphql';
import type { Heard } from '../live/follower.js';

export enum LiveUpdateKind {
  CURRENT_STATE = 'CURRENT_STATE',
  CHANGE = 'CHANGE',
}

registerEnumType(LiveUpdateKind, {
  name: 'LiveUpdateKind',
  description: 'What a message of a subscription brings.',
  valuesConfig: {
    CURRENT_STATE: { description: 'The state as it is now: replace what you have. The first message always is; another one follows when too much was missed.' },
    CHANGE: { description: 'What changed: add it to what you have.' },
  },
});

/** What every message of a subscription has. */
@ObjectType()
export abstract class LiveUpdate {
  @Field(() => LiveUpdateKind, { simple: true, description: 'Whether this is the whole state or a change.' })
  kind: LiveUpdateKind;

  @Field(() => Int, {
    simple: true,
    description: 'Counts up by one with every change of this feed; a state has the number of the last change that is in it.',
  })
  sequence: number;
}

/** A message for what was heard, to be filled with what it is about. */
export function liveUpdate<T extends LiveUpdate>(type: new () => T, { kind, sequence }: Heard, content: Omit<T, keyof LiveUpdate>): T {
  return Object.assign(new type(), { kind, sequence }, content);
}
