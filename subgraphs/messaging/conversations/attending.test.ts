import { GraphQLError } from 'graphql';
import { setTimeout as delay } from 'node:timers/promises';
import type { RequestContext } from '#kernel/context/request-context.js';
import { newUuid } from '#kernel/graph/type-id.js';
import { NotificationUnavailable } from '#kernel/notifications/notification-port.js';
import { eventually } from '#kernel/testing/eventually.js';
import { bold, freeTimes, rightCode } from '../testing/fake-desk.js';
import { FrontDesk, openMessaging, type OpenMessaging } from '../testing/front-desk.js';

interface Seen {
  readonly id: string;
  readonly version: number;
  readonly messages: readonly { readonly text: string }[];
}

let open: OpenMessaging;
beforeAll(async () => {
  open = await openMessaging();
});
afterAll(() => open.close());

let desk: FrontDesk;
beforeEach(async () => {
  open.graph.before = () => undefined;
  open.graph.asked.splice(0);
  open.graph.desk.done.splice(0);
  open.whatsapp.sent.splice(0);
  const day = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  open.graph.desk.free = freeTimes(day, 4);
  desk = new FrontDesk(open);
  await desk.openChannel();
});

const identified = ['hello', '[English]', '[Send the code]', rightCode];
const callbacks = () =>
  desk.rows<{ reason: string; status: string; step: string }>('select reason, status, step from callback_requests where tenant_id = $1');
const conversation = async () => {
  const [row] = await desk.rows<{ dialogue: object | null; language: string; attendant: string | null }>(
    'select dialogue, language, attendant from conversations where tenant_id = $1',
  );
  if (!row) throw new Error('There is no conversation');
  return row;
};
/** Jobs of the tenant that are planned or under way. */
const planned = async (key: string) =>
  (
    await open.owner.query<{ due: boolean }>('select run_at <= now() as due from messaging_jobs._private_jobs where key like $1', [
      `${desk.tenant.id}:${key}%`,
    ])
  ).rows;
const sentTexts = () => desk.sent.map(({ content }) => ('text' in content ? content.text : content.template));

describe('a conversation over the webhook', () => {
  it('books a visit, in the name of the channel’s client and with a key for every change', async () => {
    await desk.says(...identified, '[Central]', '[Check-up]', '[Dr Tuya]', '1', '[09:30]', '[Yes, book it]');
    expect(open.graph.desk.done.map((done) => done.split(' ')[0])).toEqual(['code', 'code', 'hold', 'confirm']);
    const changes = open.graph.asked.filter(({ caller }) => caller.idempotencyKey !== undefined);
    expect(changes.map(({ name }) => name)).toEqual(['RequestCode', 'ConfirmCode', 'Hold', 'Confirm']);
    expect(new Set(changes.map(({ caller }) => caller.idempotencyKey)).size).toBe(4);
    expect(new Set(open.graph.asked.map(({ caller }) => `${caller.tenant.id} ${caller.clientId}`)).size).toBe(1);
    const kept = await eventually(conversation, ({ attendant }) => attendant === null);
    expect(kept).toMatchObject({ dialogue: null, language: 'en' });
    await eventually(
      () => Promise.resolve(sentTexts()),
      (texts) => texts.at(-1)?.startsWith('Your visit is booked:') === true,
    );
    expect(sentTexts()).toEqual((await desk.replies()).map(({ text }) => text));
    expect(desk.sent[0]).toMatchObject({
      to: `+${desk.patientNumber}`,
      phoneNumberId: desk.phoneNumberId,
      accessToken: 'EAAG-the-token',
    });
  });

  it('begins the next talk in the language of the last one', async () => {
    await desk.says('hello', '[ไทย]', 'ยกเลิก');
    expect((await desk.says('สวัสดี')).text).toContain('เพื่อยืนยันตัวตน');
  });

  it('does not keep a code that somebody has entered, or tried', async () => {
    await desk.says('hello', '[English]', '[Send the code]', '111111', rightCode);
    const texts = await desk.rows<{ text: string }>('select text from inbound_messages where tenant_id = $1 order by id');
    expect(texts.map(({ text }) => text)).toEqual(['hello', 'English', 'Send the code', '******', '******']);
  });

  it('answers messages in their order and each once, however they come', async () => {
    const texts = ['hello', 'english', 'back', 'english', '1'];
    const payloads = texts.map((body, index) => desk.payloadOf({ type: 'text', text: { body }, timestamp: String(1_760_000_000 + index) }));
    open.graph.before = () => delay(20);
    await desk.receive(payloads[0]);
    await eventually(
      () => desk.replies(),
      (found) => found.length === 1,
    );
    await eventually(conversation, ({ attendant }) => attendant === null);
    // Of those that wait together the later ones may have overtaken the earlier ones on the way.
    await desk.rows("update conversations set attendant = $2, attended_until = now() + interval '1 hour' where tenant_id = $1", newUuid());
    await Promise.all([...payloads.toReversed(), ...payloads].map((payload) => desk.receive(payload)));
    expect((await desk.replies()).length).toBe(1);
    await desk.rows('update conversations set attendant = null, attended_until = null where tenant_id = $1');
    await eventually(
      async () => {
        await desk.hurry('attend:');
        return [...(await planned('message:')), ...(await planned('attend:'))];
      },
      (jobs) => jobs.length === 0,
    );
    const replies = await desk.replies();
    expect(replies.map(({ text }) => text.split('\n').at(-1)?.slice(0, 12))).toEqual([
      'ہم کون سی زب',
      'To see who y',
      'ہم کون سی زب',
      'To see who y',
      'If the clini',
    ]);
    expect(open.graph.desk.done).toEqual([`code to +${desk.patientNumber}`]);
  });

  it('keeps people apart', async () => {
    const others = [new FrontDesk(open), new FrontDesk(open)];
    await Promise.all(others.map((other) => other.openChannel()));
    const [a, b] = others as [FrontDesk, FrontDesk];
    await Promise.all([desk.says('hello', '[English]', '[Another number]'), a.says('hello', '[Монгол]'), b.says('hello')]);
    const steps = await Promise.all(
      [desk, a, b].map(
        async (each) =>
          (await each.rows<{ step: string }>("select dialogue ->> 'step' as step from conversations where tenant_id = $1"))[0]?.step,
      ),
    );
    expect(steps).toEqual(['PHONE', 'VERIFY', 'LANGUAGE']);
  });
});

