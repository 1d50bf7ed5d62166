import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';
import { fileEndings } from './result-document.js';

interface Row {
  readonly title: string;
  readonly content_type: string;
  readonly content: Buffer;
  readonly accession_number: string;
}

export const resultDownload = defineDownload({
  name: 'specimen-result',
  permission: 'specimens:read',
  description: 'The document of a result, as the laboratory recorded it. Parameter: id, of the result.',
  async open({ db }, parameters) {
    const uuid = toUuid('specimenresult', requiredParameter(parameters, 'id'));
    const [row] = await db.rows<Row>(
      sql`select title, content_type, content, accession_number from specimen_results
        join specimens on specimens.tenant_id = specimen_results.tenant_id and specimens.id = specimen_results.specimen_id
        where specimen_results.id = ${uuid} and content is not null`,
      'specimens:read',
    );
    if (!row) return null;
    // Names of files have no separators of folders.
    const name = `${row.accession_number} ${row.title}`.replace(/[/\\\p{Cc}]/gu, '-');
    const isText = row.content_type.startsWith('text/');
    return {
      name: `${name}.${fileEndings[row.content_type]}`,
      type: isText ? `${row.content_type}; charset=utf-8` : row.content_type,
      body: row.content,
    };
  },
});
