import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { endingOf } from './document-content.js';
import { documentById } from './order-document.js';

export const documentDownload = defineDownload({
  name: 'document',
  permission: 'orders:read',
  description: 'A document of an order that is kept here, as it was added. Parameter: id, of the document.',
  async open(context, parameters) {
    const document = await context.load(documentById, requiredParameter(parameters, 'id'));
    if (!document || document.url !== null) return null;
    const statement = sql`select body from order_document_bodies where document_id = ${toUuid('orderdocument', document.id)}`;
    const [row] = await context.db.rows<{ body: Buffer }>(statement, 'orders:read');
    const type = document.contentType.startsWith('text/') ? `${document.contentType}; charset=utf-8` : document.contentType;
    return row ? { name: `${document.title}.${endingOf(document.contentType)}`, type, body: row.body } : null;
  },
});
