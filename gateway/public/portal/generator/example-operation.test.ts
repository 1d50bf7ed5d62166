import { readFileSync } from 'node:fs';
import { buildSchema, getVariableValues, Kind, parse, validate, type OperationDefinitionNode } from 'graphql';
import { exampleOperation } from './example-operation.js';

const schema = buildSchema(readFileSync('schema/api.graphql', 'utf8'));
const roots = [
  ...Object.keys(schema.getQueryType()?.getFields() ?? {}).map((name) => ['query', name] as const),
  ...Object.keys(schema.getMutationType()?.getFields() ?? {}).map((name) => ['mutation', name] as const),
];

it('of each root field is one that the schema takes, with variables of the right shape', () => {
  const wrong = roots.flatMap(([kind, name]) => {
    const { query, variables } = exampleOperation(schema, kind, name);
    const document = parse(query);
    const operation = document.definitions.find((node): node is OperationDefinitionNode => node.kind === Kind.OPERATION_DEFINITION);
    const { errors = [] } = getVariableValues(schema, operation?.variableDefinitions ?? [], variables);
    const problems = [...validate(schema, document), ...errors].map(({ message }) => message);
    return problems.length > 0 ? [{ name, problems }] : [];
  });
  expect(roots.length).toBeGreaterThan(100);
  expect(wrong).toEqual([]);
});

it('shows the page of a list, and what a mutation did with why not', () => {
  expect(exampleOperation(schema, 'query', 'orders').query).toMatch(
    /^query Orders\(\$first: Int\) \{\n {2}orders\(first: \$first\) \{\n {4}nodes \{\n {6}id\n[\s\S]*pageInfo \{\n {6}hasNextPage\n {6}endCursor/,
  );
  const { query, variables } = exampleOperation(schema, 'mutation', 'cancelAppointment');
  expect(query).toMatch(/userErrors \{\n {6}code\n {6}message\n {6}field\n {4}\}/);
  expect(Object.keys(variables)).toEqual(['input']);
});
