import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { DateTimeScalar } from '#kernel/graph/scalars/index.js';
import type { Context } from '#kernel/subgraph/context.js';
import { downloadPath } from '#kernel/subgraph/download.js';
import { page } from '#kernel/subgraph/list.js';
import { OrderLine } from '../orders/order-line.js';
import { Order, orderById } from '../orders/order.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { collectSpecimens } from './collecting.js';
import { receiveSpecimens } from './receiving.js';
import { recollectSpecimen } from './recollecting.js';
import { rejectSpecimens } from './rejecting.js';
import { releaseSpecimen } from './releasing.js';
import { recordSpecimenResult } from './resulting.js';
import { SpecimenFilter, SpecimenOrder, specimensMatching } from './specimen.filter.js';
import {
  CollectSpecimensInput,
  CollectSpecimensPayload,
  ReceiveSpecimensInput,
  ReceiveSpecimensPayload,
  RecollectSpecimenInput,
  RecollectSpecimenPayload,
  RecordSpecimenResultInput,
  RecordSpecimenResultPayload,
  RejectSpecimensInput,
  RejectSpecimensPayload,
  ReleaseSpecimenInput,
  ReleaseSpecimenPayload,
} from './specimen.inputs.js';
import { resultsOfSpecimen, SpecimenResult } from './specimen-result.js';
import {
  newestSpecimenFirst,
  Specimen,
  specimenByAccessionNumber,
  specimenById,
  SpecimenConnection,
  specimenList,
  specimensOfOrder,
} from './specimen.js';
import { testsOfSpecimen } from './tests-of-specimen.js';

@Resolver(() => Specimen)
export class SpecimenResolver {
  @Query(() => Specimen, { nullable: true, description: 'One specimen; null when there is none that you may see.' })
  @Access('specimens:read')
  specimen(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Specimen | null> {
    return context.load(specimenById, id);
  }

  @Query(() => Specimen, { nullable: true, description: 'The specimen with this label; null when there is none that you may see.' })
  @Access('specimens:read')
  specimenByAccessionNumber(
    @Ctx() context: Context,
    @Arg('number', () => String, { description: 'What was scanned: `UB1-S-000042`.' }) number: string,
  ): Promise<Specimen | null> {
    return context.load(specimenByAccessionNumber, number.trim());
  }

  @Query(() => SpecimenConnection, {
    description: 'Specimens that the branches you may see have ordered or are to examine, the newest first unless asked otherwise.',
  })
  @Access('specimens:read')
  specimens(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SpecimenFilter, { nullable: true, description: 'Which specimens.' }) filter: SpecimenFilter | null,
    @Arg('orderBy', () => SpecimenOrder, { nullable: true, description: 'In which order.' }) orderBy: SpecimenOrder | null,
  ): Promise<Page<Specimen>> {
    const where = specimensMatching(filter);
    if (filter?.orderId) context.db.auditDenials(Specimen, [filter.orderId], { by: 'orderId', of: 'Order' });
    if (filter?.accessionNumber) context.db.auditDenials(Specimen, [filter.accessionNumber.trim()], { by: 'accessionNumber' });
    return page(context, specimenList, args, orderBy ?? newestSpecimenFirst, where);
  }

  @Mutation(() => CollectSpecimensPayload, { description: 'Says that specimens were collected, by the labels that were scanned.' })
  @Access('specimens:collect')
  collectSpecimens(
    @Ctx() context: Context,
    @Arg('input', () => CollectSpecimensInput, { description: 'Which specimens.' }) input: CollectSpecimensInput,
  ): Promise<CollectSpecimensPayload> {
    return collectSpecimens(context, input);
  }

  @Mutation(() => ReceiveSpecimensPayload, { description: 'Takes specimens in at the laboratory, by the labels that were scanned.' })
  @Access('specimens:receive')
  receiveSpecimens(
    @Ctx() context: Context,
    @Arg('input', () => ReceiveSpecimensInput, { description: 'Which specimens.' }) input: ReceiveSpecimensInput,
  ): Promise<ReceiveSpecimensPayload> {
    return receiveSpecimens(context, input);
  }

  @Mutation(() => RejectSpecimensPayload, { description: 'Says that the laboratory cannot examine specimens, and why.' })
  @Access('specimens:receive')
  rejectSpecimens(
    @Ctx() context: Context,
    @Arg('input', () => RejectSpecimensInput, { description: 'Which specimens, and why.' }) input: RejectSpecimensInput,
  ): Promise<RejectSpecimensPayload> {
    return rejectSpecimens(context, input);
  }