describe('when the graph', () => {
  it('cannot be reached for a while, the message is answered later, and what was done is not done again', async () => {
    await desk.says(...identified, '[Central]', '[Check-up]', '[Dr Tuya]', '1');
    let lost = 1;
    open.graph.before = async ({ name }) => {
      if (name !== 'Hold' || lost === 0) return;
      lost -= 1;
      await Promise.resolve();
      throw new Error('connect ECONNREFUSED');
    };
    await desk.says('[09:30]');
    expect(open.graph.desk.done.filter((done) => done.startsWith('hold')).length).toBe(1);
    expect((await desk.replies()).at(-1)?.text).toContain('Shall we book this visit?');
  });

  it('dies after it has done what was asked, the second attempt has the same key, and the same answer', async () => {
    await desk.says(...identified, '[Central]', '[Check-up]', '[Dr Tuya]', '1');
    const { graph } = open;
    const execute = graph.execute.bind(graph);
    let lost = 1;
    graph.execute = async (caller, operation) => {
      const result = await execute<never>(caller, operation);
      if (!operation.query.includes('mutation Hold') || lost === 0) return result;
      lost -= 1;
      throw new Error('socket hang up');
    };
    expect((await desk.says('[09:30]')).text).toContain('Shall we book this visit?');
    delete (graph as Partial<typeof graph>).execute;
    const holds = graph.asked.filter(({ name }) => name === 'Hold').map(({ caller }) => caller.idempotencyKey);
    expect([holds.length, new Set(holds).size, graph.desk.done.filter((done) => done.startsWith('hold')).length]).toEqual([2, 1, 1]);
  });

  it('cannot be reached at all, somebody is to call', async () => {
    await desk.says(...identified);
    open.graph.before = () => Promise.reject(new Error('connect ECONNREFUSED'));
    await desk.receive(desk.payloadOf({ type: 'text', text: { body: 'Central' } }));
    await eventually(
      () => desk.rows<{ attempts: number }>('select attempts from inbound_messages where tenant_id = $1 and text = $2', 'Central'),
      ([waiting]) => (waiting?.attempts ?? 0) > 0,
    );
    await desk.rows('update inbound_messages set attempts = 3 where tenant_id = $1 and answered_at is null');
    expect(await eventually(callbacks, (found) => found.length > 0)).toEqual([
      { reason: 'BOOKING_FAILED', status: 'OPEN', step: 'CLINIC' },
    ]);
    expect((await desk.replies()).at(-1)?.text).toBe(
      `Something went wrong on our side.\n\nOne of our staff will call you at +${desk.patientNumber}.`,
    );
    expect((await conversation()).dialogue).toBeNull();
  });

  it('says no to a code, the code is not kept either', async () => {
    await desk.says('hello', '[English]', '[Send the code]');
    open.graph.before = () => Promise.reject(new GraphQLError('No scope', { extensions: { code: 'FORBIDDEN' } }));
    await desk.says(rightCode);
    const texts = await desk.rows<{ text: string }>('select text from inbound_messages where tenant_id = $1 order by id');
    expect(texts.at(-1)?.text).toBe('******');
  });

  it('says no, it is not asked again, and somebody is to call', async () => {
    await desk.says('hello', '[English]');
    open.graph.before = () => Promise.reject(new GraphQLError('No scope', { extensions: { code: 'FORBIDDEN' } }));
    await desk.says('[Send the code]');
    expect(await callbacks()).toEqual([{ reason: 'BOOKING_FAILED', status: 'OPEN', step: 'VERIFY' }]);
    expect(open.graph.asked.map(({ name }) => name)).toEqual(['RequestCode']);
  });
});

