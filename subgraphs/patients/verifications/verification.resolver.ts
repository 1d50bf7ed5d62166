import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient, patientById } from '../patients/patient.js';
import type { PatientsServices } from '../services.js';
import {
  ConfirmPatientVerificationInput,
  ConfirmPatientVerificationPayload,
  RequestPatientVerificationInput,
  RequestPatientVerificationPayload,
} from './verification.inputs.js';
import { confirmPatientVerification, requestPatientVerification } from './verifying.js';

@Resolver(() => ConfirmPatientVerificationPayload)
export class VerificationResolver {
  @Mutation(() => RequestPatientVerificationPayload, {
    description:
      'Sends a code to a telephone number if it is that of a patient, who consents by entering it. The answer is the same if it is not.',
  })
  @Access('consents:request')
  requestPatientVerification(
    @Ctx() context: Context<PatientsServices>,
    @Arg('input', () => RequestPatientVerificationInput, { description: 'The number, and what is consented to.' })
    input: RequestPatientVerificationInput,
  ): Promise<RequestPatientVerificationPayload> {
    return requestPatientVerification(context, input);
  }

  @Mutation(() => ConfirmPatientVerificationPayload, {
    description: 'Enters the code that the patient got, and records their consent. A code can be tried five times within ten minutes.',
  })
  @Access('consents:request')
  confirmPatientVerification(
    @Ctx() context: Context<PatientsServices>,
    @Arg('input', () => ConfirmPatientVerificationInput, { description: 'The code.' }) input: ConfirmPatientVerificationInput,
  ): Promise<ConfirmPatientVerificationPayload> {
    return confirmPatientVerification(context, input);
  }

  @FieldResolver(() => [Patient], { description: 'The patients whose number it is, as far as they consented to `patients:read`.' })
  async patients(@Root() { patientIds }: ConfirmPatientVerificationPayload, @Ctx() context: Context): Promise<Patient[]> {
    const found = await Promise.all(patientIds.map((id) => context.load(patientById, id)));
    return found.filter((patient) => patient !== null);
  }
}
