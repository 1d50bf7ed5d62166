import { isObjectType as isFederatedObject, type Subgraph } from '@apollo/federation-internals';
import { GraphQLError, Kind, parse, print, TypeInfo, validate, visit, visitWithTypeInfo, type DocumentNode, type GraphQLSchema, type SelectionNode } from 'graphql';
import { LRUCache } from 'lru-cache';
import { EntityQuestionError } from '#kernel/subgraph/entity-directory.js';

/** What one subgraph can be asked of its entities, by what the supergraph says of it. */
export class EntityQuestions {
  private readonly schema: GraphQLSchema;
  private readonly texts = new LRUCache<string, string>({ max: 500 });

  constructor(private readonly subgraph: Subgraph) {
    this.schema = subgraph.schema.toGraphQLJSSchema();
  }

  /**
   * The operation that asks for these fields of a type's entities, with `$representations`. Throws an `EntityQuestionError` for
   * a selection that is none, or has fields that the subgraph does not have or cannot answer without another.
   */
  about(type: string, selection: string): string {
    const key = `${type} ${selection}`;
    let text = this.texts.get(key);
    if (text === undefined) this.texts.set(key, (text = this.write(type, selection)));
    return text;
  }

  private write(type: string, selection: string): string {
    const fields = selectionsOf(type, selection).map(print).join(' ');
    const text = `query Entities($representations: [_Any!]!) { _entities(representations: $representations) { ... on ${type} { id ${fields} } } }`;
    const document = parse(text, { noLocation: true });
    const wrong = [...validate(this.schema, document).map(({ message }) => message), ...this.foreignFields(document)];
    if (wrong.length > 0) throw new EntityQuestionError(`"${selection}" cannot be asked of ${type} in ${this.subgraph.name}: ${wrong.join(' ')}`);
    return text;
  }

  private foreignFields(document: DocumentNode): string[] {
    const metadata = this.subgraph.metadata();
    const found: string[] = [];
    const types = new TypeInfo(this.schema);
    visit(
      document,
      visitWithTypeInfo(types, {
        Field: ({ name }) => {
          const parent = this.subgraph.schema.type(types.getParentType()?.name ?? '');
          const field = parent && isFederatedObject(parent) ? parent.field(name.value) : undefined;
          if (field && (metadata.isFieldExternal(field) || field.hasAppliedDirective(metadata.requiresDirective()))) {
            found.push(`${field.coordinate} takes what another subgraph has.`);
          }
        },
      }),
    );
    return found;
  }
}

/** Parsed apart from the operation it becomes part of, so that it cannot close that one and go on with another. */
function selectionsOf(type: string, selection: string): readonly SelectionNode[] {
  if (selection.trim() === '') return [];
  try {
    const { definitions } = parse(`{ ${selection} }`, { noLocation: true });
    const [operation, ...others] = definitions;
    if (operation?.kind === Kind.OPERATION_DEFINITION && others.length === 0) return operation.selectionSet.selections;
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw new EntityQuestionError(`"${selection}" is no selection of ${type}: ${error.message}`, { cause: error });
  }
  throw new EntityQuestionError(`"${selection}" is more than a selection of ${type}.`);
}
