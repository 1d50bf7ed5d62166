import type { GraphQLObjectType } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { boardSchema, queueAfter, type Queue } from '../board.js';
import { Events } from './event-stream.js';
import { serveSockets } from './serve-sockets.js';

/** graphql-ws over graphql-js as its documentation has it: each client's subscription is executed for itself, at every event. */
const events = new Events<{ queueUpdated: Queue }>({ queueUpdated: queueAfter(0) });
const schema = boardSchema();
const field = (schema.getSubscriptionType() as GraphQLObjectType).getFields()['queueUpdated'];
if (!field) throw new Error('The board has no queueUpdated');
field.subscribe = () => events.listen();
useServer(
  { schema },
  serveSockets((number) => events.publish({ queueUpdated: queueAfter(number) })),
);
