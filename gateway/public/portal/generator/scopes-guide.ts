import type { Guide } from './guides.js';
import type { Scope } from './scopes.js';

/** The table of scopes as one of the texts; what a scope opens comes from the graph itself. */
export function scopesGuide(scopes: readonly Scope[]): Guide {
  const rows = scopes.map(({ name, sentence, queries, mutations, types }) => {
    const fields = [...queries.map((field) => link('queries', field)), ...mutations.map((field) => link('mutations', field))];
    const opened = [...fields, ...types.filter((type) => !type.endsWith('Connection')).map((type) => link('objects', type))];
    return `| \`${name}\` | ${sentence.replaceAll('|', '\\|')} | ${opened.join(', ')} |`;
  });
  const markdown = `# Scopes

A scope is a permission of the graph that an administrator of the tenant has given to your client. A token may ask for fewer than the client has
(the form parameter \`scope\`, names parted by spaces), never for more. An operation is refused as a whole with \`FORBIDDEN\` when a field in it
takes a scope that the token lacks; the answer names it. How clients get their scopes stands in [Authentication](authentication.md).

| Scope | What it lets you do | Fields and types that take it |
|---|---|---|
${rows.join('\n')}

Whatever concerns a patient takes that patient's [consent](consent.md) as well.
`;
  return { slug: 'scopes', markdown };
}

function link(kind: string, name: string): string {
  return `[\`${name}\`](/developers/reference/${kind}/${slug(name)})`;
}

/** As the generator of the reference writes them: \`createOrder\` is \`create-order\`. */
function slug(name: string): string {
  return name.replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2').toLowerCase();
}
