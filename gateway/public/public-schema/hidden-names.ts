import { isEnumType, isInputObjectType, isInterfaceType, isIntrospectionType, isObjectType, type GraphQLSchema } from 'graphql';

/** The names of the graph that third parties do not know: by them, a text of ours is found out that would tell of one. */
export class HiddenNames {
  private readonly publicCoordinates: ReadonlySet<string>;
  private readonly coordinates: ReadonlySet<string>;
  private readonly types: ReadonlySet<string>;
  private readonly members: ReadonlySet<string>;

  constructor(
    api: GraphQLSchema,
    publicSchema: GraphQLSchema,
    private readonly subgraphs: readonly string[],
  ) {
    this.coordinates = new Set(coordinatesOf(api));
    this.publicCoordinates = new Set(coordinatesOf(publicSchema));
    const known = new Set([...this.publicCoordinates].flatMap((coordinate) => coordinate.split(/[.(:]/)));
    const hidden = [...this.coordinates].filter((coordinate) => !this.publicCoordinates.has(coordinate));
    this.types = new Set(hidden.filter((coordinate) => !coordinate.includes('.')));
    this.members = new Set(hidden.flatMap((coordinate) => coordinate.split('.').slice(1)).filter((name) => !known.has(name)));
  }

  /** Whether the text says, as code does, what third parties do not know and did not say: `Task.courier`, a type's name, or "courier" in quotes. */
  areIn(text: string, said: string): boolean {
    const told = [...text.matchAll(/\b[A-Z]\w*\.\w+/g)].some(
      ([coordinate]) => this.coordinates.has(coordinate) && !this.publicCoordinates.has(coordinate) && !said.includes(coordinate),
    );
    const named = [...text.matchAll(/\b[A-Z]\w*/g)].some(([word]) => this.types.has(word) && !said.includes(word));
    const quoted = [...text.matchAll(/["'`](\w+)["'`]/g)].some(
      ([, word = '']) => (this.members.has(word) || this.types.has(word) || this.subgraphs.includes(word)) && !said.includes(word),
    );
    return told || named || quoted;
  }
}

/** `Order`, `Order.lines`, `OrderStatus.ACTIVE`, `OrderFilter.status`: every name of a schema but GraphQL's own. */
function* coordinatesOf(schema: GraphQLSchema): Iterable<string> {
  for (const type of Object.values(schema.getTypeMap())) {
    if (isIntrospectionType(type)) continue;
    yield type.name;
    if (isEnumType(type)) for (const { name } of type.getValues()) yield `${type.name}.${name}`;
    if (isObjectType(type) || isInterfaceType(type) || isInputObjectType(type))
      for (const name of Object.keys(type.getFields())) yield `${type.name}.${name}`;
  }
}
