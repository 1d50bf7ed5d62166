import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '#kernel/subgraph/context.js';
import { MedicationRequest } from '../prescriptions/medication-request.js';
import { Prescription } from '../prescriptions/prescription.js';
import { Staff } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { StockLocation, stockLocationById } from '../stock/stock-location.js';
import { CheckOverride, DispenseCheck, overrideOfCheck } from './dispense-check.js';
import { DispenseLot } from './dispense-lots.js';
import { DispenseReturn } from './dispense-return.js';
import { dispensesOfPrescription, dispensesOfRequest, MedicationDispense } from './dispense.js';
import { personNamed } from './person-named.js';

@Resolver(() => DispenseLot)
export class DispenseLotResolver {
  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: DispenseLot, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => StockLocation, { nullable: true, description: 'Where the packs lie, or lay.' })
  location(@Root() { locationId }: DispenseLot, @Ctx() context: Context): Promise<StockLocation | null> {
    return context.load(stockLocationById, locationId);
  }
}

@Resolver(() => DispenseCheck)
export class DispenseCheckResolver {
  @FieldResolver(() => String, { description: 'All that was compared, as it was then: a JSON object as text.' })
  inputs(@Root() { compared }: DispenseCheck): string {
    return JSON.stringify(compared);
  }

  @FieldResolver(() => CheckOverride, { nullable: true, description: 'Who answers for it, and why; null while nobody does.' })
  override(@Root() { id }: DispenseCheck, @Ctx() context: Context): Promise<CheckOverride | null> {
    return context.load(overrideOfCheck, id);
  }
}

@Resolver(() => CheckOverride)
export class CheckOverrideResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'Who answers for it.' })
  by(@Root() { createdBy }: CheckOverride): Staff | null {
    return personNamed(createdBy);
  }
}

@Resolver(() => DispenseReturn)
export class DispenseReturnResolver {
  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: DispenseReturn, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who took them back; null when no person did.' })
  receivedBy(@Root() { createdBy }: DispenseReturn): Staff | null {
    return personNamed(createdBy);
  }
}

@Resolver(() => MedicationRequest)
export class RequestDispensesResolver {
  @FieldResolver(() => [MedicationDispense], { description: 'What was dispensed of it at the branches that you may see, the first first.' })
  async dispenses(@Root() { id }: MedicationRequest, @Ctx() context: Context): Promise<MedicationDispense[]> {
    return (await context.load(dispensesOfRequest, id)) ?? [];
  }
}

@Resolver(() => Prescription)
export class PrescriptionDispensesResolver {
  @FieldResolver(() => [MedicationDispense], { description: 'What was dispensed of it at the branches that you may see, the first first.' })
  async dispenses(@Root() { id }: Prescription, @Ctx() context: Context): Promise<MedicationDispense[]> {
    return (await context.load(dispensesOfPrescription, id)) ?? [];
  }
}