describe('whoever', () => {
  it('answered and died is followed by another', async () => {
    await desk.says('hello');
    await desk.rows(
      "update conversations set attendant = $2, attended_until = now() + interval '1 second' where tenant_id = $1",
      newUuid(),
    );
    await desk.says('[English]');
    expect((await desk.replies()).length).toBe(2);
  });

  it('asks for a person is written down once, with the clinic and the patient that are known', async () => {
    const clinic = open.graph.desk.places;
    const branchId = desk.branchId;
    open.graph.desk.places = [{ id: branchId, name: 'Central', timeZone: 'Asia/Ulaanbaatar' }];
    await desk.says(...identified, 'human', 'hello again', 'human');
    open.graph.desk.places = clinic;
    expect(await callbacks()).toEqual([{ reason: 'ASKED_FOR_PERSON', status: 'OPEN', step: 'SERVICE' }]);
    const [callback] = await desk.rows(
      'select branch_id is not null as branch, patient_id is not null as patient, phone from callback_requests where tenant_id = $1',
    );
    expect(callback).toEqual({ branch: true, patient: true, phone: `+${desk.patientNumber}` });
  });

  it('waits to be called is known better by what is found out later', async () => {
    const { places } = open.graph.desk;
    await desk.says('hello', '[English]', 'human');
    const known = () =>
      desk.rows<{ branch: boolean; patient: boolean; step: string }>(
        'select branch_id is not null as branch, patient_id is not null as patient, step from callback_requests where tenant_id = $1',
      );
    expect(await known()).toEqual([{ branch: false, patient: false, step: 'VERIFY' }]);
    open.graph.desk.places = [{ id: desk.branchId, name: 'Central', timeZone: 'Asia/Ulaanbaatar' }];
    await desk.says('hello', '[Send the code]', rightCode, 'human', 'hello', 'human');
    open.graph.desk.places = places;
    expect(await known()).toEqual([{ branch: true, patient: true, step: 'VERIFY' }]);
    const events = await desk.rows<{ type: string; branch: boolean }>(
      'select type, branch_id is not null as branch from outbox where tenant_id = $1 order by position',
    );
    expect(events.filter(({ type }) => type.startsWith('callback.'))).toEqual([
      { type: 'callback.requested', branch: false },
      { type: 'callback.updated', branch: true },
      { type: 'callback.updated', branch: false },
    ]);
  });

  it('is called by one branch is not read there of what was agreed with another, before or after', async () => {
    const { desk: clinics } = open.graph;
    const { places } = clinics;
    const [here, there] = [desk.branchId, desk.addBranch()];
    const at = (id: string, name: string) => (clinics.places = [{ id, name, timeZone: 'Asia/Ulaanbaatar' }]);
    const [ofHere, ofThere] = [here, there].map((id) => desk.somebody({ branches: [id] }));
    const read = async (context?: RequestContext) => {
      const text = '{ callbackRequests(filter: { statuses: [OPEN, RESOLVED] }) { nodes { id version messages { text } } } }';
      return (await desk.ask<{ callbackRequests: { nodes: Seen[] } }>(text, {}, context)).callbackRequests.nodes;
    };
    at(there, 'Riverside');
    await desk.says(...identified, '[Check-up]', '[Dr Tuya]', '1', '[09:30]', '[Yes, book it]');
    at(here, 'Central');
    await desk.says('hello', '[Send the code]', rightCode, 'human');
    const [callback] = await read(ofHere);
    const written = callback?.messages.map(({ text }) => text.split('\n').at(-1)) ?? [];
    expect(written.toSorted()).toEqual(
      [
        ...['hello', 'Send the code', '******', 'human'],
        `To see who you are we send a code to +${desk.patientNumber}. Is this the number that the clinic knows?`,
        `If the clinic knows +${desk.patientNumber}, a code of 6 digits is on its way there. Write it here.`,
        'What would you like to come for?',
        `One of our staff will call you at +${desk.patientNumber}.`,
      ].toSorted(),
    );
    expect(await read(ofThere)).toEqual([]);
    await desk.done('resolveCallback', 'callback { id }', { id: callback?.id, expectedVersion: 1, resolution: 'Called.' });
    at(there, 'Riverside');
    await desk.says('hello', '[Send the code]', rightCode, 'human');
    clinics.places = places;
    const [after, ...others] = await read(ofHere);
    expect([after?.messages, others]).toEqual([callback?.messages, []]);
    expect((await read(ofThere)).map(({ messages }) => messages.length)).toEqual([8]);
  });

  it('says nothing for half an hour has gone, and the time that was held is given back', async () => {
    await desk.says(...identified, '[Central]', '[Check-up]', '[Dr Tuya]', '1', '[09:30]');
    await desk.hurry('silence:');
    await eventually(
      () => planned('silence:'),
      ([next]) => next?.due === false,
    );
    const { dialogue } = await eventually(conversation, ({ attendant }) => attendant === null);
    expect(dialogue).not.toBeNull();
    await desk.rows("update conversations set heard_at = now() - interval '31 minutes' where tenant_id = $1");
    await desk.hurry('silence:');
    await eventually(conversation, ({ dialogue }) => dialogue === null);
    expect((await desk.replies()).at(-1)?.text).toBe('We have not heard from you, so we stop here. Write again whenever you like.');
    expect(open.graph.desk.done.at(-1)).toBe('call off appointment_1');
  });
});

