import { parse, validate, visit } from 'graphql';
import { apiSchemaOf } from '../../composition/compose.js';
import { cases } from './cases/index.js';
import { generateOperation } from './operation-generator.js';
import { composeCase } from './supergraph-case.js';

const schemas = cases.map((one) => apiSchemaOf(composeCase(one).supergraphSdl));

describe('generated operations', () => {
  it('are valid, whatever the schema and the seed', () => {
    for (const api of schemas) {
      for (let seed = 0; seed < 25; seed++) {
        const { text } = generateOperation(api, seed);
        expect(validate(api, parse(text))).toEqual([]);
      }
    }
  });

  it('are the same for the same seed', () => {
    for (const api of schemas) {
      expect(generateOperation(api, 'Lusaka')).toEqual(generateOperation(api, 'Lusaka'));
      expect(generateOperation(api, 'Lusaka').text).not.toBe(generateOperation(api, 'Bangkok').text);
    }
  });

  it('use everything that the language has', () => {
    const seen = new Set<string>();
    for (const api of schemas) {
      for (let seed = 0; seed < 40; seed++) {
        const { document, variables, operationName } = generateOperation(api, seed);
        if (operationName) seen.add('operationName');
        if (Object.values(variables).includes(null)) seen.add('a variable that is null');
        visit(document, {
          enter: ({ kind }) => void seen.add(kind),
          Field: ({ alias, name }) => void seen.add(alias ? `alias ${alias.value}` : name.value),
          Directive: ({ name, arguments: given }) => void seen.add(`@${name.value} ${given?.[0]?.value.kind}`),
          OperationDefinition: ({ operation }) => void seen.add(operation),
          VariableDefinition: ({ variable, defaultValue }) => {
            if (defaultValue) seen.add('a default');
            if (!Object.hasOwn(variables, variable.name.value)) seen.add('a variable that is absent');
          },
        });
      }
    }
    const wanted = ['query', 'mutation', 'FragmentSpread', 'InlineFragment', 'ListValue', 'ObjectValue', 'EnumValue', 'NullValue', 'FloatValue', '__typename', '__schema', '__type', 'operationName'];
    const aliases = ['__proto__', 'constructor', 'toString', 'id', 'name'].map((name) => `alias ${name}`);
    const directives = ['@skip Variable', '@skip BooleanValue', '@include Variable', '@include BooleanValue'];
    expect([...wanted, ...aliases, ...directives, 'a default', 'a variable that is absent', 'a variable that is null'].filter((one) => !seen.has(one))).toEqual([]);
  });
});
