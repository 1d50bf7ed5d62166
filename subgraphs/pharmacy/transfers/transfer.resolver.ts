import { Arg, Args, Ctx, Field, FieldResolver, ID, Int, Mutation, ObjectType, Query, Resolver, Root } from 'type-graphql';
import { join, sql, type Sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { chosenBranch } from '#kernel/subgraph/branch-choice.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Product, productById } from '../products/product.js';
import { Branch, branchReference } from '../references/branch.js';
import { Staff, staffReference } from '../references/staff.js';
import { Lot, lotById } from '../stock/lot.js';
import { approveTransfer, cancelTransfer, rejectTransfer } from './deciding-transfers.js';
import { receiveTransfer } from './receiving-transfers.js';
import { requestTransfer } from './requesting-transfers.js';
import { settleTransferDifference } from './settling.js';
import { shipTransfer } from './shipping.js';
import {
  ApproveTransferInput,
  ApproveTransferPayload,
  CancelTransferInput,
  CancelTransferPayload,
  ReceiveTransferInput,
  ReceiveTransferPayload,
  RejectTransferInput,
  RejectTransferPayload,
  RequestTransferInput,
  RequestTransferPayload,
  SettleTransferDifferenceInput,
  SettleTransferDifferencePayload,
  ShipTransferInput,
  ShipTransferPayload,
  TransferFilter,
} from './transfer.inputs.js';
import {
  linesOfTransfer,
  newestTransferFirst,
  shipmentsOfTransfer,
  Transfer,
  transferById,
  TransferConnection,
  TransferLine,
  transferList,
  TransferShipment,
} from './transfer.js';

const mostInTransit = 500;

@ObjectType({ description: 'Goods on their way to a branch.' })
@Access('stock:read')
export class GoodsInTransit {
  @Field(() => TransferShipment, { simple: true, description: 'The shipment.' })
  shipment: TransferShipment;

  @Field(() => Int, { simple: true, description: 'How many packs of it have not arrived.' })
  quantity: number;
}

@Resolver(() => Transfer)
export class TransferResolver {
  @Query(() => Transfer, { nullable: true, description: 'One transfer; null when there is none that you may see.' })
  @Access('stock:read')
  transfer(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Transfer | null> {
    return context.load(transferById, id);
  }

  @Query(() => TransferConnection, { description: 'Transfers from or to the branches that you may see, the newest first.' })
  @Access('stock:read')
  transfers(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => TransferFilter, { nullable: true, description: 'Which transfers.' }) filter: TransferFilter | null,
  ): Promise<Page<Transfer>> {
    return page(context, transferList, args, newestTransferFirst, transfersMatching(filter));
  }

  @Query(() => [GoodsInTransit], {
    description: `What is on its way to a branch and has not arrived, the oldest first; at most ${mostInTransit}.`,
  })
  @Access('stock:read')
  async goodsInTransit(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'The branch; by default that of `X-Branch-ID`.' }) branchId: string | null,
  ): Promise<GoodsInTransit[]> {
    const branch = toUuid('branch', chosenBranch(context, branchId));
    const shipments = await context.db.all(
      TransferShipment,
      sql`where to_branch_id = ${branch} and received + lost < shipped order by id limit ${mostInTransit}`,
    );
    return shipments.map((shipment) => Object.assign(new GoodsInTransit(), { shipment, quantity: shipment.outstanding }));
  }

  @Mutation(() => RequestTransferPayload, { description: 'Asks another branch for goods.' })
  @Access('stock:transfer')
  requestTransfer(
    @Ctx() context: Context,
    @Arg('input', () => RequestTransferInput, { description: 'What, and from whom.' }) input: RequestTransferInput,
  ): Promise<RequestTransferPayload> {
    return requestTransfer(context, input);
  }

  @Mutation(() => ApproveTransferPayload, { description: 'Says, at the sending branch, that the goods will be sent.' })
  @Access('stock:transfer')
  approveTransfer(
    @Ctx() context: Context,
    @Arg('input', () => ApproveTransferInput, { description: 'The transfer.' }) input: ApproveTransferInput,
  ): Promise<ApproveTransferPayload> {
    return approveTransfer(context, input);
  }

  @Mutation(() => RejectTransferPayload, { description: 'Says, at the sending branch, that the goods will not be sent.' })
  @Access('stock:transfer')
  rejectTransfer(
    @Ctx() context: Context,
    @Arg('input', () => RejectTransferInput, { description: 'The transfer.' }) input: RejectTransferInput,
  ): Promise<RejectTransferPayload> {
    return rejectTransfer(context, input);
  }

  @Mutation(() => CancelTransferPayload, { description: 'Calls a transfer off before anything has left, at either branch.' })
  @Access('stock:transfer')
  cancelTransfer(
    @Ctx() context: Context,
    @Arg('input', () => CancelTransferInput, { description: 'The transfer.' }) input: CancelTransferInput,
  ): Promise<CancelTransferPayload> {
    return cancelTransfer(context, input);
  }

  @Mutation(() => ShipTransferPayload, {
    description: 'Sends the goods, what expires first before the rest; they are in transit from then on.',
  })
  @Access('stock:transfer')
  shipTransfer(
    @Ctx() context: Context,
    @Arg('input', () => ShipTransferInput, { description: 'The transfer.' }) input: ShipTransferInput,
  ): Promise<ShipTransferPayload> {
    return shipTransfer(context, input);
  }

  @Mutation(() => ReceiveTransferPayload, {
    description: 'Takes the goods in at the receiving branch, with what is missing or damaged of them.',
  })
  @Access('stock:transfer')
  receiveTransfer(
    @Ctx() context: Context,
    @Arg('input', () => ReceiveTransferInput, { description: 'What arrived.' }) input: ReceiveTransferInput,
  ): Promise<ReceiveTransferPayload> {
    return receiveTransfer(context, input);
  }

  @Mutation(() => SettleTransferDifferencePayload, { description: 'Says what became of packs that did not arrive with the others.' })
  @Access('stock:transfer')
  settleTransferDifference(
    @Ctx() context: Context,
    @Arg('input', () => SettleTransferDifferenceInput, { description: 'What became of them.' }) input: SettleTransferDifferenceInput,
  ): Promise<SettleTransferDifferencePayload> {
    return settleTransferDifference(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Which branch sends.' })
  fromBranch(@Root() { fromBranchId }: Transfer): Branch {
    return branchReference(fromBranchId);
  }

  @FieldResolver(() => Branch, { description: 'Which branch receives.' })
  toBranch(@Root() { toBranchId }: Transfer): Branch {
    return branchReference(toBranchId);
  }

  @FieldResolver(() => [TransferLine], { description: 'What it is for.' })
  async lines(@Root() { id }: Transfer, @Ctx() context: Context): Promise<TransferLine[]> {
    return (await context.load(linesOfTransfer, id)) ?? [];
  }

  @FieldResolver(() => [TransferShipment], { description: 'What left, by lot, and what became of it.' })
  async shipments(@Root() { id }: Transfer, @Ctx() context: Context): Promise<TransferShipment[]> {
    return (await context.load(shipmentsOfTransfer, id)) ?? [];
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who asked for it.' })
  requestedBy(@Root() transfer: Transfer): Staff | null {
    return personNamed(transfer.requestedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who approved it.' })
  approvedBy(@Root() transfer: Transfer): Staff | null {
    return personNamed(transfer.approvedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who sent it.' })
  shippedBy(@Root() transfer: Transfer): Staff | null {
    return personNamed(transfer.shippedBy);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who received it.' })
  receivedBy(@Root() transfer: Transfer): Staff | null {
    return personNamed(transfer.receivedBy);
  }
}

@Resolver(() => TransferLine)
export class TransferLineResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: TransferLine, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }
}

@Resolver(() => TransferShipment)
export class TransferShipmentResolver {
  @FieldResolver(() => Product, { nullable: true, description: 'The product.' })
  product(@Root() { productId }: TransferShipment, @Ctx() context: Context): Promise<Product | null> {
    return context.load(productById, productId);
  }

  @FieldResolver(() => Lot, { nullable: true, description: 'The lot.' })
  lot(@Root() { lotId }: TransferShipment, @Ctx() context: Context): Promise<Lot | null> {
    return context.load(lotById, lotId);
  }

  @FieldResolver(() => Transfer, { nullable: true, description: 'The transfer that it is part of.' })
  transfer(@Root() { transferId }: TransferShipment, @Ctx() context: Context): Promise<Transfer | null> {
    return context.load(transferById, transferId);
  }

  @FieldResolver(() => Int, { description: 'How many packs have neither arrived nor been given up.' })
  inTransit(@Root() shipment: TransferShipment): number {
    return shipment.outstanding;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What one pack had cost the sending branch.' })
  unitCost(@Root() { unitCostMinor, currency }: TransferShipment): Money | null {
    return unitCostMinor === null || currency === null ? null : money(unitCostMinor, currency);
  }
}

/** Jobs and programs are nobody's staff. */
function personNamed(actorId: string | null): Staff | null {
  return actorId?.startsWith('staff_') ? staffReference(actorId) : null;
}

function transfersMatching(filter: TransferFilter | null): Sql {
  const conditions = [sql`true`];
  if (filter?.fromBranchId) conditions.push(sql`transfers.from_branch_id = ${toUuid('branch', filter.fromBranchId)}`);
  if (filter?.toBranchId) conditions.push(sql`transfers.to_branch_id = ${toUuid('branch', filter.toBranchId)}`);
  if (filter?.status) conditions.push(sql`transfers.status = ${filter.status}`);
  return join(conditions, ' and ');
}