  @Mutation(() => RecollectSpecimenPayload, {
    description: 'Plans others for what a rejected specimen was for, at the branch that ordered.',
  })
  @Access('specimens:collect')
  recollectSpecimen(
    @Ctx() context: Context,
    @Arg('input', () => RecollectSpecimenInput, { description: 'Which specimen.' }) input: RecollectSpecimenInput,
  ): Promise<RecollectSpecimenPayload> {
    return recollectSpecimen(context, input);
  }

  @Mutation(() => RecordSpecimenResultPayload, { description: 'Records what the laboratory found in a specimen.' })
  @Access('specimens:receive')
  recordSpecimenResult(
    @Ctx() context: Context,
    @Arg('input', () => RecordSpecimenResultInput, { description: 'What was found.' }) input: RecordSpecimenResultInput,
  ): Promise<RecordSpecimenResultPayload> {
    return recordSpecimenResult(context, input);
  }

  @Mutation(() => ReleaseSpecimenPayload, {
    description: 'Decides that a specimen which is held can be examined nevertheless. The other decision is to reject it.',
  })
  @Access('specimens:receive')
  releaseSpecimen(
    @Ctx() context: Context,
    @Arg('input', () => ReleaseSpecimenInput, { description: 'Which specimen, and why.' }) input: ReleaseSpecimenInput,
  ): Promise<ReleaseSpecimenPayload> {
    return releaseSpecimen(context, input);
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order for which it is collected; null where you may not see it.' })
  @Access('orders:read')
  order(@Root() { orderId }: Specimen, @Ctx() context: Context): Promise<Order | null> {
    return context.load(orderById, orderId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Of whom it is; null when it is of nobody.' })
  @Access('patients:read')
  patient(@Root() { patientId }: Specimen): Patient | null {
    return patientId ? patientReference(patientId) : null;
  }

  @FieldResolver(() => Branch, { description: 'The branch that ordered.' })
  branch(@Root() { branchId }: Specimen): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => Branch, { description: 'The branch whose laboratory examines it.' })
  performer(@Root() { performerBranchId }: Specimen): Branch {
    return branchReference(performerBranchId);
  }

  @FieldResolver(() => [OrderLine], { description: 'The lines of its order for which it is examined.' })
  @Access('orders:read')
  async tests(@Root() { id }: Specimen, @Ctx() context: Context): Promise<OrderLine[]> {
    return (await context.load(testsOfSpecimen, id)) ?? [];
  }

  @FieldResolver(() => [SpecimenResult], { description: 'What was found, the first first. Corrections come after what they correct.' })
  async results(@Root() { id }: Specimen, @Ctx() context: Context): Promise<SpecimenResult[]> {
    return (await context.load(resultsOfSpecimen, id)) ?? [];
  }

  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: 'Until when it can be examined; null before it is collected, and where that does not matter.',
  })
  stableUntil(@Root() specimen: Specimen): Date | null {
    return specimen.stableUntil;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who collected it.' })
  @Access('staff:read')
  collectedBy(@Root() { collectedBy }: Specimen): Staff | null {
    return personNamed(collectedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who received it at the laboratory.' })
  @Access('staff:read')
  receivedBy(@Root() { receivedBy }: Specimen): Staff | null {
    return personNamed(receivedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who rejected it.' })
  @Access('staff:read')
  rejectedBy(@Root() { rejectedBy }: Specimen): Staff | null {
    return personNamed(rejectedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who decided that it can be examined nevertheless.' })
  @Access('staff:read')
  releasedBy(@Root() { releasedBy }: Specimen): Staff | null {
    return personNamed(releasedBy);
  }
}

@Resolver(() => SpecimenResult)
export class SpecimenResultResolver {
  @FieldResolver(() => Specimen, { nullable: true, description: 'In which specimen it was found.' })
  specimen(@Root() { specimenId }: SpecimenResult, @Ctx() context: Context): Promise<Specimen | null> {
    return context.load(specimenById, specimenId);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Where its document is downloaded, from the address of the graph; null when it has none.',
  })
  documentPath(@Root() { id, contentType }: SpecimenResult): string | null {
    return contentType === null ? null : `${downloadPath('orders', 'specimen-result')}?id=${id}`;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who recorded it.' })
  @Access('staff:read')
  recordedBy(@Root() { recordedBy }: SpecimenResult): Staff | null {
    return personNamed(recordedBy);
  }
}

@Resolver(() => Order)
export class OrderSpecimensResolver {
  @FieldResolver(() => [Specimen], { description: 'What is collected for it, by number.' })
  @Access('specimens:read')
  async specimens(@Root() { id }: Order, @Ctx() context: Context): Promise<Specimen[]> {
    return (await context.load(specimensOfOrder, id)) ?? [];
  }
}

/** Jobs and programs are nobody's staff. */
function personNamed(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}
