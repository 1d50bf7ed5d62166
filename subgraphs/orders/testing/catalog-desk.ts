import type { RequestContext } from '#kernel/context/request-context.js';
import { newId } from '#kernel/graph/type-id.js';
import { OrderDesk } from './order-desk.js';

export interface RefusedAt {
  readonly code: string;
  readonly message: string;
  readonly field: string[] | null;
}

export interface SetAnswer {
  readonly attributeSet: { readonly id: string; readonly version: number; readonly revision: number } | null;
  readonly userErrors: RefusedAt[];
}

export interface WrittenAttributes {
  readonly version: number;
  readonly revision: number;
  readonly values: { readonly code: string; readonly text: string }[];
}

export interface AttributesAnswer {
  readonly attributes: WrittenAttributes | null;
  readonly userErrors: RefusedAt[];
}

/** A tube in which blood is collected, as a laboratory describes it. */
export const tubeAttributes = [
  { code: 'tube_volume', name: 'Volume', type: 'NUMBER', unit: 'mL', required: true, minimum: 0.5, maximum: 50, searchable: true },
  { code: 'cap', name: 'Cap', type: 'ENUM', values: ['LAVENDER', 'RED', 'BLUE'], searchable: true },
  { code: 'additive', name: 'Additive', type: 'TEXT', minimumLength: 2, maximumLength: 40, searchable: true },
  { code: 'sterile', name: 'Sterile', type: 'BOOLEAN', default: { boolean: true }, searchable: true },
  { code: 'approved_on', name: 'Approved on', type: 'DATE', searchable: true },
  { code: 'storage', name: 'Storage', type: 'TEMPERATURE_RANGE', minimum: -80, maximum: 40, searchable: true },
  { code: 'remark', name: 'Remark', type: 'TEXT' },
];

/** A tenant whose people look after its catalog. */
export class CatalogDesk extends OrderDesk {
  /** Attributes of consumables, unless said otherwise. */
  define(attributes: object[], more: object = {}, context: RequestContext = this.context): Promise<SetAnswer> {
    const fields = 'attributeSet { id version revision }';
    return this.change<SetAnswer>('defineAttributes', fields, { productKind: 'CONSUMABLE', attributes, ...more }, context);
  }

  describe(productId: string, values: object[], more: object = {}, context: RequestContext = this.context): Promise<AttributesAnswer> {
    const fields = 'attributes { version revision values { code text } }';
    return this.change<AttributesAnswer>('setProductAttributes', fields, { productId, values, ...more }, context);
  }

  /** A product that has these attributes. */
  async described(values: object[]): Promise<string> {
    const productId = newId('product');
    const { userErrors } = await this.describe(productId, values);
    if (userErrors.length > 0) throw new Error(userErrors.map(({ message }) => message).join(' '));
    return productId;
  }

  /** What orders knows of products, as other subgraphs' queries come to it. */
  async products<Data>(ids: readonly string[], fields: string, context: RequestContext = this.context): Promise<Data[]> {
    const text = `query ($representations: [_Any!]!) { _entities(representations: $representations) { ... on Product { ${fields} } } }`;
    const representations = ids.map((id) => ({ __typename: 'Product', id }));
    return (await this.ask<{ _entities: Data[] }>(text, { representations }, context))._entities;
  }

  /** As `run`, with the paths of the fields that are refused. */
  async change<Payload>(mutation: string, fields: string, input: object, context: RequestContext = this.context): Promise<Payload> {
    const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
    const text = `mutation ($input: ${type}!) { result: ${mutation}(input: $input) { ${fields} userErrors { code message field } } }`;
    return (await this.ask<{ result: Payload }>(text, { input }, context)).result;
  }
}
