import { buildASTSchema, parse, type GraphQLSchema } from 'graphql';

/** A waiting-room board, as a screen in every room follows it: an event of some kilobyte. */
export const boardTypes = `
  type Query { ready: Boolean }
  type Subscription { queueUpdated: Queue! }
  type Queue { number: Int! branch: String! entries: [QueueEntry!]! }
  type QueueEntry { ticket: String! name: String! room: String status: String! waitingMinutes: Int! }`;

export const subscription = `subscription { queueUpdated { number branch entries { ticket name room status waitingMinutes } } }`;

/** Every client names its subscription alike, so that the bare server can send one text to all. */
export const subscriptionId = 'board';

export interface Queue {
  readonly number: number;
  readonly branch: string;
  readonly entries: readonly {
    readonly ticket: string;
    readonly name: string;
    readonly room: string | null;
    readonly status: string;
    readonly waitingMinutes: number;
  }[];
}

/** The board after so many changes. */
export function queueAfter(number: number): Queue {
  return {
    number,
    branch: 'Ulaanbaatar Clinic',
    entries: Array.from({ length: 10 }, (_, index) => ({
      ticket: `A${100 + ((number + index) % 900)}`,
      name: ['Solongo', 'Mutale', 'Anong', 'Batbold', 'Chanda'][(number + index) % 5] ?? '',
      room: index < 3 ? `Room ${index + 1}` : null,
      status: index < 3 ? 'CALLED' : 'WAITING',
      waitingMinutes: index * 4,
    })),
  };
}

export function boardSchema(): GraphQLSchema {
  return buildASTSchema(parse(boardTypes));
}
