import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse, userError, UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { readDocument, type ResultDocument } from './result-document.js';
import { changeSpecimens, laboratoryErrors, lockWithOrders } from './scanned-specimens.js';
import { SpecimenResult } from './specimen-result.js';
import { SpecimenStatus } from './specimen-terms.js';
import { RecordSpecimenResultPayload, type RecordSpecimenResultInput } from './specimen.inputs.js';
import type { Specimen } from './specimen.js';

const nothing = { specimen: null, result: null };
const permission = 'specimens:receive';
const mostConclusion = 10_000;
const field = ['input', 'accessionNumber'];

/** What the laboratory found. Of a specimen that has a result already it is a further one, such as a correction. */
export async function recordSpecimenResult(context: Context, input: RecordSpecimenResultInput): Promise<RecordSpecimenResultPayload> {
  const document = input.document ? readDocument(input.document) : null;
  return context.db.command(RecordSpecimenResultPayload, { name: 'recordSpecimenResult', permission }, async (transaction) => {
    const errors = resultErrors(input);
    if (document instanceof UserError) errors.push(document);
    if (document instanceof UserError || errors.length > 0) return new Refusal(errors, nothing);
    const { specimens } = await lockWithOrders(transaction, sql`accession_number = ${input.accessionNumber.trim()}`);
    const [specimen] = specimens;
    if (!specimen) return refuse('NOT_FOUND', 'There is no such specimen where you may do this: scan its label again.', field, nothing);
    const elsewhere = laboratoryErrors(transaction, [{ specimen, field }], permission);
    if (elsewhere.length > 0) return new Refusal(elsewhere, nothing);
    const isFirst = specimen.status !== SpecimenStatus.RESULTED;
    const refused = isFirst || specimen.held ? specimen.moveTo(SpecimenStatus.RESULTED, field) : null;
    if (refused) return new Refusal([refused], nothing);
    const result = await keepResult(transaction, specimen, input, document);
    if (!isFirst) return { specimen, result };
    const changed = await changeSpecimens(
      transaction,
      [specimen],
      sql`status = ${SpecimenStatus.RESULTED}, resulted_at = clock_timestamp()`,
    );
    return { specimen: changed[0] ?? null, result };
  });
}

function resultErrors(input: RecordSpecimenResultInput): UserError[] {
  const { title, conclusion } = input;
  const errors = [...lengthErrors(mostLetters.name, { title }), ...lengthErrors(mostConclusion, { conclusion })];
  if (!title.trim()) errors.push(userError('REQUIRED', 'Say what it is, such as the name of the examination.', ['input', 'title']));
  if (!conclusion?.trim() && !input.document)
    errors.push(userError('REQUIRED', 'Say what was found: in words (conclusion), by a document, or both.', ['input', 'conclusion']));
  return errors;
}

async function keepResult(
  transaction: Transaction,
  specimen: Specimen,
  input: RecordSpecimenResultInput,
  document: ResultDocument | null,
): Promise<SpecimenResult> {
  const uuid = toUuid('specimenresult', newId('specimenresult'));
  await transaction.rows(sql`insert into specimen_results (id, specimen_id, order_id, branch_id, performer_branch_id, title, conclusion, content_type,
      content, sha256, recorded_by)
    values (${uuid}, ${toUuid('specimen', specimen.id)}, ${toUuid('order', specimen.orderId)}, ${toUuid('branch', specimen.branchId)},
      ${toUuid('branch', specimen.performerBranchId)}, ${input.title.trim()}, ${input.conclusion?.trim() || null},
      ${document?.contentType ?? null}, ${document?.content ?? null}, ${document?.sha256 ?? null}, ${transaction.context.actor.id})`);
  const kept = await transaction.first(SpecimenResult, sql`where id = ${uuid}`);
  if (!kept) throw new Error('The result that was just recorded is not there');
  return kept;
}
