import { ObjectType } from 'type-graphql';
import { Entity } from 'typeorm';
import { IdColumn } from '#kernel/database/columns.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { loaderByParent } from '#kernel/subgraph/loader.js';
import { ClientCredential } from './client-credential.js';

@Entity('client_secrets')
@ObjectType({ description: 'By which a client asks for access tokens.' })
@Access('clients:read')
export class ClientSecret extends ClientCredential {
  @IdColumn('clientsecret')
  id: string;
}

export const secretsOfClient = loaderByParent(ClientSecret, 'clientId', ['createdAt', 'id']);
