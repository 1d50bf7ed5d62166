import { createHmac } from 'node:crypto';
import { eventually } from '#kernel/testing/eventually.js';
import { startHttpProvider, type HttpProvider } from '#kernel/testing/http-provider.js';
import { clientScopes } from '../subgraphs/messaging/index.js';
import { GraphClient } from './end-to-end/client.js';
import { startTopology, type RunningGraph, type Topology } from './end-to-end/topology.js';

const appSecret = 'the secret of the app';
const phoneNumberId = '106540352242922';

/** A message as WhatsApp's Cloud API gets it. */
interface Sent {
  readonly text?: { readonly body: string };
  readonly interactive?: {
    readonly body: { readonly text: string };
    readonly action: {
      readonly buttons?: readonly { readonly reply: Choice }[];
      readonly sections?: readonly { readonly rows: readonly Choice[] }[];
    };
  };
}

interface Choice {
  readonly id: string;
  readonly title: string;
}

let provider: HttpProvider;
let graph: RunningGraph;
let owner: GraphClient;
async function ask<Data>(query: string, variables: object = {}): Promise<Data> {
  const { data, errors, text } = await owner.send<Data & Record<string, { userErrors?: readonly object[] }>>({ query, variables });
  if (errors || !data || Object.values(data).some((each) => each?.userErrors?.length)) throw new Error(text);
  return data;
}

/** Somebody with a phone who writes to the clinic. */
class Person {
  private messages = 0;
  private last: Sent = {};

  constructor(
    private readonly address: string,
    private readonly number: string,
  ) {}

