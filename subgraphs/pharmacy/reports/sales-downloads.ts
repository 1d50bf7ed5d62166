import { decimalAmount } from '#kernel/graph/money.js';
import { defineDownload } from '#kernel/subgraph/download.js';
import type { Context } from '#kernel/subgraph/context.js';
import { reportBranch, reportRange } from './report-range.js';
import { dayParameter, oneOf, tableOf, type Parameters } from './report-table.js';
import { salesFigures, SalesGrouping, tenderFigures, type SalesRow, type TenderRow } from './sales-report.js';
import { tillDifferences as differencesSql, type DifferenceRow } from './till-differences.js';

const permission = 'sales:report';

export const salesReport = defineDownload({
  name: 'sales',
  permission,
  description: 'What a branch sold, less what was returned. Parameters: branchId, from, until (days), by (DAY, PRODUCT, CASHIER).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const range = reportRange(branch, dayParameter(parameters, 'from'), dayParameter(parameters, 'until'));
    const by = oneOf(parameters, 'by', Object.values(SalesGrouping), SalesGrouping.DAY);
    const amount = (minor: string): string => decimalAmount(BigInt(minor), branch.currency);
    return tableOf(branch, 'sales', context.db.stream<SalesRow>(salesFigures(branch, range, by), permission), [
      {
        heading: by === SalesGrouping.DAY ? 'Day' : by === SalesGrouping.PRODUCT ? 'Product' : 'Cashier',
        value: (row) => row.day ?? row.name ?? row.cashier,
      },
      { heading: 'Receipts', value: ({ receipts }) => receipts },
      { heading: 'Packs', value: ({ units }) => units },
      { heading: 'Discount', value: ({ discount }) => amount(discount) },
      { heading: 'Revenue', value: ({ revenue }) => amount(revenue) },
      { heading: 'Tax', value: ({ tax }) => amount(tax) },
      { heading: 'Cost', value: ({ cost }) => amount(cost) },
      { heading: 'Margin', value: ({ margin }) => amount(margin) },
      { heading: 'Revenue without cost', value: (row) => amount(row.revenue_without_cost) },
      { heading: 'Currency', value: () => branch.currency },
    ]);
  },
});

export const tenderReport = defineDownload({
  name: 'tenders',
  permission,
  description: 'With what the sales of a branch were paid. Parameters: branchId, from, until (days).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const range = reportRange(branch, dayParameter(parameters, 'from'), dayParameter(parameters, 'until'));
    return tableOf(branch, 'tenders', context.db.stream<TenderRow>(tenderFigures(branch, range), permission), [
      { heading: 'Tender', value: ({ tender }) => tender },
      { heading: 'Payments', value: ({ payments }) => payments },
      { heading: 'Amount', value: ({ amount }) => decimalAmount(BigInt(amount), branch.currency) },
      { heading: 'Rounding', value: ({ rounding }) => decimalAmount(BigInt(rounding), branch.currency) },
      { heading: 'Currency', value: () => branch.currency },
    ]);
  },
});

export const tillDifferences = defineDownload({
  name: 'till-differences',
  permission,
  description: 'Tills of a branch that were closed with more or less than expected. Parameters: branchId, from, until (days).',
  async open(context: Context, parameters: Parameters) {
    const branch = await reportBranch(context, parameters['branchId'], permission);
    const range = reportRange(branch, dayParameter(parameters, 'from'), dayParameter(parameters, 'until'));
    return tableOf(branch, 'till-differences', context.db.stream<DifferenceRow>(differencesSql(branch, range), permission), [
      { heading: 'Closed', value: (row) => row.closed_at },
      { heading: 'Till', value: ({ till }) => till },
      { heading: 'Tender', value: ({ tender }) => tender },
      { heading: 'Expected', value: (row) => decimalAmount(BigInt(row.expected), row.currency) },
      { heading: 'Counted', value: (row) => decimalAmount(BigInt(row.counted), row.currency) },
      { heading: 'Difference', value: (row) => decimalAmount(BigInt(row.counted) - BigInt(row.expected), row.currency) },
      { heading: 'Currency', value: ({ currency }) => currency },
      { heading: 'Reason', value: ({ reason }) => reason },
    ]);
  },
});
