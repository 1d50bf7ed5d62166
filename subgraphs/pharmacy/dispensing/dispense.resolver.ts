import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { MedicationRequest, medicationRequestById } from '../prescriptions/medication-request.js';
import { Prescription, prescriptionById } from '../prescriptions/prescription.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff } from '../references/staff.js';
import { checksOfDispense, DispenseCheck, FoundCheck, overrideOfCheck } from './dispense-check.js';
import { DispenseLot, lotsOfDispense } from './dispense-lots.js';
import { DispenseReturn, returnsOfDispense } from './dispense-return.js';
import {
  CancelDispenseInput,
  CancelDispensePayload,
  CheckDispenseInput,
  CheckDispensePayload,
  DeclineDispenseInput,
  DeclineDispensePayload,
  DispenseFilter,
  DispenseOrder,
  HandOverDispenseInput,
  HandOverDispensePayload,
  HoldDispenseInput,
  HoldDispensePayload,
  OverrideCheckInput,
  OverrideCheckPayload,
  PrepareDispenseInput,
  PrepareDispensePayload,
  ResumeDispenseInput,
  ResumeDispensePayload,
  ReturnDispenseInput,
  ReturnDispensePayload,
  VerifyDispensePackInput,
  VerifyDispensePackPayload,
} from './dispense.inputs.js';
import { dispenseById, DispenseConnection, dispenseList, MedicationDispense, newestDispenseFirst } from './dispense.js';
import { dispensesMatching } from './dispense-search.js';
import { handOverDispense } from './handing-over.js';
import { labelOfDispense } from './label.js';
import { overrideCheck } from './overriding.js';
import { personNamed } from './person-named.js';
import { prepareDispense } from './preparing.js';
import { previewChecks } from './previewing.js';
import { cancelDispense, checkDispense, declineDispense, holdDispense, resumeDispense } from './progressing.js';
import { returnDispense } from './returning.js';
import { verifyDispensePack } from './verifying-packs.js';

@Resolver(() => MedicationDispense)
export class DispenseResolver {
  @Query(() => MedicationDispense, { nullable: true, description: 'One dispense at a branch that you may see; null when there is none.' })
  @Access('dispenses:read')
  dispense(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<MedicationDispense | null> {
    return context.load(dispenseById, id);
  }

  @Query(() => DispenseConnection, { description: 'Dispenses at the branches that you may see, the newest first unless asked otherwise.' })
  @Access('dispenses:read')
  dispenses(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => DispenseFilter, { nullable: true, description: 'Which dispenses.' }) filter: DispenseFilter | null,
    @Arg('orderBy', () => DispenseOrder, { nullable: true, description: 'In which order.' }) orderBy: DispenseOrder | null,
  ): Promise<Page<MedicationDispense>> {
    return page(context, dispenseList, args, orderBy ?? newestDispenseFirst, dispensesMatching(filter));
  }

  @Query(() => [FoundCheck], {
    nullable: true,
    description: 'What would be found if a medicine were prepared now. Nothing of it is kept; null when there is no such medicine.',
  })
  @Access('dispenses:prepare')
  dispenseChecks(
    @Ctx() context: Context,
    @Arg('medicationRequestId', () => ID, { description: 'The medicine of the prescription.' }) medicationRequestId: string,
    @Arg('productId', () => ID, { nullable: true, description: 'The product to give; the prescribed one when left out.' })
    productId: string | null,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
    branchId: string | null,
  ): Promise<FoundCheck[] | null> {
    return previewChecks(context, { branchId: branchId ?? null, medicationRequestId, productId: productId ?? null });
  }

  @Mutation(() => PrepareDispensePayload, {
    description:
      'Sets the packs of one medicine of a prescription aside, what expires first before what lasts longer, and runs all checks.',
  })
  @Access('dispenses:prepare')
  prepareDispense(
    @Ctx() context: Context,
    @Arg('input', () => PrepareDispenseInput, { description: 'What to prepare.' }) input: PrepareDispenseInput,
  ): Promise<PrepareDispensePayload> {
    return prepareDispense(context, input);
  }

  @Mutation(() => VerifyDispensePackPayload, {
    description: 'Compares a pack with what was set aside: the product, the lot, and that it was not scanned before.',
  })
  @Access('dispenses:prepare')
  verifyDispensePack(
    @Ctx() context: Context,
    @Arg('input', () => VerifyDispensePackInput, { description: 'The pack.' }) input: VerifyDispensePackInput,
  ): Promise<VerifyDispensePackPayload> {
    return verifyDispensePack(context, input);
  }

  @Mutation(() => CheckDispensePayload, {
    description: 'A second look at what was prepared. Who looked is kept; that it is another person is not forced.',
  })
  @Access('dispenses:check')
  checkDispense(
    @Ctx() context: Context,
    @Arg('input', () => CheckDispenseInput, { description: 'The dispense.' }) input: CheckDispenseInput,
  ): Promise<CheckDispensePayload> {
    return checkDispense(context, input);
  }

  @Mutation(() => OverrideCheckPayload, { description: 'A pharmacist answers, by name, for handing out in spite of a check.' })
  @Access('checks:override')
  overrideCheck(
    @Ctx() context: Context,
    @Arg('input', () => OverrideCheckInput, { description: 'The check, and why.' }) input: OverrideCheckInput,
  ): Promise<OverrideCheckPayload> {
    return overrideCheck(context, input);
  }

  @Mutation(() => HandOverDispensePayload, {
    description: 'Gives the packs to the patient, after running all checks once more: stock, prescription and dispense change as one.',
  })
  @Access('dispenses:prepare')
  handOverDispense(
    @Ctx() context: Context,
    @Arg('input', () => HandOverDispenseInput, { description: 'The dispense, and who takes it.' }) input: HandOverDispenseInput,
  ): Promise<HandOverDispensePayload> {
    return handOverDispense(context, input);
  }

