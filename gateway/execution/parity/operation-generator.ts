import {
  getNamedType,
  isAbstractType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  parse,
  validate,
  GraphQLNonNull,
  GraphQLString,
  type DocumentNode,
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLSchema,
} from 'graphql';
import { InputGenerator } from './input-generator.js';
import { introspections } from './introspections.js';
import { OperationScope, type Selected } from './operation-scope.js';
import { SeededRandom } from './seeded-random.js';

export interface GeneratedOperation {
  readonly text: string;
  readonly document: DocumentNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

/** The most that one operation has of everything. */
const most = { fields: 28, depth: 6, fragments: 3 };

/** Names that objects have from elsewhere, and that an executor may confuse with theirs. */
const treacherous = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'then', 'length'];

/** A random operation that is valid for the schema: the same one for the same seed. */
export function generateOperation(api: GraphQLSchema, seed: string | number): GeneratedOperation {
  const operation = new OperationGenerator(api, new SeededRandom(seed)).operation();
  const problems = validate(api, operation.document);
  if (problems.length > 0) throw new Error(`The operation generated for the seed ${seed} is not valid: ${problems.join('; ')}\n${operation.text}`);
  return operation;
}

interface Fragment {
  readonly name: string;
  readonly type: GraphQLCompositeType;
  readonly text: string;
  readonly scope: OperationScope;
  readonly fields: number;
}

class OperationGenerator {
  private readonly inputs: InputGenerator;
  private readonly fragments: Fragment[] = [];
  private readonly composites: readonly GraphQLCompositeType[];
  private fieldsLeft = most.fields;

  constructor(
    private readonly api: GraphQLSchema,
    private readonly random: SeededRandom,
  ) {
    this.inputs = new InputGenerator(random);
    this.composites = Object.values(api.getTypeMap()).filter((type): type is GraphQLCompositeType => isCompositeType(type) && !type.name.startsWith('__'));
  }

  operation(): GeneratedOperation {
    const mutation = this.api.getMutationType();
    const [kind, root] = mutation && this.random.chance(0.5) ? (['mutation', mutation] as const) : (['query', this.api.getQueryType()] as const);
    if (!root) throw new Error('The schema has no Query');
    const budget = this.fieldsLeft;
    for (let count = this.random.below(most.fragments + 1); count > 0; count--) this.fragment();
    this.fieldsLeft = budget;
    const selections = this.selectionSet(root, '', new OperationScope(), 0, root);
    const fragments = this.reachable(selections);
    const body = [selections, ...fragments.map(({ name, type, text }) => `fragment ${name} on ${type.name} ${text}`)];
    const named = this.random.chance(0.4);
    const other = named && this.random.chance(0.3);
    const operation = `${kind}${named ? ' Generated' : this.random.chance(0.5) ? ' Unsent' : ''}${this.inputs.definitions(body.join('\n'))} ${body.join('\n')}`;
    const text = other ? `query Other { __typename }\n${operation}` : operation;
    return { text, document: parse(text), variables: this.inputs.values, operationName: named ? 'Generated' : undefined };
  }

  /** Fragments that the text spreads, and those that they spread. */
  private reachable(text: string): readonly Fragment[] {
    const found = new Set<Fragment>();
    const look = (within: string): void => {
      for (const fragment of this.fragments) {
        if (found.has(fragment) || !new RegExp(`\\.\\.\\.${fragment.name}\\b`).test(within)) continue;
        found.add(fragment);
        look(fragment.text);
      }
    };
    look(text);
    return [...found];
  }

  /** Fragments spread only those made before them, so that none can spread itself. */
  private fragment(): void {
    this.fieldsLeft = 2 + this.random.below(8);
    const before = this.fieldsLeft;
    const type = this.random.pick(this.composites);
    const scope = new OperationScope();
    const text = this.selectionSet(type, '', scope, 2, null);
    this.fragments.push({ name: `F${this.fragments.length}`, type, text, scope, fields: before - this.fieldsLeft });
  }

  private selectionSet(type: GraphQLCompositeType, path: string, scope: OperationScope, depth: number, root: GraphQLCompositeType | null): string {
    const wanted = 1 + this.random.below(depth === 0 ? 4 : 5);
    const selections: string[] = [];
    for (let tries = 0; selections.length < wanted && tries < wanted * 2; tries++) {
      if (this.fieldsLeft <= 0) break;
      const selection = this.selection(type, path, scope, depth, root);
      if (selection) selections.push(selection);
    }
    if (selections.length === 0) selections.push(this.typename(type, path, scope, 'type_'));
    return `{ ${selections.join(' ')} }`;
  }

  private selection(type: GraphQLCompositeType, path: string, scope: OperationScope, depth: number, root: GraphQLCompositeType | null): string | null {
    if (root !== null && type === root && root === this.api.getQueryType() && this.random.chance(0.04)) return this.introspection(type, path, scope);
    if (this.random.chance(0.1)) return this.typename(type, path, scope, this.random.chance(0.7) ? '__typename' : 'kind');
    if (this.random.chance(isAbstractType(type) ? 0.45 : 0.12)) return this.inlineFragment(type, path, scope, depth, root);
    if (this.fragments.length > 0 && this.random.chance(0.25)) return this.spread(type, path, scope);
    return isUnionType(type) ? this.inlineFragment(type, path, scope, depth, root) : this.field(type.getFields(), type, path, scope, depth);
  }