describe('what is sent', () => {
  const statuses = () =>
    desk.rows<{ status: string; attempts: number }>('select status, attempts from outgoing_messages where tenant_id = $1 order by id');

  it('comes in its order, also when one of them must be tried again', async () => {
    const { answer } = open.whatsapp;
    let lost = 2;
    open.whatsapp.answer = (message) =>
      message.phoneNumberId === desk.phoneNumberId && lost-- > 0
        ? Promise.reject(new NotificationUnavailable('WhatsApp does not answer'))
        : answer(message);
    await desk.says('hello', '[English]', '[Another number]');
    await eventually(
      async () => {
        await desk.hurry('send:');
        return statuses();
      },
      (found) => found.every(({ status }) => status === 'SENT'),
    );
    open.whatsapp.answer = answer;
    const first = desk.sent[0]?.id;
    expect(desk.sent.slice(0, 3).map(({ id }) => id === first)).toEqual([true, true, true]);
    expect(new Set(sentTexts()).size).toBe(3);
    expect(sentTexts().slice(2)).toEqual((await desk.replies()).map(({ text }) => text));
  });

  it('and is refused for good has somebody call', async () => {
    const { answer } = open.whatsapp;
    open.whatsapp.answer = () => Promise.resolve({ status: 'REJECTED', reason: 'WhatsApp refused it: HTTP 400 131026' });
    await desk.says('hello');
    await eventually(callbacks, (found) => found.length === 1);
    open.whatsapp.answer = answer;
    expect([(await callbacks())[0]?.reason, (await statuses())[0]?.status]).toEqual(['NOT_DELIVERED', 'FAILED']);
  });

  it('and comes a day late is followed by the template that the channel names', async () => {
    const late = new FrontDesk(open);
    await late.openChannel({ reopeningTemplate: 'please_write_again' });
    const { answer } = open.whatsapp;
    open.whatsapp.answer = (message) =>
      'template' in message.content
        ? answer(message)
        : Promise.resolve({ status: 'WINDOW_CLOSED', reason: 'WhatsApp refused it: HTTP 400 131047' });
    await late.says('hello');
    await eventually(
      () => Promise.resolve(late.sent.map(({ content }) => content)),
      (contents) => contents.some((content) => 'template' in content),
    );
    open.whatsapp.answer = answer;
    expect(late.sent.at(-1)?.content).toEqual({ template: 'please_write_again', language: 'en' });
    expect(await late.rows('select reason from callback_requests where tenant_id = $1')).toEqual([{ reason: 'WINDOW_CLOSED' }]);
  });

  it('is followed by what WhatsApp reports of it, in whichever order', async () => {
    await desk.says('hello');
    const [sent] = await eventually(
      () => desk.rows<{ provider_id: string | null }>('select provider_id from outgoing_messages where tenant_id = $1'),
      ([found]) => found?.provider_id != null,
    );
    const id = sent?.provider_id;
    for (const status of ['read', 'delivered', 'sent', 'failed']) await desk.receive(desk.statusOf({ id, status }));
    await desk.receive(desk.statusOf({ id: 'wamid.unknown', status: 'failed' }));
    await desk.receive(desk.statusOf({ id, status: 'warning' }));
    expect([(await statuses())[0]?.status, await callbacks()]).toEqual(['READ', []]);
  });

  it('and fails later, as WhatsApp reports, has somebody call', async () => {
    await desk.says('hello');
    await eventually(statuses, ([found]) => found?.status === 'SENT');
    const [row] = await desk.rows<{ provider_id: string }>('select provider_id from outgoing_messages where tenant_id = $1');
    const error = { code: 131047, title: 'Re-engagement message' };
    await desk.receive(desk.statusOf({ id: row?.provider_id, status: 'failed', errors: [error] }));
    expect([(await statuses())[0]?.status, (await callbacks())[0]?.reason]).toEqual(['FAILED', 'WINDOW_CLOSED']);
  });

  it('and fails in a talk tells whoever calls of whom and of where the talk stood', async () => {
    const { places } = open.graph.desk;
    open.graph.desk.places = [{ id: desk.branchId, name: 'Central', timeZone: 'Asia/Ulaanbaatar' }];
    await desk.says(...identified);
    open.graph.desk.places = places;
    const sent = await eventually(
      () => desk.rows<{ provider_id: string | null }>('select provider_id from outgoing_messages where tenant_id = $1 order by id'),
      (found) => found.every(({ provider_id }) => provider_id !== null),
    );
    await desk.receive(
      desk.statusOf({ id: sent.at(-1)?.provider_id, status: 'failed', errors: [{ code: 131026, title: 'Undeliverable' }] }),
    );
    const text = '{ callbackRequests { nodes { reason step branch { id } patient { id } } } }';
    expect(await desk.ask(text)).toEqual({
      callbackRequests: { nodes: [{ reason: 'NOT_DELIVERED', step: 'SERVICE', branch: { id: desk.branchId }, patient: { id: bold.id } }] },
    });
  });

  it('is not sent again when its sender died, and WhatsApp reports by our own id that it has it', async () => {
    const { answer } = open.whatsapp;
    const died = Promise.withResolvers<never>();
    open.whatsapp.answer = () => died.promise;
    await desk.says('hello');
    const [message] = await eventually(
      () => Promise.resolve(desk.sent),
      (sent) => sent.length === 1,
    );
    await desk.receive(desk.statusOf({ id: 'wamid.fromMeta', status: 'delivered', biz_opaque_callback_data: message?.id }));
    open.whatsapp.answer = answer;
    died.reject(new Error('killed'));
    await desk.hurry('send:');
    await desk.says('[English]');
    await eventually(statuses, (found) => found.every(({ status }) => status !== 'QUEUED'));
    expect(desk.sent.map(({ id }) => id === message?.id)).toEqual([true, false]);
    expect((await statuses())[0]?.status).toBe('DELIVERED');
  });

  it('is sent again when its sender died after another was queued, which took the place of who was to come back', async () => {
    const { answer } = open.whatsapp;
    const died = Promise.withResolvers<never>();
    open.whatsapp.answer = () => died.promise;
    await desk.says('hello');
    const [first] = await eventually(
      () => Promise.resolve(desk.sent),
      (sent) => sent.length === 1,
    );
    await desk.says('[English]');
    const plannedLater = "select 1 from messaging_jobs._private_jobs where key like $1 and run_at > now() + interval '1 minute'";
    const planned = async () => (await open.owner.query(plannedLater, [`${desk.tenant.id}:send:%`])).rowCount;
    expect((await eventually(statuses, (found) => found.length > 1)).map(({ status }) => status)).toContain('QUEUED');
    await eventually(planned, (count) => count === 1);
    open.whatsapp.answer = answer;
    died.reject(new Error('killed'));
    await desk.rows('update outgoing_messages set sending_until = now() where tenant_id = $1 and sending_until is not null');
    await desk.hurry('send:');
    await eventually(statuses, (found) => found.every(({ status }) => status === 'SENT'));
    expect(desk.sent.map(({ id }) => id === first?.id).slice(0, 3)).toEqual([true, true, false]);
  });
});
