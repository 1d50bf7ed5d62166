import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { PageArgs, type Page } from '#kernel/graph/connection.js';
import { Money, money } from '#kernel/graph/money.js';
import { toTypeId } from '#kernel/graph/type-id.js';
import { toText } from '#kernel/printing/to-text.js';
import type { Context } from '#kernel/subgraph/context.js';
import { page } from '#kernel/subgraph/list.js';
import { Branch, branchReference } from '../references/branch.js';
import { Patient, patientReference } from '../references/patient.js';
import { Staff, staffReference } from '../references/staff.js';
import { TillEntry } from '../tills/till-entry.js';
import { TillSession, tillSessionById } from '../tills/till-session.js';
import { addSaleLine, removeSaleLine } from './basket-lines.js';
import { discardSale, startSale } from './baskets.js';
import { completeSale } from './completing.js';
import { discountSale, discountSaleLine } from './discounting.js';
import { addDispenseLine } from './dispense-lines.js';
import { holdSale, resumeSale } from './holding.js';
import { readReceipt } from './reading-receipts.js';
import { returnSale } from './returning.js';
import { linesOfSale, SaleLine } from './sale-line.js';
import { SaleTender, tendersOfSale } from './sale-tender.js';
import {
  AddDispenseLineInput,
  AddDispenseLinePayload,
  AddSaleLineInput,
  AddSaleLinePayload,
  CompleteSaleInput,
  CompleteSalePayload,
  DiscardSaleInput,
  DiscardSalePayload,
  DiscountSaleInput,
  DiscountSaleLineInput,
  DiscountSaleLinePayload,
  DiscountSalePayload,
  HoldSaleInput,
  HoldSalePayload,
  RemoveSaleLineInput,
  RemoveSaleLinePayload,
  ResumeSaleInput,
  ResumeSalePayload,
  ReturnSaleInput,
  ReturnSalePayload,
  SaleFilter,
  SaleOrder,
  StartSaleInput,
  StartSalePayload,
  VoidSaleInput,
  VoidSalePayload,
} from './sale.inputs.js';
import { newestSaleFirst, returnsOfSale, Sale, saleById, SaleConnection, saleList } from './sale.js';
import { salesMatching } from './sales-matching.js';
import { voidSale } from './voiding.js';

@Resolver(() => Sale)
export class SaleResolver {
  @Query(() => Sale, { nullable: true, description: 'One sale at a branch that you may see; null when there is none.' })
  @Access('sales:read')
  sale(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Its id.' }) id: string): Promise<Sale | null> {
    return context.load(saleById, id);
  }

