import { GraphQLError, type ExecutionResult } from 'graphql';
import type { PublicCaller, PublicOperation } from '#kernel/subgraph/public-graph.js';
import { newId } from '#kernel/graph/type-id.js';
import { testTenant } from '#kernel/testing/test-subgraph.js';
import { daysAtOnce, DeskDenied, DeskUnavailable } from '../dialogue/booking-desk.js';
import { consentScopes } from './operations.js';
import { PublicDesk } from './public-desk.js';

type Answer = (operation: PublicOperation, caller: PublicCaller) => object | Promise<object>;

function deskOver(answer: Answer): { desk: PublicDesk; asked: { variables: Record<string, unknown>; caller: PublicCaller }[] } {
  const asked: { variables: Record<string, unknown>; caller: PublicCaller }[] = [];
  const publicGraph = {
    execute: async <Data>(caller: PublicCaller, operation: PublicOperation) => {
      asked.push({ variables: { ...operation.variables }, caller });
      return (await answer(operation, caller)) as ExecutionResult<Data>;
    },
  };
  const caller = { tenant: testTenant('steppe'), clientId: newId('client') };
  return { desk: new PublicDesk({ publicGraph, consentTravelsMs: 0 }, caller, 'message_1'), asked };
}

const failing = (code: string) => () => ({ data: null, errors: [new GraphQLError('No.', { extensions: { code } })] });
const refusing = (field: string, code: string) => () => ({ data: { [field]: { userErrors: [{ code, message: 'No.' }] } } });
const held = { appointmentId: 'appointment_1', version: 1, startsAt: '2026-11-24T01:30:00Z', practitioner: null };

describe('the desk', () => {
  it('asks patients to consent to what booking takes, and to no more', async () => {
    const { desk, asked } = deskOver(() => ({
      data: { requestPatientVerification: { verificationId: 'verification_1', userErrors: [] } },
    }));
    expect(await desk.requestCode('+97699112233')).toEqual({ verificationId: 'verification_1' });
    expect(asked[0]?.variables).toEqual({ input: { phone: '+97699112233', scopes: consentScopes } });
    expect(asked[0]?.caller.idempotencyKey).toBe('message_1:requestCode');
  });

  it.each(['UNAVAILABLE', 'INTERNAL', 'RATE_LIMITED', 'CONFLICT'])(
    'says that it can be asked later when the graph says %s',
    async (code) => {
      await expect(deskOver(failing(code)).desk.clinics()).rejects.toThrow(DeskUnavailable);
    },
  );

  it.each(['FORBIDDEN', 'UNAUTHENTICATED', 'BAD_USER_INPUT', 'COST_EXCEEDED'])(
    'says that a person must help when the graph says %s',
    async (code) => {
      await expect(deskOver(failing(code)).desk.clinics()).rejects.toThrow(DeskDenied);
    },
  );

  it('says that it can be asked later when nobody answers', async () => {
    await expect(deskOver(() => Promise.reject(new Error('ECONNREFUSED'))).desk.clinics()).rejects.toThrow(DeskUnavailable);
  });

  it.each(['TAKEN', 'WRONG_STATE', 'INVALID'])('hands on that a time is gone: %s', async (code) => {
    expect(await deskOver(refusing('confirmAppointment', code)).desk.confirm(held)).toEqual({ refused: code });
  });

  it('does not take for a lost time what is another trouble', async () => {
    const wanted = { clinicId: 'b', serviceId: 's', practitionerId: null, patientId: 'p', startsAt: held.startsAt };
    await expect(deskOver(refusing('holdAppointment', 'NOT_FOUND')).desk.hold(wanted)).rejects.toThrow(DeskDenied);
    await expect(deskOver(refusing('requestPatientVerification', 'NOT_ALLOWED')).desk.requestCode('+97699112233')).rejects.toThrow(
      DeskDenied,
    );
  });

  it('lets a hold run out that it cannot give back', async () => {
    await deskOver(failing('UNAVAILABLE')).desk.release(held);
    await deskOver(failing('FORBIDDEN')).desk.release(held);
  });

  it.each([300, 700])('offers every day and every time of a clinic with %d free times a day', async (aDay) => {
    const days = Array.from({ length: daysAtOnce }, (_, index) => `2026-11-${10 + index}`);
    const isClosed = (day: string) => day === days[2];
    // Twenty people give the same times.
    const slotsOf = (day: string) =>
      Array.from({ length: isClosed(day) ? 0 : aDay }, (_, index) => ({
        startsAt: new Date(Date.parse(`${day}T00:00:00Z`) + Math.floor(index / 20) * 900_000).toISOString(),
        localDate: day,
        practitioner: { id: `practitioner_${index % 20}`, name: `Dr ${index % 20}` },
      }));
    const search = ({ from, until, limit }: { from: string; until: string; limit: number }) => {
      if (limit < 1 || limit > 1_000) throw new Error(`The graph gives 1 to 1000 times, not ${limit}`);
      const found = days.filter((day) => day >= from && day <= until).flatMap(slotsOf);
      return { slots: found.slice(0, limit), hasMore: found.length > limit };
    };
    const { desk, asked } = deskOver(({ variables = {} }) => {
      const searches = Object.entries(variables) as [string, Parameters<typeof search>[0]][];
      return { data: Object.fromEntries(searches.map(([name, input]) => [name === 'input' ? 'slots' : name, search(input)])) };
    });
    const wanted = { clinicId: 'b', serviceId: 's', practitionerId: null, patientId: 'p' };
    expect(await desk.days(wanted, days)).toEqual(days.filter((day) => !isClosed(day)));
    expect([asked.length, Object.keys(asked[0]?.variables ?? {}).length]).toEqual([1, daysAtOnce]);
    const times = await desk.times(wanted, days[1] ?? '');
    expect(new Set(times.map(({ startsAt }) => startsAt)).size).toBe(aDay / 20);
    expect([times.length, new Set(times.map(({ day }) => day))]).toEqual([aDay, new Set([days[1]])]);
  });

  it('offers what somebody at the clinic gives, or what takes nobody', async () => {
    const nodes = [
      { id: 's1', name: 'Check-up', requiresPractitioner: true },
      { id: 's2', name: 'Dentist', requiresPractitioner: true },
      { id: 's3', name: 'Blood test', requiresPractitioner: false },
    ];
    const people = [{ id: 'p1', name: 'Dr Tuya', services: [{ service: { id: 's1' } }, { service: null }] }];
    const { desk } = deskOver(() => ({ data: { healthcareServices: { nodes }, practitioners: { nodes: people } } }));
    expect(await desk.services('branch_1')).toEqual([
      { id: 's1', name: 'Check-up', practitioners: [{ id: 'p1', name: 'Dr Tuya' }] },
      { id: 's3', name: 'Blood test', practitioners: [] },
    ]);
  });

  it('sends nobody to a place where nobody is received', async () => {
    const nodes = ['CLINIC', 'SUPPLIER', 'LAB', 'STERILIZATION'].map((type) => ({ id: type, name: type, type, timeZone: 'UTC' }));
    expect((await deskOver(() => ({ data: { branches: { nodes } } })).desk.clinics()).map(({ id }) => id)).toEqual(['CLINIC', 'LAB']);
  });
});
