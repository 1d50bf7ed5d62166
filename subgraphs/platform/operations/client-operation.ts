import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn, ReferenceColumn, TenantEntity } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';

@Entity('client_operations')
@ObjectType({ description: 'A document that a client can run by its id, without sending it; a client that is locked runs no other.' })
@Access('clients:read')
export class ClientOperation extends TenantEntity {
  @IdColumn('operation')
  id: string;

  @ReferenceColumn('client')
  clientId: string;

  @Column('text')
  hash: string;

  @Column('text', { nullable: true })
  @Field(() => String, { simple: true, nullable: true, description: 'The name of its first operation.' })
  name: string | null;

  @Column('text')
  @Field(() => String, { simple: true, description: 'The document, as it was published.' })
  document: string;

  @Field(() => String, { description: 'What the client sends as `documentId`: `sha256:` and the SHA-256 of the document in hex.' })
  documentId(): string {
    return `sha256:${this.hash}`;
  }
}

export const operationsOfClient = loaderByParent(ClientOperation, 'clientId', ['createdAt', 'id']);
