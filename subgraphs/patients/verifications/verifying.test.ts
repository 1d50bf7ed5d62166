import { systemContext, type RequestContext } from '#kernel/context/request-context.js';
import { scopeOf } from '#kernel/database/scope.js';
import { sql } from '#kernel/database/sql.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import {
  NotificationUnavailable,
  type NotificationChannel,
  type NotificationMessage,
  type NotificationPort,
} from '#kernel/notifications/notification-port.js';
import { Context } from '#kernel/subgraph/context.js';
import { clientOf, contextOf, openTestSubgraph, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import { patients } from '../index.js';
import { sendVerificationCode } from './verifying.js';

/** Writes down what would have been delivered. */
class RecordedNotifications implements NotificationPort {
  channels = new Set<NotificationChannel>(['EMAIL', 'SMS', 'LOG']);
  readonly sent: NotificationMessage[] = [];
  isAway = false;

  deliver(message: NotificationMessage): ReturnType<NotificationPort['deliver']> {
    if (this.isAway) return Promise.reject(new NotificationUnavailable('away'));
    this.sent.push(message);
    return Promise.resolve({ status: 'SENT', providerId: null });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

const permissions = Object.keys(patients.permissions);
const scopes = ['patients:read', 'consents:request', 'appointments:book'];
const notifications = new RecordedNotifications();
let subgraph: TestSubgraph;
beforeAll(async () => {
  subgraph = await openTestSubgraph(patients, { services: { notifications } });
});
beforeEach(() => {
  notifications.sent.length = 0;
  notifications.isAway = false;
});
afterAll(() => subgraph.close());

interface Requested {
  readonly verificationId: string | null;
  readonly expiresAt: string | null;
  readonly channel: string | null;
  readonly userErrors: { code: string }[];
}
interface Confirmed {
  readonly patients: { id: string; name: string }[];
  readonly userErrors: { code: string; message: string }[];
}

async function ask<Data>(context: RequestContext, query: string, variables: Record<string, unknown> = {}): Promise<Data> {
  const { data, errors } = await subgraph.execute<Data>(query, context, variables);
  if (errors || !data) throw new Error(JSON.stringify(errors));
  return data;
}

let numbers = 0;

/** A clinic with a patient who has a telephone, and a program by which patients book. */
async function clinic(more: object = {}) {
  const tenant = testTenant('steppe');
  const staff = contextOf({ tenant, permissions });
  const phone = `+9769911${String((numbers += 1)).padStart(4, '0')}`;
  const register = async (given: string, extra: object = {}) => {
    const input = {
      names: [{ family: 'Bat', given: [given] }],
      telecom: [{ system: 'PHONE', value: phone }],
      allowDuplicate: true,
      ...more,
      ...extra,
    };
    const query = 'mutation ($input: RegisterPatientInput!) { registerPatient(input: $input) { patient { id } userErrors { message } } }';
    return (await ask<{ registerPatient: { patient: { id: string } } }>(staff, query, { input })).registerPatient.patient.id;
  };
  return {
    tenant,
    staff,
    phone,
    register,
    booking: clientOf({ tenant, permissions: scopes, purpose: 'PATRQT' }),
    patientId: await register('Saran'),
  };
}

async function request(context: RequestContext, phone: string, more: object = {}): Promise<Requested> {
  const query =
    'mutation ($input: RequestPatientVerificationInput!) { requestPatientVerification(input: $input) { verificationId expiresAt channel userErrors { code } } }';
  const input = { phone, scopes: ['patients:read', 'appointments:book'], ...more };
  return (await ask<{ requestPatientVerification: Requested }>(context, query, { input })).requestPatientVerification;
}

async function confirm(context: RequestContext, verificationId: string | null, code: string): Promise<Confirmed> {
  const query =
    'mutation ($input: ConfirmPatientVerificationInput!) { confirmPatientVerification(input: $input) { patients { id name } userErrors { code message } } }';
  return (await ask<{ confirmPatientVerification: Confirmed }>(context, query, { input: { verificationId, code } }))
    .confirmPatientVerification;
}

/** What the errand does that was scheduled with the request, and the code in the message that went out. */
async function send({ tenant }: RequestContext, verificationId: string | null): Promise<string | null> {
  if (!tenant) throw new Error('A tenant is needed');
  const system = systemContext(tenant, 'send-verification-code', 'test');
  const before = notifications.sent.length;
  await sendVerificationCode.handle(new Context(system, subgraph.resources), { verificationId: verificationId ?? '' }, (body) =>
    subgraph.database.transaction(system, scopeOf(system, 'test'), 'command', body),
  );
  return /\d{6}/.exec(notifications.sent[before]?.text ?? '')?.[0] ?? null;
}

const otherThan = (code: string | null): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0');

describe('a patient who has a code sent', () => {
  it('consents by entering it, to what the client asked for and nothing else', async () => {
    const { staff, booking, phone, patientId } = await clinic({ language: 'mn' });
    const { verificationId, channel } = await request(booking, phone);
    expect(channel).toBe('SMS');
    const code = await send(booking, verificationId);
    expect(notifications.sent).toMatchObject([{ to: phone, channel: 'SMS', locale: 'mn', subject: 'Таны код' }]);
    expect(await confirm(booking, verificationId, code ?? '')).toEqual({
      patients: [{ id: patientId, name: 'Saran Bat' }],
      userErrors: [],
    });
    const query = 'query ($id: ID!) { patient(id: $id) { consents { method purposes scopes inForce endsAt client { id } } } }';
    const { patient } = await ask<{ patient: { consents: { endsAt: string }[] } }>(staff, query, { id: patientId });
    // Nobody takes it for a code to log in by.
    expect(notifications.sent[0]?.text).toContain(`${patient.consents[0]?.endsAt.slice(0, 10)} хүртэл`);
    expect(patient.consents).toMatchObject([
      {
        method: 'PATIENT_VERIFIED',
        purposes: ['PATRQT'],
        scopes: ['appointments:book', 'patients:read'],
        inForce: true,
        client: { id: booking.actor.id },
      },
    ]);
    const days = (Date.parse(patient.consents[0]?.endsAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(364);
    expect(days).toBeLessThan(367);
    expect((await confirm(booking, verificationId, code ?? '')).userErrors[0]?.code).toBe('WRONG_STATE');
  });

  it('who shares the number with others consents for all of them', async () => {
    const { staff, booking, phone, register, patientId } = await clinic();
    const child = await register('Tuya');
    const removed = await register('Entered twice');
    await ask(staff, 'mutation ($id: ID!) { deletePatient(input: { id: $id, expectedVersion: 1 }) { userErrors { code } } }', { id: removed });
    const { verificationId } = await request(booking, phone);
    const { patients: verified } = await confirm(booking, verificationId, (await send(booking, verificationId)) ?? '');
    expect(verified.map(({ id }) => id).sort()).toEqual([patientId, child].sort());
  });

  describe("after the number was found to be somebody else's", () => {
    const telephones = 'mutation ($input: UpdatePatientInput!) { updatePatient(input: $input) { userErrors { code } } }';
    const correct = (staff: RequestContext, id: string) =>
      ask<{ updatePatient: { userErrors: object[] } }>(staff, telephones, {
        input: { id, expectedVersion: 1, telecom: [{ system: 'PHONE', value: '+97699000000' }] },
      });
    const consented = async (staff: RequestContext, id: string) => {
      const query = 'query ($id: ID!) { patient(id: $id) { consents { method } } }';
      return (await ask<{ patient: { consents: object[] } }>(staff, query, { id })).patient.consents;
    };

    it('has consented to nothing, unlike a sister who has it still', async () => {
      const { staff, booking, phone, register, patientId } = await clinic();
      const sister = await register('Tuya');
      const { verificationId } = await request(booking, phone);
      const code = await send(booking, verificationId);
      expect((await correct(staff, patientId)).updatePatient.userErrors).toEqual([]);
      expect(await confirm(booking, verificationId, code ?? '')).toEqual({ patients: [{ id: sister, name: 'Tuya Bat' }], userErrors: [] });
      expect([await consented(staff, patientId), await consented(staff, sister)]).toEqual([[], [{ method: 'PATIENT_VERIFIED' }]]);
    });

    it('was the only one who had it: the right code does nothing', async () => {
      const { staff, booking, phone, patientId } = await clinic();
      const { verificationId } = await request(booking, phone);
      const code = await send(booking, verificationId);
      await correct(staff, patientId);
      expect(await confirm(booking, verificationId, code ?? '')).toEqual({ patients: [], userErrors: [] });
      expect(await consented(staff, patientId)).toEqual([]);
    });

    it('gets no code sent there', async () => {
      const { staff, booking, phone, patientId } = await clinic();
      const { verificationId } = await request(booking, phone);
      await correct(staff, patientId);
      expect(await send(booking, verificationId)).toBeNull();
      expect(notifications.sent).toEqual([]);
    });
  });

  it('without a scope to be seen is verified, and not shown', async () => {
    const { booking, phone } = await clinic();
    const { verificationId } = await request(booking, phone, { scopes: ['appointments:book'] });
    expect(await confirm(booking, verificationId, (await send(booking, verificationId)) ?? '')).toEqual({ patients: [], userErrors: [] });
  });

  it('gets another code when the first one did not go out, and the last one counts', async () => {
    const { booking, phone } = await clinic();
    const { verificationId } = await request(booking, phone);
    notifications.isAway = true;
    await expect(send(booking, verificationId)).rejects.toThrow(NotificationUnavailable);
    notifications.isAway = false;
    const first = await send(booking, verificationId);
    const second = await send(booking, verificationId);
    if (first !== second) expect((await confirm(booking, verificationId, first ?? '')).userErrors[0]?.code).toBe('WRONG_CREDENTIALS');
    expect((await confirm(booking, verificationId, second ?? '')).patients).toHaveLength(1);
  });
});

describe('a client', () => {
  it('cannot tell a number that no patient has from one that a patient has', async () => {
    const { booking, phone } = await clinic();
    const [known, unknown] = [await request(booking, phone), await request(booking, '+97699110000')];
    const shape = ({ verificationId, expiresAt, channel, userErrors }: Requested) => [
      typeof verificationId,
      typeof expiresAt,
      channel,
      userErrors,
    ];
    expect(shape(known)).toEqual(shape(unknown));
    expect(await send(booking, unknown.verificationId)).toBeNull();
    const code = await send(booking, known.verificationId);
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const [a, b] = [
        await confirm(booking, known.verificationId, otherThan(code)),
        await confirm(booking, unknown.verificationId, otherThan(code)),
      ];
      expect(a).toEqual(b);
      expect(a.userErrors[0]?.code).toBe(attempt < 5 ? 'WRONG_CREDENTIALS' : 'TOO_MANY_ATTEMPTS');
    }
    expect((await confirm(booking, known.verificationId, code ?? '')).userErrors[0]?.code).toBe('TOO_MANY_ATTEMPTS');
  });

  it('has no more than five guesses, also when it tries them all at once', async () => {
    const { booking, phone } = await clinic();
    const { verificationId } = await request(booking, phone);
    const code = await send(booking, verificationId);
    const tried = await Promise.all(Array.from({ length: 12 }, () => confirm(booking, verificationId, otherThan(code))));
    expect(tried.filter(({ userErrors }) => userErrors[0]?.code === 'WRONG_CREDENTIALS')).toHaveLength(5);
  });

  it("cannot use another client's verification, nor a code that has expired", async () => {
    const { tenant, booking, phone } = await clinic();
    const { verificationId } = await request(booking, phone);
    const code = (await send(booking, verificationId)) ?? '';
    const thief = clientOf({ tenant, permissions: scopes, purpose: 'PATRQT' });
    expect(await confirm(thief, verificationId, code)).toEqual(await confirm(thief, newId('verification'), code));
    const owner = systemContext(tenant, 'test', 'test');
    await subgraph.database.transaction(owner, scopeOf(owner, 'test'), 'command', (transaction) =>
      transaction.rows(sql`update patient_verifications set expires_at = now() where id = ${toUuid('verification', verificationId ?? '')}`),
    );
    expect((await confirm(booking, verificationId, code)).userErrors[0]).toMatchObject({
      code: 'WRONG_STATE',
      message: 'The code has expired: request another one.',
    });
  });

  it('asks three times in ten minutes for a number, and nobody more than ten times a day', async () => {
    const { tenant, booking, phone } = await clinic();
    const codes = async (context: RequestContext, times: number) => {
      const answers = await Promise.all(Array.from({ length: times }, () => request(context, phone)));
      return answers.filter(({ verificationId }) => verificationId !== null).length;
    };
    expect(await codes(booking, 6)).toBe(3);
    for (const expected of [3, 3, 1, 0])
      expect(await codes(clientOf({ tenant, permissions: scopes, purpose: 'PATRQT' }), 4)).toBe(expected);
  });

  it('asks for some of its own scopes, for a purpose, and within a year', async () => {
    const { staff, booking, phone } = await clinic();
    const code = async (more: object, context = booking) => (await request(context, phone, more)).userErrors[0]?.code;
    expect(await code({ scopes: ['patients:read', 'prescriptions:read'] })).toBe('NOT_ALLOWED');
    expect(await code({ scopes: [] })).toBe('REQUIRED');
    expect(await code({ endsAt: new Date(Date.now() + 400 * 86_400_000).toISOString() })).toBe('INVALID');
    expect(await code({}, { ...booking, actor: { ...booking.actor, purpose: 'SOMETHING' } })).toBe('REQUIRED');
    expect(await code({}, staff)).toBe('NOT_ALLOWED');
  });

  it('keeps no code where it could be read', async () => {
    const { booking, phone } = await clinic();
    const { verificationId } = await request(booking, phone);
    const code = await send(booking, verificationId);
    const [kept] = await subgraph.database
      .acrossTenants()
      .rows<{ row: object }>(
        sql`select to_jsonb(patient_verifications) as row from patient_verifications where id = ${toUuid('verification', verificationId ?? '')}`,
      );
    expect(kept?.row).toHaveProperty('code_hash', expect.any(String));
    expect(Object.values(kept?.row ?? {})).not.toContain(code);
  });
});
