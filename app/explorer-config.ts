import type { FastifyInstance } from 'fastify';
import { registerExplorer } from '../gateway/index.js';
import type { Configuration } from './configuration.js';
import { demoPassword } from './seed/demo-data.js';
import { demoLogins } from './seed/seed-demo.js';

/** Adds the explorer to the gateway, in development only. */
export function explorerFor({ development }: Configuration): (server: FastifyInstance) => Promise<void> {
  return async (server) => {
    if (development) await registerExplorer(server, { config: () => ({ endpoint: '/graphql', examples, logins, development }) });
  };
}

const logins = demoLogins().map(({ tenant, role, email }) => ({ label: `${role.toLowerCase().replaceAll('_', ' ')} of ${tenant}`, tenant, email, password: demoPassword }));

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

const examples = [
  {
    title: 'Patients with their allergies and visits',
    description: 'One query across two subgraphs: who you are, whom you care for, and where they were seen.',
    query: `query Patients {
  me { displayName tenant { name } }
  patients(first: 20, filter: { nameStartsWith: "fee" }) {
    totalCount
    nodes {
      id
      name
      birthDate
      allergies { display }
      encounters(first: 3) { nodes { status startsAt branch { name timeZone } } }
    }
    pageInfo { hasNextPage endCursor }
  }
}`,
  },
  {
    title: 'Register a patient',
    description: 'A second one with the same name and date of birth is refused, and named; send allowDuplicate: true to insist.',
    query: `mutation Register($input: RegisterPatientInput!) {
  registerPatient(input: $input) {
    patient { id number name version }
    duplicates { number name birthDate }
    userErrors { code message field }
  }
}`,
    variables: { input: { names: [{ family: 'Enkhbold', given: ['Solongo'] }], gender: 'FEMALE', birthDate: '1991-05-17' } },
  },
  {
    title: 'Patients as they are registered',
    description: 'A subscription: run it, register a patient in another tab, and see it come, with its branch from another subgraph.',
    query: `subscription Registrations {
  patientRegistered {
    kind
    sequence
    patients { number name branch { name timeZone } }
  }
}`,
  },
  {
    title: 'Who can be booked, and what is booked',
    description: 'Practitioners with what they offer and on which terms, and their next appointments; the patients come from another subgraph.',
    query: `query Practitioners {
  practitioners(first: 5, filter: { active: true }) {
    nodes {
      name
      specialties { display }
      branches { name timeZone }
      services { service { id name } terms { durationMinutes bufferAfterMinutes capacity } }
      appointments(first: 3, filter: { statuses: [BOOKED] }) {
        nodes { startsAt localDate timeZone service { name } patient { name initials } }
      }
    }
  }
}`,
  },
  {
    title: 'First free times',
    description: 'The first free time of each practitioner for a service: take the id of a service from the example above.',
    query: `query FirstFree($input: SlotSearchInput!) {
  slots(input: $input) {
    slots { startsAt endsAt timeZone places practitioner { id name } branch { id name } }
    hasMore
  }
}`,
    variables: { input: { serviceId: 'service_…', from: dayFromNow(0), until: dayFromNow(14), mode: 'FIRST_AVAILABLE' } },
  },
  {
    title: 'Branches and their hours',
    description: 'Every branch has a time zone of its own, and everything per day is a day there.',
    query: `query Branches {
  branches(first: 10) { nodes { code name type timeZone openingHours { day opens closes } departments { name } } }
}`,
  },
  {
    title: 'Who may do what',
    description: 'The permission matrix of your tenant.',
    query: `query Matrix {
  permissionMatrix { permission description roles }
}`,
  },
];
