import { getNamedType, isAbstractType, isEnumType, isInterfaceType, isObjectType, type GraphQLSchema } from 'graphql';
import type { KnownSubgraph } from './entity-identities.js';

/** What a field may answer so that every subgraph that has it can say the same, and clients may see it. */
export class CommonAnswers {
  private readonly types = new Map<string, readonly string[]>();
  private readonly enumValues = new Map<string, readonly string[]>();

  constructor(
    private readonly subgraphs: readonly KnownSubgraph[],
    private readonly api: GraphQLSchema,
  ) {}

  /** Object types that the field's abstract type has wherever the field is. */
  objectTypes(parent: string, field: string): readonly string[] {
    return remembered(this.types, `${parent}.${field}`, () =>
      this.common(parent, field, (schema) => {
        const type = this.typeOf(schema, parent, field);
        return isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : null;
      }).filter((name) => isObjectType(this.api.getType(name))),
    );
  }

  enumsOf(parent: string, field: string): readonly string[] {
    return remembered(this.enumValues, `${parent}.${field}`, () =>
      this.common(parent, field, (schema) => {
        const type = this.typeOf(schema, parent, field);
        return isEnumType(type) ? type.getValues().map(({ name }) => name) : null;
      }).filter((name) => {
        const type = this.typeOf(this.api, parent, field);
        return !isEnumType(type) || type.getValue(name) !== undefined;
      }),
    );
  }

  private common(parent: string, field: string, of: (schema: GraphQLSchema) => readonly string[] | null): readonly string[] {
    const lists = this.subgraphs.map(({ schema }) => of(schema)).filter((list) => list !== null);
    const [first = [], ...others] = lists;
    return first.filter((name) => others.every((list) => list.includes(name)));
  }

  private typeOf(schema: GraphQLSchema, parent: string, field: string): unknown {
    const type = schema.getType(parent);
    const definition = isObjectType(type) || isInterfaceType(type) ? type.getFields()[field] : undefined;
    return definition && getNamedType(definition.type);
  }
}

function remembered<Value>(known: Map<string, Value>, key: string, find: () => Value): Value {
  let value = known.get(key);
  if (value === undefined) known.set(key, (value = find()));
  return value;
}
