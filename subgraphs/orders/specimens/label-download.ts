import { sql, type Sql } from '#kernel/database/sql.js';
import { GraphError } from '#kernel/graph/graph-error.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { documentsToPdf } from '#kernel/printing/to-pdf.js';
import { defineDownload } from '#kernel/subgraph/download.js';
import { labelOf } from './label.js';
import { labelPermission, readLabels } from './reading-labels.js';
import { printerFont, zebraLabels } from './zebra-label.js';

type Parameters = Readonly<Record<string, string>>;

export const labelDownload = defineDownload({
  name: 'specimen-labels',
  permission: labelPermission,
  description:
    'Labels of 50 × 25 mm for the specimens of an order, or for one specimen, without those that were given up or rejected. Parameters: orderId or number; format, pdf (a label a page, when left out) or zpl; font, of the printer for zpl, such as E:TT0003M_.FNT.',
  async open(context, parameters) {
    const { format = 'pdf', font = null } = parameters;
    if (format !== 'pdf' && format !== 'zpl')
      throw new GraphError('BAD_USER_INPUT', 'Labels are printed as pdf or zpl: choose one as "format".');
    if (font !== null && !printerFont.test(font))
      throw new GraphError('BAD_USER_INPUT', 'A font of the printer is named as in E:TT0003M_.FNT.');
    const labels = await readLabels(context, chosen(parameters));
    const [first] = labels;
    if (!first) return null;
    const name = `labels-${first.accessionNumber}`;
    if (format === 'pdf') return { name: `${name}.pdf`, type: 'application/pdf', body: await documentsToPdf(labels.map(labelOf)) };
    return { name: `${name}.zpl`, type: 'text/plain; charset=utf-8', body: Buffer.from(zebraLabels(labels, font)) };
  },
});

function chosen({ orderId, number }: Parameters): Sql {
  if (orderId && !number) return sql`order_id = ${toUuid('order', orderId)}`;
  if (number && !orderId) return sql`accession_number = ${number.trim()}`;
  throw new GraphError('BAD_USER_INPUT', 'Say which: add either the parameter "orderId" or "number" to the address.');
}
