import { Field, ID, InputType, ObjectType } from 'type-graphql';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { OrderComment } from './order-comment.js';
import { OrderDocument } from './order-document.js';

@InputType({ description: 'Something to say about an order.' })
export class AddOrderCommentInput {
  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => String, { description: 'What, in at most 1000 characters.' })
  text: string;
}

@InputType({ description: 'A paper that belongs to an order: its bytes, or a link.' })
export class AddOrderDocumentInput {
  @Field(() => ID, { description: 'The order.' })
  orderId: string;

  @Field(() => String, { description: 'What it is, in at most 200 characters.' })
  title: string;

  @Field(() => String, {
    description: 'Its media type: `application/pdf`, `image/png`, `image/jpeg`, `text/plain` or `text/csv`, the texts in UTF-8.',
  })
  contentType: string;

  @Field(() => String, { nullable: true, description: 'Its bytes in base64 (RFC 4648), at most 2 MiB of them.' })
  base64?: string | null;

  @Field(() => String, { nullable: true, description: 'An https address, when it is kept elsewhere.' })
  url?: string | null;
}

@ObjectType({ description: 'The comment, or why there is none.' })
export class AddOrderCommentPayload extends MutationPayload {
  @Field(() => OrderComment, { simple: true, nullable: true, description: 'The comment.' })
  comment: OrderComment | null;
}

@ObjectType({ description: 'The document, or why there is none.' })
export class AddOrderDocumentPayload extends MutationPayload {
  @Field(() => OrderDocument, { simple: true, nullable: true, description: 'The document.' })
  document: OrderDocument | null;
}
