import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { changePrescriptionStatus, changeRequestStatus } from './changing-status.js';
import {
  CancelPrescriptionInput,
  CancelPrescriptionPayload,
  HoldMedicationRequestInput,
  HoldMedicationRequestPayload,
  HoldPrescriptionInput,
  HoldPrescriptionPayload,
  MarkPrescriptionInErrorInput,
  MarkPrescriptionInErrorPayload,
  ResumeMedicationRequestInput,
  ResumeMedicationRequestPayload,
  ResumePrescriptionInput,
  ResumePrescriptionPayload,
  StopMedicationRequestInput,
  StopMedicationRequestPayload,
  StopPrescriptionInput,
  StopPrescriptionPayload,
} from './status.inputs.js';

@Resolver()
export class PrescriptionStatusResolver {
  @Mutation(() => HoldPrescriptionPayload, {
    description: 'Puts a prescription on hold, with every medicine of it that is active: none is dispensed.',
  })
  @Access('prescriptions:write')
  holdPrescription(
    @Ctx() context: Context,
    @Arg('input', () => HoldPrescriptionInput, { description: 'Which, and why.' }) input: HoldPrescriptionInput,
  ): Promise<HoldPrescriptionPayload> {
    return changePrescriptionStatus(context, HoldPrescriptionPayload, 'holdPrescription', 'hold', input);
  }

  @Mutation(() => ResumePrescriptionPayload, { description: 'Goes on with a prescription, and with every medicine of it that is on hold.' })
  @Access('prescriptions:write')
  resumePrescription(
    @Ctx() context: Context,
    @Arg('input', () => ResumePrescriptionInput, { description: 'Which.' }) input: ResumePrescriptionInput,
  ): Promise<ResumePrescriptionPayload> {
    return changePrescriptionStatus(context, ResumePrescriptionPayload, 'resumePrescription', 'resume', input);
  }

  @Mutation(() => CancelPrescriptionPayload, { description: 'Withdraws a prescription of which nothing was dispensed, or a draft.' })
  @Access('prescriptions:write')
  cancelPrescription(
    @Ctx() context: Context,
    @Arg('input', () => CancelPrescriptionInput, { description: 'Which, and why.' }) input: CancelPrescriptionInput,
  ): Promise<CancelPrescriptionPayload> {
    return changePrescriptionStatus(context, CancelPrescriptionPayload, 'cancelPrescription', 'cancel', input);
  }

  @Mutation(() => StopPrescriptionPayload, {
    description: 'Ends a prescription before all of it was dispensed; what was handed over in full stays completed.',
  })
  @Access('prescriptions:write')
  stopPrescription(
    @Ctx() context: Context,
    @Arg('input', () => StopPrescriptionInput, { description: 'Which, and why.' }) input: StopPrescriptionInput,
  ): Promise<StopPrescriptionPayload> {
    return changePrescriptionStatus(context, StopPrescriptionPayload, 'stopPrescription', 'stop', input);
  }

  @Mutation(() => MarkPrescriptionInErrorPayload, {
    description: 'Says that a prescription was a mistake, with all of its medicines; nothing follows that.',
  })
  @Access('prescriptions:write')
  markPrescriptionInError(
    @Ctx() context: Context,
    @Arg('input', () => MarkPrescriptionInErrorInput, { description: 'Which, and why.' }) input: MarkPrescriptionInErrorInput,
  ): Promise<MarkPrescriptionInErrorPayload> {
    return changePrescriptionStatus(context, MarkPrescriptionInErrorPayload, 'markPrescriptionInError', 'markInError', input);
  }

  @Mutation(() => HoldMedicationRequestPayload, {
    description: 'Puts one medicine on hold; the prescription is on hold when no other medicine of it is active.',
  })
  @Access('prescriptions:write')
  holdMedicationRequest(
    @Ctx() context: Context,
    @Arg('input', () => HoldMedicationRequestInput, { description: 'Which, and why.' }) input: HoldMedicationRequestInput,
  ): Promise<HoldMedicationRequestPayload> {
    return changeRequestStatus(context, HoldMedicationRequestPayload, 'holdMedicationRequest', 'hold', input);
  }

  @Mutation(() => ResumeMedicationRequestPayload, {
    description: 'Goes on with one medicine, and so with the prescription; others that are on hold stay so.',
  })
  @Access('prescriptions:write')
  resumeMedicationRequest(
    @Ctx() context: Context,
    @Arg('input', () => ResumeMedicationRequestInput, { description: 'Which.' }) input: ResumeMedicationRequestInput,
  ): Promise<ResumeMedicationRequestPayload> {
    return changeRequestStatus(context, ResumeMedicationRequestPayload, 'resumeMedicationRequest', 'resume', input);
  }

  @Mutation(() => StopMedicationRequestPayload, { description: 'Ends one medicine; the prescription ends with the last of them.' })
  @Access('prescriptions:write')
  stopMedicationRequest(
    @Ctx() context: Context,
    @Arg('input', () => StopMedicationRequestInput, { description: 'Which, and why.' }) input: StopMedicationRequestInput,
  ): Promise<StopMedicationRequestPayload> {
    return changeRequestStatus(context, StopMedicationRequestPayload, 'stopMedicationRequest', 'stop', input);
  }
}
