import { registerEnumType } from 'type-graphql';

export enum OrderType {
  PURCHASE = 'PURCHASE',
  SALES = 'SALES',
  LAB_SAMPLE = 'LAB_SAMPLE',
  SERVICE = 'SERVICE',
}

registerEnumType(OrderType, {
  name: 'OrderType',
  description: 'What is ordered. Each type has lifecycles, numbers and rules of its own.',
  valuesConfig: {
    PURCHASE: { description: 'Goods that the tenant buys from a supplier.' },
    SALES: { description: 'Goods that a customer or patient buys from the tenant.' },
    LAB_SAMPLE: { description: 'Examinations by a laboratory of samples that are collected and brought to it.' },
    SERVICE: { description: 'Work done somewhere: a repair, a calibration, instruments to be sterilized.' },
  },
});

/** FHIR R4 request-status, without `unknown`. */
export enum OrderStatus {
  DRAFT = 'DRAFT',
  ACTIVE = 'ACTIVE',
  ON_HOLD = 'ON_HOLD',
  REVOKED = 'REVOKED',
  COMPLETED = 'COMPLETED',
  ENTERED_IN_ERROR = 'ENTERED_IN_ERROR',
}

registerEnumType(OrderStatus, {
  name: 'OrderStatus',
  description: 'How an order stands, whatever its workflow calls it (FHIR R4 request-status).',
  valuesConfig: {
    DRAFT: { description: 'Being written; nobody acts on it.' },
    ACTIVE: { description: 'Placed, and being fulfilled.' },
    ON_HOLD: { description: 'Placed, and waiting: nothing is done and its clocks stand still.' },
    REVOKED: { description: 'Called off.' },
    COMPLETED: { description: 'Fulfilled.' },
    ENTERED_IN_ERROR: { description: 'It was a mistake.' },
  },
});

/** FHIR R4 request-priority. */
export enum OrderPriority {
  ROUTINE = 'ROUTINE',
  URGENT = 'URGENT',
  ASAP = 'ASAP',
  STAT = 'STAT',
}

registerEnumType(OrderPriority, {
  name: 'OrderPriority',
  description: 'How much it matters that an order is done soon (FHIR R4 request-priority).',
  valuesConfig: {
    ROUTINE: { description: 'As usual.' },
    URGENT: { description: 'Before what is usual.' },
    ASAP: { description: 'As soon as it can be.' },
    STAT: { description: 'At once.' },
  },
});

export enum DeliveryMode {
  PICKUP = 'PICKUP',
  COURIER = 'COURIER',
  ONSITE = 'ONSITE',
}

registerEnumType(DeliveryMode, {
  name: 'DeliveryMode',
  description: 'How what is ordered comes to where it is needed.',
  valuesConfig: {
    PICKUP: { description: 'It is fetched by who ordered it.' },
    COURIER: { description: 'A courier brings it: of a laboratory order, the samples to the laboratory.' },
    ONSITE: { description: 'It is done where it was ordered.' },
  },
});

export enum OrderOrigin {
  REORDER = 'REORDER',
  RETURN = 'RETURN',
}

registerEnumType(OrderOrigin, {
  name: 'OrderOrigin',
  description: 'How an order came from another.',
  valuesConfig: {
    REORDER: { description: 'The same, ordered again.' },
    RETURN: { description: 'What the other brought goes back.' },
  },
});
