import { Arg, Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient } from '../references/patient.js';
import { activeMedicationsOfPatient } from './active-medications.js';
import { MedicationRequest } from './medication-request.js';
import { PrescriptionFilter, PrescriptionOrder } from './prescription.inputs.js';
import { newestPrescriptionFirst, type Prescription, PrescriptionConnection, prescriptionsOfPatient } from './prescription.js';
import { prescriptionsMatching } from './prescription.resolver.js';

@Resolver(() => Patient)
export class PatientPrescriptionsResolver {
  @FieldResolver(() => PrescriptionConnection, { description: 'What was prescribed, the newest first unless asked otherwise.' })
  @Access('prescriptions:read')
  prescriptions(
    @Root() { id }: Patient,
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => PrescriptionFilter, { nullable: true, description: 'Which prescriptions.' }) filter: PrescriptionFilter | null,
    @Arg('orderBy', () => PrescriptionOrder, { nullable: true, description: 'In which order.' }) orderBy: PrescriptionOrder | null,
  ): Promise<Page<Prescription>> {
    const where = { key: JSON.stringify(filter), where: prescriptionsMatching(filter) };
    return prescriptionsOfPatient.page(context, id, args, orderBy ?? newestPrescriptionFirst, where);
  }

  @FieldResolver(() => [MedicationRequest], {
    description:
      'What the patient takes, as far as was prescribed here, the newest first: medicines that may still be handed over and whose prescription is valid, and those of which the last fill, by its `durationDays`, lasts to this day. What is on hold or stopped is not among them.',
  })
  @Access('prescriptions:read')
  async activeMedications(@Root() { id }: Patient, @Ctx() context: Context): Promise<MedicationRequest[]> {
    return (await context.load(activeMedicationsOfPatient, id)) ?? [];
  }
}
