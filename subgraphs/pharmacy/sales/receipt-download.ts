import { toPdf } from '#kernel/printing/to-pdf.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { readReceipt } from './reading-receipts.js';
import { saleById } from './sale.js';

export const receiptDownload = defineDownload({
  name: 'receipt',
  permission: 'sales:read',
  description: 'The receipt of a sale or return as PDF, on a roll of 80 mm. Parameter: id, of the sale.',
  async open(context, parameters) {
    const sale = await context.load(saleById, requiredParameter(parameters, 'id'));
    const receipt = sale && (await readReceipt(context, sale));
    return receipt && { name: `receipt-${sale.receiptNumber}.pdf`, type: 'application/pdf', body: await toPdf(receipt) };
  },
});
