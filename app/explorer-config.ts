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

const logins = demoLogins().map(({ tenant, role, email }) => ({
  label: `${role.toLowerCase().replaceAll('_', ' ')} of ${tenant}`,
  tenant,
  email,
  password: demoPassword,
}));

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

export const examples = [
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
    description:
      'Practitioners with what they offer and on which terms, and their next appointments; the patients come from another subgraph.',
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
    title: 'A medicine, and where there is some',
    description: 'What it is and what it costs at each branch, how much of it can be given out there, and what expires next.',
    query: `query FindMedicine($search: String!) {
  products(first: 5, filter: { search: $search }) {
    nodes {
      id
      name
      gtin
      medication { genericName form atcCodes prescriptionRequired ingredients { strength substance { name } } }
      branchProducts { branch { name } price { formatted } reorderPoint }
      stock { branch { name timeZone } onHand reserved available nextExpiry expiringSoon low }
    }
  }
}`,
    variables: { search: 'paracetamol' },
  },
  {
    title: 'What patients take, and what waits to be given',
    description:
      'Prescriptions that can be dispensed, with what else each patient takes and is allergic to; patients come from another subgraph.',
    query: `query Prescriptions {
  prescriptions(first: 5, filter: { status: ACTIVE }) {
    nodes {
      number
      validUntil
      prescriber { displayName }
      patient {
        name
        allergies { display }
        activeMedications { doseText remaining product { id name } }
      }
      items { doseText dueNow product { id name } dispenses { number status openChecks { severity message } } }
    }
  }
}`,
  },
  {
    title: 'Do two medicines interact?',
    description:
      'Take the ids of two products from the examples above. Interactions are known once a thesaurus is there: npm run import:interactions.',
    query: `query Interactions($productIds: [ID!]!) {
  interactions(productIds: $productIds) {
    severity
    first { name }
    second { name }
    mechanism
    management
    source
  }
}`,
    variables: { productIds: ['product_…', 'product_…'] },
  },
  {
    title: 'Stock as it changes',
    description: 'A subscription: run it with the id of a branch, sell or dispense something there in another tab, and see what is left.',
    query: `subscription Stock($branchId: ID!) {
  stockChanged(branchId: $branchId) {
    kind
    sequence
    stock { product { name } onHand reserved available low }
  }
}`,
    variables: { branchId: 'branch_…' },
  },
  {
    title: 'What a laboratory examines',
    description:
      'Examinations with what has to be collected for each and what it costs, and who can be examined where: ids for the next example.',
    query: `query Examinations {
  collectionRequirements(first: 10) {
    nodes {
      specimenType { display }
      containerType
      additive
      volumeMl
      testsPerContainer
      instructions
      product { id name prices { minimumQuantity unitPrice { formatted } } }
    }
  }
  branches(first: 10) { nodes { id name type } }
  patients(first: 3) { nodes { id name } }
}`,
  },
  {
    title: 'Place a lab order',
    description:
      'Urgent, so that a rule sends a courier at once. Take the ids of a clinic, its laboratory, a patient and an examination from the example above.',
    query: `mutation OrderTests($input: CreateOrderInput!) {
  createOrder(input: $input) {
    order {
      id
      number
      stateName
      dispatch
      lines { name quantity unitPrice { formatted } }
      total { formatted }
      specimens { accessionNumber containerType status }
      slaClocks { policy { name } dueAt }
    }
    userErrors { code message field }
  }
}`,
    variables: {
      input: {
        branchId: 'branch_…',
        performerBranchId: 'branch_…',
        type: 'LAB_SAMPLE',
        priority: 'URGENT',
        deliveryMode: 'COURIER',
        patientId: 'patient_…',
        lines: [{ productId: 'product_…', quantity: 1 }],
        place: true,
      },
    },
  },
  {
    title: 'Follow an order',
    description: 'A subscription: run it with the id of an order, and see how it goes on, with its specimens and with who brings them.',
    query: `subscription FollowOrder($orderId: ID!) {
  orderUpdated(orderId: $orderId) {
    kind
    sequence
    order {
      number
      stateName
      steps { step toState takenAt takenBy { displayName } }
      specimens { accessionNumber status held }
      tasks { number kind status courier { name } }
    }
  }
}`,
    variables: { orderId: 'order_…' },
  },
  {
    title: 'Orders, and what they wait for',
    description: 'Of every type: their lines as they were frozen, which approvals they wait for, and until when they have to be where.',
    query: `query Orders {
  orders(first: 20, filter: { status: [ACTIVE, ON_HOLD] }) {
    nodes {
      id
      number
      type
      priority
      stateName
      patient { name }
      customer { name }
      lines { name quantity product { name } }
      total { formatted }
      approvals { team ruleName status }
      slaClocks { policy { name } status dueAt }
      transitions { name }
    }
  }
}`,
  },
  {
    title: 'Dispatch board',
    description: 'What is to be fetched and brought for each branch, who does it and where they are just now.',
    query: `query DispatchBoard {
  branches(first: 10) {
    nodes {
      id
      name
      couriers(first: 10) { nodes { id name vehicle onShiftSince position { at latitude longitude } stops { number } } }
      openTasks(first: 20) {
        nodes {
          id
          number
          kind
          status
          priority
          place { name address }
          items { name code }
          estimate { at metres }
          courier { name position { latitude longitude } }
          blockedBy { number }
          order { number stateName }
        }
      }
    }
  }
}`,
  },
  {
    title: 'Couriers as they move',
    description: 'A subscription: where the couriers of a branch are, and where they go from there.',
    query: `subscription CouriersMoving($branchId: ID!) {
  courierMoved(branchId: $branchId) {
    kind
    sequence
    couriers { name position { at latitude longitude } stops { number kind estimate { at metres } } }
  }
}`,
    variables: { branchId: 'branch_…' },
  },
  {
    title: 'Temperature alerts',
    description: 'A subscription: goods that were too warm or too cold for too long, from which somebody has not said yet what was done.',
    query: `subscription TemperatureAlerts($branchId: ID!) {
  temperatureAlert(branchId: $branchId) {
    kind
    sequence
    excursions {
      kind
      beganAt
      minutes
      extremeCelsius
      status
      watch { place maxCelsius logger { name } task { number courier { name } } }
    }
  }
}`,
    variables: { branchId: 'branch_…' },
  },
  {
    title: 'Specimens at the laboratory',
    description:
      'What is on its way, what has come and what was found in it; held is what was too warm, and rejected what cannot be examined.',
    query: `query Specimens {
  specimens(first: 20, filter: { status: [COLLECTED, IN_TRANSIT, RECEIVED, RESULTED, REJECTED] }) {
    nodes {
      accessionNumber
      status
      specimenType { display }
      collectedAt
      stableUntil
      held
      holdReason
      rejectionReason
      patient { initials }
      order { number priority branch { name } }
      tests { name }
      results { title conclusion documentPath }
    }
  }
}`,
  },
  {
    title: 'Branches and their hours',
    description: 'Every branch has a time zone of its own, and everything per day is a day there.',
    query: `query Branches {
  branches(first: 10) { nodes { id code name type timeZone openingHours { day opens closes } departments { name } } }
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
