import { Ctx, FieldResolver, Float, Resolver, Root } from 'type-graphql';
import type { Context } from '#kernel/subgraph/context.js';
import { Product, productById } from '../products/product.js';
import { Patient, patientReference } from '../references/patient.js';
import { dailyDoseOf } from './daily-dose.js';
import { doseText } from './dose-text.js';
import { MedicationRequest } from './medication-request.js';
import { Prescription, prescriptionById } from './prescription.js';

@Resolver(() => MedicationRequest)
export class MedicationRequestResolver {
  @FieldResolver(() => Prescription, { nullable: true, description: 'The prescription that it is part of.' })
  prescription(@Root() { prescriptionId }: MedicationRequest, @Ctx() context: Context): Promise<Prescription | null> {
    return context.load(prescriptionById, prescriptionId);
  }

  @FieldResolver(() => Patient, { description: 'For whom.' })
  patient(@Root() { patientId }: MedicationRequest): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What is prescribed.' })
  product(@Root() { productId }: MedicationRequest, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Float, { nullable: true, description: 'How much is taken at a time, in `doseUnit`: 2.' })
  doseValue(@Root() { dose }: MedicationRequest): number | null {
    return dose === null ? null : Number(dose);
  }

  @FieldResolver(() => Float, {
    nullable: true,
    description:
      'How much is taken in a day on average, in `doseUnit`, and at most when it is taken only `asNeeded`; null where the dose, or how often it is taken, is not said or is counted by months.',
  })
  dailyDose(@Root() request: MedicationRequest): number | null {
    return dailyDoseOf(request);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'How it is taken, in words: `2 tablets 3 times a day for 7 days, with food`. Null when nothing is said of it.',
  })
  doseText(@Root() request: MedicationRequest, @Ctx() context: Context): string | null {
    return doseText(request, context.request.locale) || null;
  }
}
