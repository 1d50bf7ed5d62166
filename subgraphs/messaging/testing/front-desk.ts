import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import pg from 'pg';
import { InProcessTransport } from '#kernel/events/transport.js';
import { emptyContext, type RequestContext } from '#kernel/context/request-context.js';
import { newId, newUuid, toUuid } from '#kernel/graph/type-id.js';
import { startBackground, type Background } from '#kernel/jobs/background.js';
import { silent } from '#kernel/log/logger.js';
import type { WhatsAppAnswer } from '#kernel/notifications/whatsapp-endpoint.js';
import { Sealer } from '#kernel/sealing/sealer.js';
import type { InboundAnswer } from '#kernel/subgraph/inbound.js';
import { eventually } from '#kernel/testing/eventually.js';
import { House } from '#kernel/testing/house.js';
import { Neighbours } from '#kernel/testing/neighbours.js';
import { openTestSubgraph, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Reply } from '../dialogue/converse.js';
import { messaging, type MessagingServices } from '../index.js';
import type { Sending, WhatsAppSender } from '../sending/whatsapp-sender.js';
import { FakeGraph } from './fake-graph.js';

/** Writes down what would have been sent, and answers as the test says. */
export class RecordedWhatsApp implements WhatsAppSender {
  readonly sent: Sending[] = [];
  answer: (message: Sending) => Promise<WhatsAppAnswer> = ({ id }) => Promise.resolve({ status: 'SENT', providerId: `wamid.${id}` });

