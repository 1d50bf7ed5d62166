import { isCompositeType, isListType, isNonNullType, isObjectType, type GraphQLCompositeType, type GraphQLOutputType } from 'graphql';

/** A field as it was selected somewhere in an operation. */
export interface Selected {
  readonly parent: GraphQLCompositeType;
  readonly name: string;
  /** Its arguments as they are printed: two fields merge only when these are the same. */
  readonly args: string;
  readonly type: GraphQLOutputType;
}

/**
 * What stands at each response path of an operation or of a fragment. GraphQL refuses fields that share a response path and do not
 * merge; asking here first lets aliases collide as often as the language allows, and never once more.
 */
export class OperationScope {
  private readonly selected = new Map<string, Selected[]>();

  /** Whether the field may stand at the path, beside all that stands there already. */
  accepts(path: string, field: Selected): boolean {
    return (this.selected.get(path) ?? []).every((other) => mergeable(field, other));
  }

  add(path: string, field: Selected): void {
    const present = this.selected.get(path);
    if (present) present.push(field);
    else this.selected.set(path, [field]);
  }

  at(path: string): readonly Selected[] {
    return this.selected.get(path) ?? [];
  }

  /** Whether a fragment with this scope may be spread at the path. */
  acceptsAll(path: string, fragment: OperationScope): boolean {
    return [...fragment.selected].every(([below, fields]) => fields.every((field) => this.accepts(path + below, field)));
  }

  addAll(path: string, fragment: OperationScope): void {
    for (const [below, fields] of fragment.selected) for (const field of fields) this.add(path + below, field);
  }
}

/** Stricter than the specification's rule below parents that exclude each other, and the same everywhere else. */
function mergeable(one: Selected, other: Selected): boolean {
  if (shapeOf(one.type) !== shapeOf(other.type)) return false;
  const exclusive = one.parent !== other.parent && isObjectType(one.parent) && isObjectType(other.parent);
  return exclusive || (one.name === other.name && one.args === other.args);
}

/** Leaf types must be the same; of objects only what wraps them matters. */
function shapeOf(type: GraphQLOutputType): string {
  if (isNonNullType(type)) return `${shapeOf(type.ofType)}!`;
  if (isListType(type)) return `[${shapeOf(type.ofType)}]`;
  return isCompositeType(type) ? '*' : type.name;
}
