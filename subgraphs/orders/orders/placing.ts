import { branchOf, type OpenBranch } from '#kernel/branches/at-branch.js';
import { calendarOfBranch, rememberCalendars } from '#kernel/calendar/branch-calendar.js';
import type { BranchCalendar } from '#kernel/calendar/opening-hours.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { Refusal, refuse, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import { placesOfBranches, rememberPlaces, type BranchPlace } from '../lifecycle/branch-places.js';
import { goOn } from '../lifecycle/firing.js';
import { whyNot } from '../lifecycle/guards.js';
import { moveOrder } from '../lifecycle/moving.js';
import { standingOf } from '../lifecycle/standing.js';
import { notPermitted } from '../lifecycle/who-may.js';
import { decide, keepDecision } from '../rules/deciding.js';
import type { PartyFacts } from '../rules/order-facts.js';
import { partiesOf } from '../rules/parties.js';
import { startClocks } from '../sla/clocks.js';
import { workflowInForce, workflowOf } from '../workflows/keeping-workflows.js';
import { atOrder, placingPermission } from './at-order.js';
import { linesOfOrder, type OrderLine } from './order-line.js';
import { nextOrderNumber } from './order-number.js';
import { missingParty, missingPlace, partyRefusals } from './order-parties.js';
import { OrderOrigin, OrderStatus } from './order-terms.js';
import { PlaceOrderPayload, type PlaceOrderInput } from './order.inputs.js';
import { orderById, type Order } from './order.js';
import { productsOf, type Products } from './orderable-products.js';
import { askedAgain } from './pricing-lines.js';
import { totalOf } from './line-amounts.js';
import { linesFor, linesIn } from './writing-lines.js';

const nothing = { order: null };

/** What others say, asked before the transaction. */
export interface Surroundings {
  readonly products: Products;
  readonly places: ReadonlyMap<string, BranchPlace>;
  readonly refusals: readonly UserError[];
  readonly parties: PartyFacts;
  /** Of the branch that does what is ordered. */
  readonly calendars: ReadonlyMap<string, BranchCalendar>;
}

export async function placeOrder(context: Context, { id, expectedVersion }: PlaceOrderInput): Promise<PlaceOrderPayload> {
  const seen = await context.load(orderById, id);
  const around = seen && (await surroundingsOf(context, seen, (await context.load(linesOfOrder, id)) ?? []));
  const options = { name: 'placeOrder', permission: placingPermission, end: 'PLACER', id, expectedVersion, nothing } as const;
  return atOrder(context, PlaceOrderPayload, options, async (transaction, order) => {
    if (!seen || !around) return refuse('NOT_FOUND', 'There is no such order that you may see.', ['input', 'id'], nothing);
    // What was asked of others was asked for the lines that it had then.
    const stale = staleVersion(order, seen.version, 'order', nothing);
    if (stale) return stale;
    const wrong = await place(transaction, await branchOf(transaction, order), order, around);
    return wrong.length > 0 ? new Refusal(wrong, nothing) : { order };
  });
}

export async function surroundingsOf(
  context: Context,
  order: Pick<Order, 'branchId' | 'performerBranchId' | 'patientId' | 'supplierId' | 'customerId'>,
  lines: readonly { readonly productId: string }[],
): Promise<Surroundings> {
  const branches = [order.branchId, ...(order.performerBranchId ? [order.performerBranchId] : [])];
  const performer = order.performerBranchId ?? order.branchId;
  const [products, places, refusals, parties, calendar] = await Promise.all([
    productsOf(context, lines),
    placesOfBranches(context, branches),
    partyRefusals(context, order),
    partiesOf(context, order),
    performer ? context.load(calendarOfBranch, performer) : null,
  ]);
  const calendars = new Map(calendar ? [[performer, calendar]] : []);
  return { products, places, refusals, parties, calendars };
}

/** Places a draft that is locked: by the newest revision of its workflow, with its lines as they are now. Errors say why not. */
export async function place(
  transaction: Transaction,
  branch: OpenBranch,
  order: Order,
  around: Surroundings,
): Promise<readonly UserError[]> {
  if (order.status !== OrderStatus.DRAFT)
    return refuse('WRONG_STATE', `The order is ${order.status}: only a draft is placed.`, ['input', 'id']).errors;
  if (around.refusals.length > 0) return around.refusals;
  const missing = missingParty(order);
  if (missing) return [missing];
  await rememberPlaces(transaction, around.places);
  await rememberCalendars(transaction, around.calendars);
  const lines = await freeze(transaction, order, around.products);
  if (lines instanceof Refusal) return lines.errors;
  const decision = await decide(transaction, branch, order, lines, around.parties);
  const { code, type } = await workflowOf(transaction, order);
  // A rule may have chosen one that this type does not have.
  const chosen = decision.workflow === null ? null : await workflowInForce(transaction, type, decision.workflow);
  const workflow = chosen ?? (await workflowInForce(transaction, type, code));
  if (!workflow) throw new Error(`Workflow ${code} of ${type} has no revision in force`);
  Object.assign(order, decision.fields, { dispatch: decision.dispatch, workflowId: workflow.id, state: workflow.definition.initial });
  // A rule may have chosen how it is brought.
  const nowhere = missingPlace(order);
  if (nowhere) return [nowhere];
  const { placing } = workflow;
  const refused = notPermitted(transaction.context, order, placing);
  if (refused) return refuse('NOT_ALLOWED', refused, ['input', 'id']).errors;
  const unmet = whyNot(placing, await standingOf(transaction, order.id));
  if (unmet.length > 0) return refuse('WRONG_STATE', unmet.join(' '), ['input', 'id']).errors;
  Object.assign(order, { placedAt: new Date(), placedBy: transaction.context.actor.id });
  order.number = await nextOrderNumber(transaction, type);
  const wrong = await moveOrder(transaction, order, placing, { reason: null, trigger: null });
  if (wrong) return [wrong];
  await keepDecision(transaction, order, decision);
  await startClocks(transaction, order, decision.slas, decision.decidedAt);
  await goOn(transaction, order);
  return [];
}

/** Makes the lines of a draft what their products are, and cost, just now. Of what comes back nothing changes: it is what was handed over. */
async function freeze(transaction: Transaction, order: Order, products: Products): Promise<OrderLine[] | Refusal> {
  const lines = await linesIn(transaction, order.id);
  if (order.originKind === OrderOrigin.RETURN) return lines;
  const asked = lines.map((line) => ({ ...askedAgain(line, order.currency), note: line.note }));
  const today = await linesFor(transaction, order, asked, products);
  if (today instanceof Refusal) return today;
  for (const [index, line] of lines.entries()) await transaction.save(asToday(line, today[index] ?? line));
  Object.assign(order, totalOf(lines));
  return lines;
}

function asToday(line: OrderLine, today: OrderLine): OrderLine {
  const { name, kind, code, attributes, minCelsius, maxCelsius, quantity, unitPriceMinor, taxBasisPoints, taxMinor, totalMinor } = today;
  const product = { name, kind, code, attributes, minCelsius, maxCelsius };
  return Object.assign(line, product, { quantity, unitPriceMinor, taxBasisPoints, taxMinor, totalMinor });
}
