import { GraphQLError, type ExecutionResult } from 'graphql';
import type { PublicCaller, PublicGraph, PublicOperation } from '#kernel/subgraph/public-graph.js';
import type { Refused } from '../dialogue/booking-desk.js';
import { FakeDesk } from './fake-desk.js';

interface Asked {
  readonly name: string;
  readonly caller: PublicCaller;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** The public graph of a clinic in a test's memory: it answers each operation of ours as the real one would, by a fake desk. */
export class FakeGraph implements PublicGraph {
  readonly desk = new FakeDesk();
  readonly asked: Asked[] = [];
  /** What happens before an operation is answered: a test may wait here, or throw. */
  before: (asked: Asked) => Promise<void> | void = () => undefined;
  /** Answers of mutations by their idempotency key, as the graph keeps them. */
  private readonly kept = new Map<string, object>();

  async execute<Data>(caller: PublicCaller, { query, variables = {} }: PublicOperation): Promise<ExecutionResult<Data>> {
    const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
    const asked = { name, caller, variables };
    this.asked.push(asked);
    try {
      await this.before(asked);
      const { idempotencyKey: key } = caller;
      const known = key === undefined ? undefined : this.kept.get(key);
      const data = known ?? (await this.answer(name, (variables['input'] ?? variables) as Record<string, never>));
      if (key !== undefined) this.kept.set(key, data);
      return { data: data as Data };
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error], data: null };
      throw error;
    }
  }

  private async answer(name: string, input: Record<string, never>): Promise<object> {
    const { desk } = this;
    switch (name) {
      case 'RequestCode':
        return { requestPatientVerification: outcome(await desk.requestCode(input['phone'] ?? '')) };
      case 'ConfirmCode':
        return {
          confirmPatientVerification: {
            patients: [],
            ...outcome(await desk.confirmCode(input['verificationId'] ?? '', input['code'] ?? '')),
          },
        };
      case 'Clinics':
        return { branches: { nodes: (await desk.clinics()).map((clinic) => ({ ...clinic, type: 'CLINIC' })) } };
      case 'Services':
        return this.services();
      case 'Days':
        return Object.fromEntries(
          await Promise.all(
            Object.entries(input).map(async ([name, search]): Promise<[string, object]> => [name, await this.slots(search)]),
          ),
        );
      case 'Times':
        return { slots: await this.slots(input) };
      case 'Hold': {
        const held = await desk.hold({ ...(input as never as Parameters<FakeDesk['hold']>[0]) });
        const appointment = 'refused' in held ? null : { id: held.appointmentId, ...held };
        return { holdAppointment: { ...outcome(held), appointment } };
      }
      case 'Confirm':
        return { confirmAppointment: outcome(await desk.confirm({ appointmentId: input['id'] ?? '' } as never)) };
      case 'Visits':
        return { appointments: { nodes: [] } };
      case 'CallOff':
        return { cancelAppointment: outcome(await desk.callOff({ appointmentId: input['id'] ?? '' } as never)) };
      case 'Move':
        return { rescheduleAppointment: outcome(await desk.move({ appointmentId: input['id'] ?? '' } as never, input as never)) };
      default:
        throw new GraphQLError(`No operation ${name}`, { extensions: { code: 'BAD_USER_INPUT' } });
    }
  }

  private async services(): Promise<object> {
    const services = await this.desk.services();
    const people = new Map(services.flatMap(({ practitioners }) => practitioners.map((person) => [person.id, person])));
    return {
      healthcareServices: {
        nodes: services.map(({ id, name, practitioners }) => ({ id, name, requiresPractitioner: practitioners.length > 0 })),
      },
      practitioners: {
        nodes: [...people.values()].map((person) => ({
          ...person,
          services: services
            .filter(({ practitioners }) => practitioners.some(({ id }) => id === person.id))
            .map(({ id }) => ({ service: { id } })),
        })),
      },
    };
  }

  private async slots(input: Record<string, never>): Promise<object> {
    const [practitionerId = null] = (input['practitionerIds'] ?? []) as string[];
    const times = await this.desk.times({ clinicId: '', serviceId: '', patientId: '', practitionerId }, input['from'] ?? '');
    return { slots: times.slice(0, input['limit']).map(({ day, ...time }) => ({ ...time, localDate: day })) };
  }
}

/** A refusal of the desk as a user error of the graph. */
function outcome<Value extends object>(answer: Value | Refused): object {
  return 'refused' in answer ? { userErrors: [{ code: answer.refused, message: 'No.' }] } : { ...answer, userErrors: [] };
}
