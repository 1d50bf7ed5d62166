import type { OpenBranch } from '#kernel/branches/at-branch.js';
import type { OrderLine } from '../orders/order-line.js';
import type { Order } from '../orders/order.js';
import { attributeFacts } from './catalog-attributes.js';
import { word } from './order-vocabulary.js';

/** What rules ask about that does not stand in the order itself. */
export interface PartyFacts {
  readonly patient: { readonly birthDate: string | null; readonly gender: string | null } | null;
  readonly customer: { readonly code: string | null; readonly name: string } | null;
  /** The code of the branch that does what is ordered. */
  readonly performerCode: string | null;
}

type AskedOrder = Pick<
  Order,
  'type' | 'priority' | 'deliveryMode' | 'note' | 'requestedFrom' | 'requestedUntil' | 'totalMinor' | 'currency'
>;
type AskedLine = Pick<OrderLine, 'name' | 'code' | 'kind' | 'quantity' | 'totalMinor' | 'attributes'>;

/** An order as rules see it: what is not said is absent, and so unknown. Plain JSON. */
export function factsOf(
  branch: Pick<OpenBranch, 'code' | 'today'>,
  order: AskedOrder,
  lines: readonly AskedLine[],
  parties: PartyFacts,
): object {
  const { currency } = order;
  return {
    order_type: word(order.type),
    priority: word(order.priority),
    delivery_mode: word(order.deliveryMode),
    branch: branch.code,
    performer: parties.performerCode ?? branch.code,
    customer: parties.customer ?? {},
    patient: parties.patient ? { age: ageOn(branch.today, parties.patient.birthDate), gender: parties.patient.gender } : {},
    note: order.note,
    requested_from: order.requestedFrom?.toISOString() ?? null,
    requested_until: order.requestedUntil?.toISOString() ?? null,
    total: { amountMinor: order.totalMinor.toString(), currency },
    line_count: lines.length,
    lines: lines.map(({ name, code, kind, quantity, totalMinor, attributes }) => ({
      product: { name, code, kind: word(kind) },
      quantity,
      total: { amountMinor: totalMinor.toString(), currency },
      attributes: attributes.map((attribute) => ({ code: attribute.code, value: attribute.text })),
      attributes_by_code: attributeFacts(attributes),
    })),
  };
}

/** In whole years. A birth date may be a year or a month only, as FHIR has it; its first day is taken then. */
function ageOn(today: string, birthDate: string | null): number | null {
  if (!birthDate) return null;
  const born = `${birthDate}-01-01`.slice(0, 10);
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}