  private field(fields: Record<string, GraphQLField<unknown, unknown>>, type: GraphQLCompositeType, path: string, scope: OperationScope, depth: number): string | null {
    const all = Object.values(fields);
    const suitable = depth >= most.depth ? all.filter((field) => !isCompositeType(getNamedType(field.type))) : all;
    if (suitable.length === 0) return null;
    const field = this.random.pick(suitable);
    const { key, args } = this.keyFor(field, all, type, path, scope) ?? {};
    if (key === undefined || args === undefined) return null;
    const below = `${path}/${key}`;
    scope.add(below, { parent: type, name: field.name, args, type: field.type });
    this.fieldsLeft--;
    const named = getNamedType(field.type);
    const alias = key === field.name ? '' : `${key}: `;
    return `${alias}${field.name}${args}${this.inputs.conditions()}${isCompositeType(named) ? ` ${this.selectionSet(named, below, scope, depth + 1, null)}` : ''}`;
  }

  /** A response key under which the field may stand: often one that something else has already, where they merge. */
  private keyFor(field: GraphQLField<unknown, unknown>, siblings: readonly GraphQLField<unknown, unknown>[], parent: GraphQLCompositeType, path: string, scope: OperationScope): { key: string; args: string } | null {
    const fresh = this.inputs.arguments(field.args);
    const repeated = scope.at(`${path}/${field.name}`).find(({ name, args }) => name === field.name && args !== fresh);
    const choices = [...(this.random.chance(0.3) ? [this.alias(siblings)] : []), field.name, this.alias(siblings), `again${this.random.below(100)}`];
    for (const key of choices) {
      for (const args of repeated ? [repeated.args, fresh] : [fresh]) {
        const selected: Selected = { parent, name: field.name, args, type: field.type };
        if (scope.accepts(`${path}/${key}`, selected)) return { key, args };
      }
    }
    return null;
  }

  private alias(siblings: readonly GraphQLField<unknown, unknown>[]): string {
    const kind = this.random.next();
    if (kind < 0.15) return this.random.pick(treacherous);
    if (kind < 0.55) return this.random.pick(siblings).name;
    return this.random.pick(['a', 'b', 'c', 'id', 'name']);
  }

  private typename(parent: GraphQLCompositeType, path: string, scope: OperationScope, key: string): string {
    const selected: Selected = { parent, name: '__typename', args: '', type: new GraphQLNonNull(GraphQLString) };
    let free = key;
    while (!scope.accepts(`${path}/${free}`, selected)) free = `${free}_`;
    scope.add(`${path}/${free}`, selected);
    this.fieldsLeft--;
    return free === '__typename' ? `__typename${this.inputs.conditions()}` : `${free}: __typename${this.inputs.conditions()}`;
  }

  private introspection(parent: GraphQLCompositeType, path: string, scope: OperationScope): string | null {
    const { name, args, text, type } = this.random.pick(introspections(this.api, this.random));
    const key = this.random.chance(0.5) ? `schema${this.random.below(100)}` : name;
    const selected: Selected = { parent, name, args, type };
    // What it selects below is not in the scope: it must not merge with another.
    if (scope.at(`${path}/${key}`).length > 0) return null;
    scope.add(`${path}/${key}`, selected);
    this.fieldsLeft--;
    return `${key === name ? '' : `${key}: `}${name}${args}${this.inputs.conditions()} ${text}`;
  }

  private inlineFragment(type: GraphQLCompositeType, path: string, scope: OperationScope, depth: number, root: GraphQLCompositeType | null): string | null {
    if (depth > most.depth + 1) return null;
    if (this.random.chance(0.15)) return `...${this.inputs.conditions()} ${this.selectionSet(type, path, scope, depth + 1, root)}`;
    const condition = this.random.pick(this.overlapping(type));
    return `... on ${condition.name}${this.inputs.conditions()} ${this.selectionSet(condition, path, scope, depth + 1, condition === type ? root : null)}`;
  }

  private spread(type: GraphQLCompositeType, path: string, scope: OperationScope): string | null {
    const overlapping = this.overlapping(type);
    const suitable = this.fragments.filter((fragment) => overlapping.includes(fragment.type) && fragment.fields <= this.fieldsLeft && scope.acceptsAll(path, fragment.scope));
    if (suitable.length === 0) return null;
    const fragment = this.random.pick(suitable);
    scope.addAll(path, fragment.scope);
    this.fieldsLeft -= fragment.fields;
    return `...${fragment.name}${this.inputs.conditions()}`;
  }

  /** Types that an object of this type may be of as well. */
  private overlapping(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    const possible = this.possible(type);
    return this.composites.filter((other) => this.possible(other).some((one) => possible.includes(one)));
  }

  private possible(type: GraphQLCompositeType): readonly GraphQLCompositeType[] {
    return isObjectType(type) ? [type] : isInterfaceType(type) || isUnionType(type) ? this.api.getPossibleTypes(type) : [];
  }
}
