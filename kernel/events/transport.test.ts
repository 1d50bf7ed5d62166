import { randomUUID } from 'node:crypto';
import { newId } from '../graph/type-id.js';
import type { EventRecord } from './event.js';
import { InProcessTransport } from './transport.js';

const event: EventRecord = {
  ...{ id: randomUUID(), type: 'counter.counted', version: 1, tenant: { id: newId('tenant') }, subject: 'cranes', branch: null },
  ...{ data: {}, actorId: null, requestId: null, occurredAt: new Date().toISOString() },
};

it('what is published before all have subscribed waits for them', async () => {
  const allSubscribed = Promise.withResolvers<undefined>();
  const transport = new InProcessTransport(allSubscribed.promise);
  const taken: string[] = [];
  const take = (who: string) => () => Promise.resolve(void taken.push(who));
  await transport.subscribe('early', [event.type], take('early'));
  const published = transport.publish([event]);
  await transport.subscribe('late', [event.type], take('late'));
  expect(taken).toEqual([]);
  allSubscribed.resolve(undefined);
  await published;
  expect(taken).toEqual(['early', 'late']);
});

it('what cannot be carried as not all came is refused, so that it is kept', async () => {
  const transport = new InProcessTransport(Promise.reject(new Error('Not all subgraphs started')));
  await expect(transport.publish([event])).rejects.toThrow('Not all subgraphs started');
});

it('what comes after one of those who react has stopped is refused until they are back, so that it is kept', async () => {
  const transport = new InProcessTransport();
  const taken: string[] = [];
  const take = (who: string) => () => Promise.resolve(void taken.push(who));
  await transport.subscribe('staying', [event.type], take('staying'));
  const stopping = await transport.subscribe('stopping', [event.type], take('before'));
  await stopping.close();
  await expect(transport.publish([event])).rejects.toThrow('Who reacts to counter.counted has stopped');
  await transport.publish([{ ...event, type: 'counter.other' }]);
  await transport.subscribe('stopping', [event.type], take('after'));
  await stopping.close();
  await transport.publish([event]);
  expect(taken).toEqual(['staying', 'staying', 'after']);
});
