import { GraphError } from '#kernel/graph/graph-error.js';
import { decimalAmount } from '#kernel/graph/money.js';
import { defineDownload } from '#kernel/subgraph/download.js';
import type { Context } from '#kernel/subgraph/context.js';
import { controlledBalances as balancesSql, type BalanceRow } from './controlled-balances.js';
import { expiringStock as expiringSql, type ExpiringRow } from './expiring-stock.js';
import { reportBranch, reportRange } from './report-range.js';
import { dayParameter, oneOf, tableOf, type Parameters } from './report-table.js';
import { stockMovements as movementsSql, type MovementRow } from './stock-movements.js';
import { MoverOrder, stockMovers as moversSql, type MoverRow } from './stock-movers.js';
import { stockValuation as valuationSql, ValuationMethod, type ValuationRow } from './stock-valuation.js';

const permission = 'stock:report';

export const stockValuation = defineDownload({
  name: 'stock-valuation',
  permission,
  description:
    'What the stock of a branch is worth, a line for each product. Parameters: branchId, method (FIFO, AVERAGE), asOf (RFC 3339).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const method = oneOf(parameters, 'method', Object.values(ValuationMethod), ValuationMethod.FIFO);
    const asOf = parameters['asOf'] === undefined ? null : new Date(parameters['asOf']);
    if (asOf && Number.isNaN(asOf.getTime())) throw new GraphError('BAD_USER_INPUT', 'asOf is a moment, such as 2026-01-31T23:59:59Z.');
    return tableOf(branch, 'stock-valuation', context.db.stream<ValuationRow>(valuationSql(branch, method, asOf), permission), [
      { heading: 'GTIN', value: ({ gtin }) => gtin },
      { heading: 'Product', value: ({ name }) => name },
      { heading: 'On hand', value: (row) => row.on_hand },
      { heading: 'Without cost', value: ({ unvalued }) => unvalued },
      { heading: 'Value', value: (row) => decimalAmount(BigInt(row.value_minor), branch.currency) },
      { heading: 'Currency', value: () => branch.currency },
    ]);
  },
});

export const expiringStock = defineDownload({
  name: 'expiring-stock',
  permission,
  description: 'Stock of a branch that expires soon or has, a line for each lot and place. Parameters: branchId, withinDays.',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const withinDays = Number(parameters['withinDays'] ?? 90);
    if (!Number.isInteger(withinDays) || withinDays < 0 || withinDays > 3650)
      throw new GraphError('BAD_USER_INPUT', 'withinDays is a whole number from 0 to 3650.');
    return tableOf(branch, 'expiring-stock', context.db.stream<ExpiringRow>(expiringSql(branch, withinDays, true), permission), [
      { heading: 'Expires on', value: (row) => row.expires_on },
      { heading: 'Days left', value: (row) => row.days_left },
      { heading: 'GTIN', value: ({ gtin }) => gtin },
      { heading: 'Product', value: ({ name }) => name },
      { heading: 'Lot', value: (row) => row.lot_number },
      { heading: 'Place', value: ({ location }) => location },
      { heading: 'Status', value: ({ status }) => status },
      { heading: 'On hand', value: (row) => row.on_hand },
      { heading: 'Value', value: (row) => (row.value_minor === null ? null : decimalAmount(BigInt(row.value_minor), branch.currency)) },
      { heading: 'Currency', value: () => branch.currency },
    ]);
  },
});

export const stockMovers = defineDownload({
  name: 'stock-movers',
  permission,
  description: 'How fast the products of a branch move. Parameters: branchId, from, until (days), order (FAST, SLOW).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const range = reportRange(branch, dayParameter(parameters, 'from'), dayParameter(parameters, 'until'));
    const order = oneOf(parameters, 'order', Object.values(MoverOrder), MoverOrder.FAST);
    return tableOf(branch, 'stock-movers', context.db.stream<MoverRow>(moversSql(branch, range, order), permission), [
      { heading: 'GTIN', value: ({ gtin }) => gtin },
      { heading: 'Product', value: ({ name }) => name },
      { heading: 'Packs out', value: (row) => row.units_out },
      { heading: 'On hand', value: (row) => row.on_hand },
      { heading: 'Last out', value: (row) => row.last_out_at },
    ]);
  },
});

export const stockMovements = defineDownload({
  name: 'stock-movements',
  permission,
  description: 'Every movement of stock of a branch, in the order of time. Parameters: branchId, from, until (days).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const range = reportRange(branch, dayParameter(parameters, 'from'), dayParameter(parameters, 'until'));
    const rows = context.db.stream<MovementRow>(movementsSql(branch, range), permission);
    return tableOf(branch, 'stock-movements', rows, [
      { heading: 'When', value: (row) => row.occurred_at },
      { heading: 'Kind', value: ({ kind }) => kind },
      { heading: 'GTIN', value: ({ gtin }) => gtin },
      { heading: 'Product', value: ({ name }) => name },
      { heading: 'Lot', value: (row) => row.lot_number },
      { heading: 'Place', value: ({ location }) => location },
      { heading: 'Status', value: ({ status }) => status },
      { heading: 'Quantity', value: ({ quantity }) => quantity },
      {
        heading: 'Unit cost',
        value: (row) => (row.unit_cost_minor === null ? null : decimalAmount(BigInt(row.unit_cost_minor), branch.currency)),
      },
      { heading: 'Reason', value: ({ reason }) => reason },
      { heading: 'By', value: (row) => row.created_by },
    ]);
  },
});

export const controlledBalances = defineDownload({
  name: 'controlled-balances',
  permission: 'registers:read',
  description: 'What the register of a branch says of each lot of its controlled substances. Parameter: branchId.',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], 'registers:read');
    return tableOf(branch, 'controlled-balances', context.db.stream<BalanceRow>(balancesSql(branch), 'registers:read'), [
      { heading: 'Product', value: ({ name }) => name },
      { heading: 'Schedule', value: (row) => row.controlled_schedule },
      { heading: 'Lot', value: (row) => row.lot_number },
      { heading: 'Balance', value: ({ balance }) => balance },
      { heading: 'On hand', value: (row) => row.on_hand },
      { heading: 'Entries', value: ({ entries }) => entries },
    ]);
  },
});
