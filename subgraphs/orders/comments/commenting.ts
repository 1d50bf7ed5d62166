import { sql } from '#kernel/database/sql.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse, type UserError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { tellOrder } from '../lifecycle/telling.js';
import { mayAt } from '../lifecycle/who-may.js';
import { atOrder, fulfillingPermission, placingPermission } from '../orders/at-order.js';
import { orderById } from '../orders/order.js';
import {
  AddOrderCommentPayload,
  AddOrderDocumentPayload,
  type AddOrderCommentInput,
  type AddOrderDocumentInput,
} from './comment.inputs.js';
import { readContent, typeError, urlError, type Content } from './document-content.js';
import { OrderComment } from './order-comment.js';
import { OrderDocument } from './order-document.js';

export async function addOrderComment(context: Context, { orderId: id, text }: AddOrderCommentInput): Promise<AddOrderCommentPayload> {
  const nothing = { comment: null };
  const options = { name: 'addOrderComment', permission: await permissionOf(context, id), id, nothing };
  return atOrder(context, AddOrderCommentPayload, options, async (transaction, order) => {
    const words = text.trim();
    if (!words || words.length > mostLetters.text)
      return refuse('REQUIRED', `Say something, in at most ${mostLetters.text} characters.`, ['input', 'text'], nothing);
    const { branchId, performerBranchId } = order;
    const writtenBy = transaction.context.actor.id;
    const comment = await transaction.insert(
      Object.assign(new OrderComment(), { id: newId('ordercomment'), orderId: id, branchId, performerBranchId, text: words, writtenBy }),
    );
    await tellOrder(transaction, order);
    return { comment };
  });
}

export async function addOrderDocument(context: Context, input: AddOrderDocumentInput): Promise<AddOrderDocumentPayload> {
  const nothing = { document: null };
  const { orderId: id } = input;
  const options = { name: 'addOrderDocument', permission: await permissionOf(context, id), id, nothing };
  return atOrder(context, AddOrderDocumentPayload, options, async (transaction, order) => {
    const read = contentOf(input);
    if (read instanceof Refusal) return read;
    const { branchId, performerBranchId } = order;
    const document = await transaction.insert(
      Object.assign(new OrderDocument(), {
        ...{ id: newId('orderdocument'), orderId: id, branchId, performerBranchId },
        ...{ title: input.title.trim(), contentType: input.contentType, url: read ? null : (input.url ?? null) },
        ...{ size: read?.bytes.length ?? null, sha256: read?.sha256 ?? null, addedBy: transaction.context.actor.id },
      }),
    );
    if (read)
      await transaction.rows(sql`insert into order_document_bodies (document_id, branch_id, performer_branch_id, body)
        values (${toUuid('orderdocument', document.id)}, ${toUuid('branch', branchId)},
          ${performerBranchId ? toUuid('branch', performerBranchId) : null}, ${read.bytes})`);
    await tellOrder(transaction, order);
    return { document };
  });
}

/** What is to be kept here; null for a link. */
function contentOf({ title, contentType, base64, url }: AddOrderDocumentInput): Content | Refusal | null {
  const nothing = { document: null };
  const errors: UserError[] = lengthErrors(mostLetters.name, { title });
  const wrongType = typeError(contentType);
  if (!title.trim()) return refuse('REQUIRED', 'Say what it is.', ['input', 'title'], nothing);
  if (wrongType) errors.push(wrongType);
  if ((base64 == null) === (url == null))
    return refuse('REQUIRED', 'Send either the bytes, as base64, or a link, as url.', ['input', 'base64'], nothing);
  const wrongUrl = url == null ? null : urlError(url);
  if (wrongUrl) errors.push(wrongUrl);
  if (errors.length > 0) return new Refusal(errors, nothing);
  if (base64 == null) return null;
  const content = readContent(contentType, base64);
  return 'bytes' in content ? content : new Refusal([content], nothing);
}

/** Who orders and who does what is ordered may both say something. */
async function permissionOf(context: Context, orderId: string): Promise<string> {
  const order = await context.load(orderById, orderId);
  return order && mayAt(context.request, placingPermission, order, undefined) ? placingPermission : fulfillingPermission;
}
