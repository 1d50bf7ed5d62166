import {
  getNamedType,
  Kind,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DefinitionNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
} from 'graphql';
import { permits, type RequestContext } from '../context/request-context.js';
import { GraphError } from './graph-error.js';

/** How every subgraph's SDL begins: federation at one pinned version, and our own directive, carried through composition. */
export const subgraphHeader = `extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@shareable", "@external", "@requires", "@provides", "@override", "@inaccessible", "@tag", "@composeDirective", "@interfaceObject", "@cost", "@listSize"])
  @link(url: "https://specs.caregraph.dev/access/v1.0", import: ["@access"])
  @composeDirective(name: "@access")

"""
What a caller needs to select this field, or any field of this type: a permission such as "patients:read", "signed-in" for
every signed-in actor, or "anyone".
"""
directive @access(needs: String!) on FIELD_DEFINITION | OBJECT
`;

export const anyone = 'anyone';
export const signedIn = 'signed-in';

/** Rules by coordinate: `Patient` for a type, `Query.patients` for a field. */
export type AccessRules = ReadonlyMap<string, string>;

/** One thing that an operation needs, and the first coordinate that asks for it. */
export interface AccessNeed {
  readonly needs: string;
  readonly coordinate: string;
}

/** Reads every `@access` of a schema document: a subgraph's SDL or the supergraph's. */
export function readAccessRules(document: DocumentNode): AccessRules {
  const rules = new Map<string, string>();
  for (const definition of document.definitions) {
    if (!isObjectDefinition(definition)) continue;
    const needs = needsOf(definition.directives);
    if (needs) rules.set(definition.name.value, needs);
    for (const field of definition.fields ?? []) {
      const fieldNeeds = needsOf(field.directives);
      if (fieldNeeds) rules.set(`${definition.name.value}.${field.name.value}`, fieldNeeds);
    }
  }
  return rules;
}

/** All that an operation document needs, each once, in the order of its selections. Skipped fields count too. */
export function accessNeeds(rules: AccessRules, schema: GraphQLSchema, document: DocumentNode): readonly AccessNeed[] {
  const found = new Map<string, AccessNeed>();
  const add = (coordinate: string): void => {
    const needs = rules.get(coordinate);
    if (needs !== undefined && !found.has(needs)) found.set(needs, { needs, coordinate });
  };
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field(node) {
        const parent = types.getParentType();
        if (parent) add(`${parent.name}.${node.name.value}`);
        const type = getNamedType(types.getType());
        if (type) add(type.name);
      },
      InlineFragment(node) {
        if (node.typeCondition) add(node.typeCondition.name.value);
      },
      FragmentDefinition(node) {
        add(node.typeCondition.name.value);
      },
    }),
  );
  return [...found.values()];
}

/** Refuses the call when the caller lacks one of the needs: `UNAUTHENTICATED` for nobody, `FORBIDDEN` for somebody. */
export function checkAccess(context: RequestContext, needs: readonly AccessNeed[]): void {
  for (const { needs: need, coordinate } of needs) {
    if (need === anyone) continue;
    if (context.actor.kind === 'anonymous') {
      throw new GraphError('UNAUTHENTICATED', `Sign in to use ${coordinate}: send an access token in the Authorization header.`, { httpStatus: 401 });
    }
    if (need === signedIn || permits(context, need)) continue;
    const lacking = context.actor.kind === 'client' ? 'which this client does not have here' : 'which your roles do not hold here';
    throw new GraphError('FORBIDDEN', `${coordinate} takes the permission "${need}", ${lacking}.`, {
      httpStatus: 403,
      extensions: { permission: need },
    });
  }
}

function isObjectDefinition(
  node: DefinitionNode,
): node is Extract<DefinitionNode, { kind: Kind.OBJECT_TYPE_DEFINITION | Kind.OBJECT_TYPE_EXTENSION }> {
  return node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
}

function needsOf(directives: readonly DirectiveNode[] | undefined): string | undefined {
  const argument = directives?.find((directive) => directive.name.value === 'access')?.arguments?.[0];
  return argument?.value.kind === Kind.STRING ? argument.value.value : undefined;
}