  @Mutation(() => HoldDispensePayload, { description: 'Stops a dispense for a while; its packs stay set aside.' })
  @Access('dispenses:prepare')
  holdDispense(
    @Ctx() context: Context,
    @Arg('input', () => HoldDispenseInput, { description: 'The dispense, and why.' }) input: HoldDispenseInput,
  ): Promise<HoldDispensePayload> {
    return holdDispense(context, input);
  }

  @Mutation(() => ResumeDispensePayload, { description: 'Goes on with a dispense that was on hold.' })
  @Access('dispenses:prepare')
  resumeDispense(
    @Ctx() context: Context,
    @Arg('input', () => ResumeDispenseInput, { description: 'The dispense.' }) input: ResumeDispenseInput,
  ): Promise<ResumeDispensePayload> {
    return resumeDispense(context, input);
  }

  @Mutation(() => CancelDispensePayload, { description: 'Calls a dispense off; its packs go back to stock.' })
  @Access('dispenses:prepare')
  cancelDispense(
    @Ctx() context: Context,
    @Arg('input', () => CancelDispenseInput, { description: 'The dispense, and why.' }) input: CancelDispenseInput,
  ): Promise<CancelDispensePayload> {
    return cancelDispense(context, input);
  }

  @Mutation(() => DeclineDispensePayload, { description: 'The pharmacist refuses to give it; its packs go back to stock.' })
  @Access('dispenses:prepare')
  declineDispense(
    @Ctx() context: Context,
    @Arg('input', () => DeclineDispenseInput, { description: 'The dispense, and why.' }) input: DeclineDispenseInput,
  ): Promise<DeclineDispensePayload> {
    return declineDispense(context, input);
  }

  @Mutation(() => ReturnDispensePayload, {
    description: 'Takes packs back that were handed over. They go into quarantine, and never straight to stock.',
  })
  @Access('dispenses:return')
  returnDispense(
    @Ctx() context: Context,
    @Arg('input', () => ReturnDispenseInput, { description: 'The dispense, and what came back.' }) input: ReturnDispenseInput,
  ): Promise<ReturnDispensePayload> {
    return returnDispense(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it is dispensed.' })
  branch(@Root() { branchId }: MedicationDispense): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Patient, { description: 'To whom.' })
  patient(@Root() { patientId }: MedicationDispense): Patient {
    return patientReference(patientId);
  }

  @FieldResolver(() => MedicationRequest, { nullable: true, description: 'Which medicine of the prescription.' })
  request(@Root() { requestId }: MedicationDispense, @Ctx() context: Context): Promise<MedicationRequest | null> {
    return context.load(medicationRequestById, requestId);
  }

  @FieldResolver(() => Prescription, { nullable: true, description: 'Of which prescription.' })
  prescription(@Root() { prescriptionId }: MedicationDispense, @Ctx() context: Context): Promise<Prescription | null> {
    return context.load(prescriptionById, prescriptionId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What is given.' })
  product(@Root() { productId }: MedicationDispense, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Product, { nullable: true, description: 'What was prescribed.' })
  prescribedProduct(@Root() { prescribedProductId }: MedicationDispense, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, prescribedProductId);
  }

  @FieldResolver(() => Boolean, { description: 'Whether another product is given than was prescribed.' })
  wasSubstituted(@Root() dispense: MedicationDispense): boolean {
    return dispense.wasSubstituted;
  }

  @FieldResolver(() => [DispenseLot], { description: 'From which lots, what expires first before the others.' })
  async lots(@Root() { id }: MedicationDispense, @Ctx() context: Context): Promise<DispenseLot[]> {
    return (await context.load(lotsOfDispense, id)) ?? [];
  }

  @FieldResolver(() => [DispenseCheck], { description: 'All that was found, in the order of finding.' })
  async checks(@Root() { id }: MedicationDispense, @Ctx() context: Context): Promise<DispenseCheck[]> {
    return (await context.load(checksOfDispense, id)) ?? [];
  }

  @FieldResolver(() => [DispenseCheck], {
    description: 'The checks of high severity that nobody has overridden: it is not handed over while there are any.',
  })
  async openChecks(@Root() { id }: MedicationDispense, @Ctx() context: Context): Promise<DispenseCheck[]> {
    const blocking = ((await context.load(checksOfDispense, id)) ?? []).filter((check) => check.blocks);
    const overrides = await Promise.all(blocking.map((check) => context.load(overrideOfCheck, check.id)));
    return blocking.filter((_check, index) => overrides[index] === null);
  }

  @FieldResolver(() => [DispenseReturn], { description: 'What the patient gave back of it, the first first.' })
  async returns(@Root() { id }: MedicationDispense, @Ctx() context: Context): Promise<DispenseReturn[]> {
    return (await context.load(returnsOfDispense, id)) ?? [];
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who prepared it; null when no person did.' })
  preparedBy(@Root() { preparedById }: MedicationDispense): Staff | null {
    return personNamed(preparedById);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who looked at it a second time.' })
  checkedBy(@Root() { checkedById }: MedicationDispense): Staff | null {
    return personNamed(checkedById);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who handed it over.' })
  handedOverBy(@Root() { handedOverById }: MedicationDispense): Staff | null {
    return personNamed(handedOverById);
  }

  @FieldResolver(() => String, { description: 'What goes on the pack, in lines of at most 42 letters.' })
  @Access('patients:read')
  async labelText(@Root() dispense: MedicationDispense, @Ctx() context: Context): Promise<string> {
    return (await context.load(labelOfDispense, dispense)) ?? '';
  }
}