  /** Writes, or taps what is in brackets; answers what the clinic says to it. */
  async says(text: string): Promise<string> {
    const before = this.received().length;
    const title = /^\[(.*)\]$/.exec(text)?.[1];
    const { id } = title === undefined ? { id: null } : this.choice(title);
    await this.sends(
      id === null
        ? { type: 'text', text: { body: text } }
        : { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id, title } } },
    );
    const now = await eventually(
      () => Promise.resolve(this.received()),
      (received) => received.length > before,
      60_000,
    );
    this.last = now.at(-1) ?? {};
    return this.last.interactive?.body.text ?? this.last.text?.body ?? '';
  }

  /** Taps the first of what can be tapped. */
  tapsFirst(): Promise<string> {
    return this.says(`[${this.choices()[0]?.title}]`);
  }

  choices(): readonly Choice[] {
    const { buttons = [], sections = [] } = this.last.interactive?.action ?? {};
    return [...buttons.map(({ reply }) => reply), ...sections.flatMap(({ rows }) => rows)];
  }

  async sends(message: object): Promise<Response> {
    this.messages += 1;
    const whole = {
      from: this.number.slice(1),
      id: `wamid.${this.messages}`,
      timestamp: String(Math.floor(Date.now() / 1_000)),
      ...message,
    };
    const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, messages: [whole] };
    const body = JSON.stringify({ object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'messages', value }] }] });
    const signature = `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
    const answer = await fetch(graph.url + this.address, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
      body,
    });
    expect(answer.status).toBe(200);
    return answer;
  }

  private choice(title: string): Choice {
    const found = this.choices().find((each) => each.title === title);
    if (!found)
      throw new Error(
        `There is no "${title}" among ${this.choices()
          .map((each) => each.title)
          .join(', ')}`,
      );
    return found;
  }

  private received(): Sent[] {
    const mine = provider.asked.filter(({ path }) => path === `/v26.0/${phoneNumberId}/messages`);
    return mine.map(({ body }) => JSON.parse(body) as Sent & { to: string }).filter(({ to }) => to === this.number);
  }
}

/** The code in a text message, the first, second and so on. */
function codeSent(number: number): Promise<string> {
  const codes = () =>
    provider.asked
      .filter(({ path }) => path === '/sms')
      .flatMap(({ body }) => /\b\d{6}\b/.exec(new URLSearchParams(body).get('Body') ?? '') ?? []);
  return eventually(
    () => Promise.resolve(codes()[number - 1] ?? ''),
    (code) => code !== '',
    60_000,
  );
}

describe.each<Topology>(['one process', 'services'])('a visit by WhatsApp, with the graph as %s', (topology) => {
  beforeAll(async () => {
    provider = await startHttpProvider();
    provider.reply = { status: 200, body: { sid: 'SM1', messages: [{ id: 'wamid.sent' }] } };
    graph = await startTopology(topology, {
      ...{ SMS_URL: `${provider.url}/sms`, SMS_ACCOUNT: 'AC1', SMS_TOKEN: 'secret', SMS_FROM: 'Steppe' },
      ...{ WHATSAPP_ADAPTER: 'cloud', WHATSAPP_CLOUD_URL: provider.url },
    });
    owner = await GraphClient.signIn(graph.url, 'steppe');
  }, 400_000);
  afterAll(async () => {
    await graph.stop();
    await provider.close();
  }, 400_000);

  it('is booked, and moved, by public operations alone', async () => {
    const { createApiClient } = await ask<{ createApiClient: { client: { id: string } } }>(
      'mutation ($input: CreateApiClientInput!) { createApiClient(input: $input) { client { id } userErrors { message } } }',
      { input: { name: 'WhatsApp', purpose: 'HOPERAT', scopes: [...clientScopes] } },
    );
    const channel = {
      name: 'Reception',
      phoneNumberId,
      displayPhone: '+97677001122',
      clientId: createApiClient.client.id,
      appSecret,
      accessToken: 'EAAG',
    };
    const { createWhatsAppChannel } = await ask<{ createWhatsAppChannel: { channel: { webhookPath: string }; verifyToken: string } }>(
      'mutation ($input: CreateWhatsAppChannelInput!) { createWhatsAppChannel(input: $input) { channel { webhookPath } verifyToken userErrors { message } } }',
      { input: channel },
    );
    const { webhookPath } = createWhatsAppChannel.channel;
    const proof = await fetch(
      `${graph.url}${webhookPath}?hub.mode=subscribe&hub.challenge=4711&hub.verify_token=${createWhatsAppChannel.verifyToken}`,
    );
    expect([proof.status, await proof.text()]).toEqual([200, '4711']);

    const register =
      'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } userErrors { message } } }';
    const patient = {
      names: [{ use: 'OFFICIAL', family: 'Ganbold', given: ['Sarnai'] }],
      telecom: [{ system: 'PHONE', value: '+97699887766' }],
    };
    const { registerPatient } = await ask<{ registerPatient: { patient: { id: string } } }>(register, { input: patient });
    const visits = async () =>
      (
        await ask<{ patient: { appointments: { nodes: { status: string; startsAt: string }[] } } }>(
          'query ($id: ID!) { patient(id: $id) { appointments { nodes { status startsAt } } } }',
          { id: registerPatient.patient.id },
        )
      ).patient.appointments.nodes;

    const sarnai = new Person(webhookPath, '+97699887766');
    await sarnai.says('сайн уу');
    expect(await sarnai.says('[English]')).toContain('we send a code to +97699887766');
    await sarnai.says('[Send the code]');
    await sarnai.says(await codeSent(1));
    const booking = async (last: string): Promise<string> => {
      let said = '';
      // What leaves no choice is not asked: the questions that come are those of this clinic.
      for (let steps = 0; steps < 8 && !sarnai.choices().some(({ title }) => title === last); steps += 1) said = await sarnai.tapsFirst();
      return said;
    };
    expect(await booking('Yes, book it')).toContain('Shall we book this visit?');
    expect((await visits()).map(({ status }) => status)).toEqual(['PENDING']);
    expect(await sarnai.says('[Yes, book it]')).toContain('Your visit is booked:');
    const [booked] = await visits();
    expect(booked?.status).toBe('BOOKED');

    await sarnai.says('hello again');
    await sarnai.says('[Send the code]');
    await sarnai.says(await codeSent(2));
    expect(sarnai.choices()[0]?.title).toBe('Book a visit');
    await sarnai.says(`[${sarnai.choices()[1]?.title}]`);
    await sarnai.says('[Move it]');
    // Another day: the first may be over, but for the time that is booked.
    await sarnai.says(`[${sarnai.choices()[1]?.title}]`);
    await sarnai.tapsFirst();
    expect(await sarnai.says('[Yes, move it]')).toContain('Your visit is moved:');
    const [moved] = await visits();
    expect([moved?.status, moved?.startsAt === booked?.startsAt]).toEqual(['BOOKED', false]);
  }, 400_000);
});
