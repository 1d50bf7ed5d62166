import { sql } from '#kernel/database/sql.js';
import { toUuid } from '#kernel/graph/type-id.js';
import { defineDownload, requiredParameter } from '#kernel/subgraph/download.js';

const extensions: Readonly<Record<string, string>> = { 'image/jpeg': 'jpg', 'image/png': 'png', 'image/svg+xml': 'svg' };

export const taskProofDownload = defineDownload({
  name: 'task-proof',
  permission: 'tasks:read',
  description: 'The photo or signature by which a task was shown to be done. Parameter: id, of the proof.',
  async open({ db }, parameters) {
    const [proof] = await db.rows<{ number: string; kind: string; media_type: string; content: Buffer }>(
      sql`select tasks.number, proof.kind, proof.media_type, proof.content from task_proofs proof join tasks on tasks.id = proof.task_id
        where proof.id = ${toUuid('taskproof', requiredParameter(parameters, 'id'))} and proof.content is not null`,
      'tasks:read',
    );
    if (!proof) return null;
    const { number, kind, media_type: type, content: body } = proof;
    return { name: `${number}-${kind.toLowerCase()}.${extensions[type] ?? 'bin'}`, type, body };
  },
});