  @Query(() => SaleConnection, { description: 'Baskets, sales and returns, the newest first.' })
  @Access('sales:read')
  async sales(
    @Ctx() context: Context,
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => SaleFilter, { nullable: true, description: 'Which sales.' }) filter: SaleFilter | null,
    @Arg('orderBy', () => SaleOrder, { nullable: true, description: 'In which order.' }) orderBy: SaleOrder | null,
  ): Promise<Page<Sale>> {
    return page(context, saleList, args, orderBy ?? newestSaleFirst, await salesMatching(context, filter));
  }

  @Mutation(() => StartSalePayload, { description: 'Begins a basket at your till.' })
  @Access('sales:sell')
  startSale(
    @Ctx() context: Context,
    @Arg('input', () => StartSaleInput, { description: 'At which till, and for whom.' }) input: StartSaleInput,
  ): Promise<StartSalePayload> {
    return startSale(context, input);
  }

  @Mutation(() => AddSaleLinePayload, {
    description: 'Puts packs into a basket and sets them aside; those that expire first, unless a lot is named.',
  })
  @Access('sales:sell')
  addSaleLine(
    @Ctx() context: Context,
    @Arg('input', () => AddSaleLineInput, { description: 'What, and how much of it.' }) input: AddSaleLineInput,
  ): Promise<AddSaleLinePayload> {
    return addSaleLine(context, input);
  }

  @Mutation(() => AddDispenseLinePayload, { description: 'Puts what is handed out against a prescription into a basket, to be paid.' })
  @Access('sales:sell')
  addDispenseLine(
    @Ctx() context: Context,
    @Arg('input', () => AddDispenseLineInput, { description: 'Which dispense.' }) input: AddDispenseLineInput,
  ): Promise<AddDispenseLinePayload> {
    return addDispenseLine(context, input);
  }

  @Mutation(() => RemoveSaleLinePayload, { description: 'Takes a line out of a basket.' })
  @Access('sales:sell')
  removeSaleLine(
    @Ctx() context: Context,
    @Arg('input', () => RemoveSaleLineInput, { description: 'Which line.' }) input: RemoveSaleLineInput,
  ): Promise<RemoveSaleLinePayload> {
    return removeSaleLine(context, input);
  }

  @Mutation(() => DiscountSaleLinePayload, { description: 'Takes something off a line, within what you may take off a sale in all.' })
  @Access('sales:sell')
  discountSaleLine(
    @Ctx() context: Context,
    @Arg('input', () => DiscountSaleLineInput, { description: 'Which line, and how much.' }) input: DiscountSaleLineInput,
  ): Promise<DiscountSaleLinePayload> {
    return discountSaleLine(context, input);
  }

  @Mutation(() => DiscountSalePayload, { description: 'Takes something off a sale, within what you may take off it in all.' })
  @Access('sales:sell')
  discountSale(
    @Ctx() context: Context,
    @Arg('input', () => DiscountSaleInput, { description: 'How much.' }) input: DiscountSaleInput,
  ): Promise<DiscountSalePayload> {
    return discountSale(context, input);
  }

  @Mutation(() => HoldSalePayload, { description: 'Puts a basket by, with its goods set aside for some hours.' })
  @Access('sales:sell')
  holdSale(
    @Ctx() context: Context,
    @Arg('input', () => HoldSaleInput, { description: 'Which basket.' }) input: HoldSaleInput,
  ): Promise<HoldSalePayload> {
    return holdSale(context, input);
  }

  @Mutation(() => ResumeSalePayload, { description: 'Goes on with a held basket at your till; says what is not there any more.' })
  @Access('sales:sell')
  resumeSale(
    @Ctx() context: Context,
    @Arg('input', () => ResumeSaleInput, { description: 'Which basket.' }) input: ResumeSaleInput,
  ): Promise<ResumeSalePayload> {
    return resumeSale(context, input);
  }

  @Mutation(() => DiscardSalePayload, { description: 'Gives up a basket that was not paid.' })
  @Access('sales:sell')
  discardSale(
    @Ctx() context: Context,
    @Arg('input', () => DiscardSaleInput, { description: 'Which basket.' }) input: DiscardSaleInput,
  ): Promise<DiscardSalePayload> {
    return discardSale(context, input);
  }

  @Mutation(() => CompleteSalePayload, {
    description: 'Takes the money for a basket: the goods leave stock, and the receipt gets its number.',
  })
  @Access('sales:sell')
  completeSale(
    @Ctx() context: Context,
    @Arg('input', () => CompleteSaleInput, { description: 'How it is paid.' }) input: CompleteSaleInput,
  ): Promise<CompleteSalePayload> {
    return completeSale(context, input);
  }

  @Mutation(() => VoidSalePayload, {
    description: 'Undoes a sale while the till at which it was paid is open: goods and money go back. Its receipt number stays used.',
  })
  @Access('sales:void')
  voidSale(
    @Ctx() context: Context,
    @Arg('input', () => VoidSaleInput, { description: 'Which sale, and why.' }) input: VoidSaleInput,
  ): Promise<VoidSalePayload> {
    return voidSale(context, input);
  }

  @Mutation(() => ReturnSalePayload, {
    description: 'Takes goods back against their receipt, into quarantine, and gives their share of what was paid back.',
  })
  @Access('sales:return')
  returnSale(
    @Ctx() context: Context,
    @Arg('input', () => ReturnSaleInput, { description: 'What comes back, and why.' }) input: ReturnSaleInput,
  ): Promise<ReturnSalePayload> {
    return returnSale(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where.' })
  branch(@Root() { branchId }: Sale): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => TillSession, { nullable: true, description: 'At which till, in which session.' })
  tillSession(@Root() { tillSessionId }: Sale, @Ctx() context: Context): Promise<TillSession | null> {
    return context.load(tillSessionById, tillSessionId);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Who buys, when it is a patient who is known.' })
  patient(@Root() { patientId }: Sale): Patient | null {
    return patientId === null ? null : patientReference(patientId);
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who took the money, or gave it back.' })
  seller(@Root() { sellerId }: Sale): Staff | null {
    return sellerId?.startsWith('staff_') ? staffReference(sellerId) : null;
  }

  @FieldResolver(() => Staff, { nullable: true, description: 'Who voided it.' })
  voider(@Root() { voidedBy }: Sale): Staff | null {
    return voidedBy?.startsWith('staff_') ? staffReference(voidedBy) : null;
  }

  @FieldResolver(() => [SaleLine], { description: 'What is in it, in the order of the receipt.' })
  async lines(@Root() { id }: Sale, @Ctx() context: Context): Promise<SaleLine[]> {
    return (await context.load(linesOfSale, id)) ?? [];
  }

  @FieldResolver(() => [SaleTender], { description: 'With what it was paid, or refunded.' })
  async tenders(@Root() { id, currency }: Sale, @Ctx() context: Context): Promise<SaleTender[]> {
    const tenders = (await context.load(tendersOfSale, id)) ?? [];
    return tenders.map(({ kind, amountMinor, reference }) =>
      Object.assign(new SaleTender(), { kind, amount: money(amountMinor, currency), reference }),
    );
  }

  @FieldResolver(() => Money, { description: 'All lines before discounts, tax included.' })
  subtotal(@Root() { subtotalMinor, currency }: Sale): Money {
    return money(subtotalMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What is taken off, of lines and of the whole together.' })
  discount(@Root() sale: Sale): Money {
    return money(sale.discountMinor, sale.currency);
  }

  @FieldResolver(() => Money, { description: 'The tax that the total contains.' })
  tax(@Root() { taxMinor, currency }: Sale): Money {
    return money(taxMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What is to be paid: the subtotal less the discount.' })
  total(@Root() { totalMinor, currency }: Sale): Money {
    return money(totalMinor, currency);
  }

  @FieldResolver(() => Money, {
    description: 'What the smallest coin of the till added to the total, or took off it, as it was paid in cash.',
  })
  rounding(@Root() { roundingMinor, currency }: Sale): Money {
    return money(roundingMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What was paid with all tenders; of a return, what was given back.' })
  paid(@Root() { paidMinor, currency }: Sale): Money {
    return money(paidMinor, currency);
  }

  @FieldResolver(() => Money, { description: 'What was given back of it in cash.' })
  change(@Root() { changeMinor, currency }: Sale): Money {
    return money(changeMinor, currency);
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Its receipt for a printer of 42 columns; null for a basket. As PDF: `GET /downloads/pharmacy/receipt?id=sale_…`.',
  })
  async receiptText(@Root() sale: Sale, @Ctx() context: Context): Promise<string | null> {
    const receipt = await readReceipt(context, sale);
    return receipt && toText(receipt);
  }

  @FieldResolver(() => [Sale], { description: 'What came back of it, the first return first.' })
  async returns(@Root() { id }: Sale, @Ctx() context: Context): Promise<Sale[]> {
    return (await context.load(returnsOfSale, id)) ?? [];
  }

  @FieldResolver(() => Sale, { nullable: true, description: 'Of a return: the sale in which it was bought.' })
  async original(@Root() { originalId }: Sale, @Ctx() context: Context): Promise<Sale | null> {
    return originalId === null ? null : context.load(saleById, originalId);
  }
}

@Resolver(() => TillEntry)
export class TillEntrySaleResolver {
  @FieldResolver(() => Sale, { nullable: true, description: 'The sale, or return, that caused it; null for what belongs to none.' })
  @Access('sales:read')
  async sale(@Root() { sourceType, sourceId }: TillEntry, @Ctx() context: Context): Promise<Sale | null> {
    return sourceType === 'sale' && sourceId !== null ? context.load(saleById, toTypeId('sale', sourceId)) : null;
  }
}