  send(message: Sending): Promise<WhatsAppAnswer> {
    this.sent.push(message);
    return this.answer(message);
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

export interface OpenMessaging {
  readonly subgraph: TestSubgraph;
  readonly neighbours: Neighbours;
  readonly graph: FakeGraph;
  readonly whatsapp: RecordedWhatsApp;
  /** The owner, who sees behind all. */
  readonly owner: pg.Pool;
  close(): Promise<void>;
}

/** Messaging on a database of its own, with its jobs at work unless a test wants to be alone. */
export async function openMessaging({ atWork = true }: { readonly atWork?: boolean } = {}): Promise<OpenMessaging> {
  const [neighbours, graph, whatsapp] = [new Neighbours(), new FakeGraph(), new RecordedWhatsApp()];
  const services: MessagingServices = { sealer: new Sealer('a secret of the test'), publicGraph: graph, whatsapp, consentTravelsMs: 0 };
  const subgraph = await openTestSubgraph(messaging, { entities: neighbours.entities, services, log: silent });
  const background: Background | null = atWork ? await startBackground(messaging, subgraph.resources, new InProcessTransport()) : null;
  const owner = new pg.Pool({ connectionString: subgraph.ownerUrl, max: 4 });
  const close = async (): Promise<void> => {
    await background?.stop();
    await owner.end();
    await subgraph.close();
  };
  return { subgraph, neighbours, graph, whatsapp, owner, close };
}

const profile = { code: 'UB1', name: 'Central', timeZone: 'Asia/Ulaanbaatar', currency: 'MNT' };
export const appSecret = 'f3a9-the-app-secret';

/** A tenant whose people book by WhatsApp. */
export class FrontDesk extends House {
  readonly patientNumber = `9769911${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  private messages = 0;

  constructor(
    private readonly open: OpenMessaging,
    readonly phoneNumberId = String(Math.floor(Math.random() * 1e15)),
  ) {
    super(open.subgraph, open.neighbours, { permissions: Object.keys(messaging.permissions), profile });
  }

  /** Opens its number; answers the verify token. */
  async openChannel(more: object = {}): Promise<{ id: string; verifyToken: string }> {
    const input = {
      name: 'Reception',
      phoneNumberId: this.phoneNumberId,
      displayPhone: '+97677001122',
      clientId: newId('client'),
      appSecret,
      accessToken: 'EAAG-the-token',
      ...more,
    };
    const { channel, verifyToken } = await this.done<{ channel: { id: string }; verifyToken: string }>(
      'createWhatsAppChannel',
      'channel { id } verifyToken',
      input,
    );
    return { id: channel.id, verifyToken };
  }

  /** As the gateway lets in whoever knocks. */
  get nobody(): RequestContext {
    return { ...emptyContext(newUuid()), tenant: this.tenant };
  }

  /** What WhatsApp sends, signed as it does. */
  receive(
    payload: unknown,
    { secret = appSecret, signature }: { readonly secret?: string; readonly signature?: string } = {},
  ): Promise<InboundAnswer> {
    const body = Buffer.from(JSON.stringify(payload));
    const signed = signature ?? `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    return this.subgraph.runtime.receive(
      'whatsapp',
      { method: 'POST', parameters: {}, headers: { 'x-hub-signature-256': signed }, body },
      this.nobody,
    );
  }

  proves(parameters: Record<string, string>): Promise<InboundAnswer> {
    return this.subgraph.runtime.receive('whatsapp', { method: 'GET', parameters, headers: {}, body: Buffer.alloc(0) }, this.nobody);
  }

  /** A payload of messages to its number; each has an id of its own unless it says one. */
  payloadOf(...messages: object[]): object {
    const numbered = messages.map((message) => ({
      from: this.patientNumber,
      id: `wamid.${this.phoneNumberId}.${(this.messages += 1)}`,
      timestamp: String(Math.floor(Date.now() / 1_000)),
      ...message,
    }));
    return this.changeWith({ contacts: [{ profile: { name: 'Bold' }, wa_id: this.patientNumber }], messages: numbered });
  }

  statusOf(status: object): object {
    return this.changeWith({ statuses: [{ recipient_id: this.patientNumber, timestamp: '1697043223', ...status }] });
  }

  private changeWith(value: object): object {
    const metadata = { display_phone_number: '97677001122', phone_number_id: this.phoneNumberId };
    const change = { field: 'messages', value: { messaging_product: 'whatsapp', metadata, ...value } };
    return { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [change] }] };
  }

  /** The patient writes, or taps what is in brackets, and waits for the answer. */
  async says(...texts: string[]): Promise<Reply> {
    for (const text of texts) {
      const before = await this.replies();
      const { status } = await this.receive(this.payloadOf(this.messageOf(text, before.at(-1))));
      if (status !== 200) throw new Error(`It was not taken: ${status}`);
      await eventually(
        () => this.replies(),
        (now) => now.length > before.length,
      );
    }
    const last = (await this.replies()).at(-1);
    if (!last) throw new Error('Nothing was answered');
    return last;
  }

  private messageOf(text: string, last: Reply | undefined): object {
    const title = /^\[(.*)\]$/.exec(text)?.[1];
    if (title === undefined) return { type: 'text', text: { body: text } };
    const choice = last?.choices.find((each) => each.title === title);
    if (!choice) throw new Error(`There is no "${title}" among ${last?.choices.map((each) => each.title).join(', ')}`);
    return { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: choice.id, title } } };
  }

  /** What was written down to be sent, oldest first. */
  async replies(): Promise<Reply[]> {
    return (await this.rows<{ content: Reply }>('select content from outgoing_messages where tenant_id = $1 order by id')).map(
      ({ content }) => content,
    );
  }

  /** What has gone to its patients. */
  get sent(): readonly Sending[] {
    return this.open.whatsapp.sent.filter(({ phoneNumberId }) => phoneNumberId === this.phoneNumberId);
  }

  async rows<Row extends object>(query: string, ...more: unknown[]): Promise<Row[]> {
    return (
      await this.open.owner.query<Row>(query.replace(/\b(from|update|into) (\w+)/g, '$1 messaging.$2'), [
        toUuid('tenant', this.tenant.id),
        ...more,
      ])
    ).rows;
  }

  /** Lets the jobs of this tenant that are planned for later be due. */
  async hurry(key: string): Promise<void> {
    await this.open.owner.query('update messaging_jobs._private_jobs set run_at = now() where key like $1 and run_at > now()', [
      `${this.tenant.id}:${key}%`,
    ]);
  }
}

/** Real payloads, by file and case. */
export function webhookSamples(): ReadonlyMap<string, object> {
  const files = [
    'message',
    'callback_button',
    'callback_selection',
    'deleted_message',
    'edited_message',
    'flow_completion',
    'system',
    'template_status_update',
    'user_marketing_preferences',
  ];
  return new Map(
    files.flatMap((file) => {
      const cases = JSON.parse(readFileSync(new URL(`./whatsapp-webhooks/${file}.json`, import.meta.url), 'utf8')) as Record<
        string,
        object
      >;
      return Object.entries(cases).map(([name, payload]): [string, object] => [`${file}/${name}`, payload]);
    }),
  );
}
