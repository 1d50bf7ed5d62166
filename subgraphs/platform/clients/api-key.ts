import { Field, ObjectType } from 'type-graphql';
import { Column, Entity } from 'typeorm';
import { IdColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';
import { ClientCredential } from './client-credential.js';

@Entity('api_keys')
@ObjectType({ description: 'By which a client asks without an access token: simpler, and good until it is revoked.' })
@Access('clients:read')
export class ApiKey extends ClientCredential {
  @IdColumn('apikey')
  id: string;

  @Column('text')
  @Field(() => String, { simple: true, description: 'What it is for.' })
  name: string;
}

export const keysOfClient = loaderByParent(ApiKey, 'clientId', ['createdAt', 'id']);
