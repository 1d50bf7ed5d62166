import { FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { Branch, branchReference } from '../../references/branch.js';
import { Order, orderReference } from '../../references/order.js';
import { Patient, patientReference } from '../../references/patient.js';
import { SterilizationReachedOrder, SterilizationReachedPatient, SterilizationReachedThing } from './sterilization-reach.js';

@Resolver(() => SterilizationReachedPatient)
export class SterilizationReachedPatientResolver {
  @FieldResolver(() => Patient, { description: 'Who.' })
  @Access('patients:read')
  patient(@Root() { id }: SterilizationReachedPatient): Patient {
    return patientReference(id);
  }
}

@Resolver(() => SterilizationReachedOrder)
export class SterilizationReachedOrderResolver {
  @FieldResolver(() => Order, { description: 'Which one.' })
  @Access('orders:read')
  order(@Root() { id }: SterilizationReachedOrder): Order {
    return orderReference(id);
  }
}

@Resolver(() => SterilizationReachedThing)
export class SterilizationReachedThingResolver {
  @FieldResolver(() => Branch, { description: 'Where it is.' })
  place(@Root() { placeId }: SterilizationReachedThing): Branch {
    return branchReference(placeId);
  }
}
