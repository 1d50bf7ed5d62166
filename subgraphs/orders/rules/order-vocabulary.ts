import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { knownTeams } from '#kernel/teams/known-teams.js';
import { DeliveryMode, OrderPriority, OrderType } from '../orders/order-terms.js';
import { webhookNames } from '../webhooks/webhook-names.js';
import type { Attribute, ListAttribute } from './attribute.js';
import { catalogAttributes } from './catalog-attributes.js';
import { catalogueOf, type RuleCatalogue } from './rule-catalogue.js';

/** In rules, words are written as JSON writes them: lab_sample. */
export function word(term: string): string {
  return term.toLowerCase();
}

function words(terms: Readonly<Record<string, string>>): string[] {
  return Object.values(terms).map(word);
}

const productKinds = ['medicine', 'optical', 'device', 'reagent', 'equipment', 'consumable', 'service', 'other'];

/** What rules can ask of an order, and by these names of its products. */
export const orderAttributes = (named: NonNullable<ListAttribute['named']>): readonly Attribute[] => [
  { name: 'order_type', type: 'enum', values: words(OrderType) },
  { name: 'priority', type: 'enum', values: words(OrderPriority) },
  { name: 'delivery_mode', type: 'enum', values: words(DeliveryMode) },
  { name: 'branch', type: 'text' },
  { name: 'performer', type: 'text' },
  { name: 'customer.code', type: 'text' },
  { name: 'customer.name', type: 'text' },
  { name: 'patient.age', type: 'number' },
  { name: 'patient.gender', type: 'text' },
  { name: 'note', type: 'text' },
  { name: 'requested_from', type: 'datetime' },
  { name: 'requested_until', type: 'datetime' },
  { name: 'total', type: 'money' },
  { name: 'line_count', type: 'number' },
  {
    name: 'lines',
    type: 'list',
    items: [
      { name: 'product.name', type: 'text' },
      { name: 'product.code', type: 'text' },
      { name: 'product.kind', type: 'enum', values: productKinds },
      { name: 'quantity', type: 'number' },
      { name: 'total', type: 'money' },
      {
        name: 'attributes',
        type: 'list',
        items: [
          { name: 'code', type: 'text' },
          { name: 'value', type: 'text' },
        ],
        named,
      },
    ],
  },
];

/** Ways to dispatch. */
export const dispatches = {
  immediate: 'A courier is sent at once.',
  scheduled: 'A courier is sent in time for when it is wanted.',
  manual: 'Somebody sends a courier by hand.',
} as const;

/** What the rules of a tenant can speak of, and do. */
export async function orderCatalogue(transaction: Pick<Transaction, 'rows'>): Promise<RuleCatalogue> {
  const workflows = await transaction.rows<{ code: string }>(
    sql`select distinct code from order_workflows where status = 'ACTIVE' order by code`,
  );
  const teams = await knownTeams(transaction);
  const formerTeams = await transaction.rows<{ code: string }>(
    sql`select distinct code from known_teams where code <> all (${teams}::text[]) order by code`,
  );
  const slaPolicies = await transaction.rows<{ code: string; active: boolean }>(sql`select code, active from sla_policies order by code`);
  return catalogueOf({
    attributes: orderAttributes(await catalogAttributes(transaction)),
    fields: [
      { name: 'priority', type: 'enum', values: words(OrderPriority) },
      { name: 'delivery_mode', type: 'enum', values: words(DeliveryMode) },
      { name: 'note', type: 'text' },
    ],
    workflows: [...new Set(['standard', ...workflows.map(({ code }) => code)])],
    dispatches: Object.keys(dispatches),
    roles: teams,
    slaPolicies: slaPolicies.filter(({ active }) => active).map(({ code }) => code),
    webhooks: await webhookNames(transaction),
    outOfUse: {
      roles: formerTeams.map(({ code }) => code),
      slaPolicies: slaPolicies.filter(({ active }) => !active).map(({ code }) => code),
    },
  });
}
