import { isEnumType, isInputObjectType, isObjectType } from 'graphql';
import { buildSubgraph } from '#kernel/subgraph/build-schema.js';
import { platform } from '../index.js';
import { exportsPublicPart } from './public-part.js';

it('names what there is of exports, and leaves out only what third parties have no use for', async () => {
  const { schema } = await buildSubgraph(platform);
  const named: Record<string, readonly string[]> = exportsPublicPart;
  for (const [type, names] of Object.entries(named).filter(([name]) => name.includes('Export'))) {
    const found = schema.getType(type);
    const all = isEnumType(found)
      ? found.getValues().map(({ name }) => name)
      : isObjectType(found) || isInputObjectType(found)
        ? Object.keys(found.getFields())
        : [];
    expect([type, all.filter((name) => !names.includes(name)).sort()]).toEqual([type, type === 'Export' ? ['updatedAt', 'version'] : []]);
    expect([type, names.filter((name) => !all.includes(name))]).toEqual([type, []]);
  }
  for (const root of ['Query', 'Mutation'] as const) {
    const fields = (root === 'Query' ? schema.getQueryType() : schema.getMutationType())?.getFields() ?? {};
    const ofExports = Object.values(fields).filter(({ name }) => /export/i.test(name));
    expect(ofExports.map(({ name, args }) => `${name}(${args.map((arg) => arg.name).join(' ')})`).sort()).toEqual(
      [...exportsPublicPart[root]].sort(),
    );
  }
});
