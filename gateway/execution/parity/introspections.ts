import { SchemaMetaFieldDef, TypeMetaFieldDef, type GraphQLOutputType, type GraphQLSchema } from 'graphql';
import type { SeededRandom } from './seeded-random.js';

export interface Introspection {
  readonly name: '__schema' | '__type';
  readonly args: string;
  readonly text: string;
  readonly type: GraphQLOutputType;
}

/** What tools ask a schema about itself, short forms of it. */
export function introspections(api: GraphQLSchema, random: SeededRandom): readonly Introspection[] {
  const names = Object.keys(api.getTypeMap());
  const type = (text: string): Introspection => ({ name: '__type', args: `(name: ${JSON.stringify(random.pick([...names, 'Nobody']))})`, text, type: TypeMetaFieldDef.type });
  const schema = (text: string): Introspection => ({ name: '__schema', args: '', text, type: SchemaMetaFieldDef.type });
  return [
    schema('{ queryType { name } mutationType { kind name: description } }'),
    schema('{ __typename types { name kind again: __typename possibleTypes { name } enumValues(includeDeprecated: true) { name } } }'),
    schema('{ directives { name locations args { name defaultValue type { name ofType { kind name } } } } }'),
    type('{ constructor: name fields { name type { ...on __Type { kind name } ofType { name } } args { name defaultValue } } }'),
    type('{ kind interfaces { name } inputFields { name type { name ofType { name } } } }'),
  ];
}
