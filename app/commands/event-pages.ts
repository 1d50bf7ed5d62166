import { schemaFile, schemaOf, type EventCatalogue, type TellableEvent } from '../../subgraphs/platform/index.js';

/**
 * What docs say of the events of which webhooks tell, by file: the JSON Schema of every message and the page that lists them, and the
 * same list for third parties, who have no such files.
 */
export function eventPages(events: EventCatalogue, scopes: ReadonlySet<string>): readonly (readonly [file: string, text: string])[] {
  const schemas = events.all.map((event) => [`events/${schemaFile(event)}`, JSON.stringify(schemaOf(event), null, 2)] as const);
  return [...schemas, ['events/README.md', pageOfSchemas(events, scopes)], ['public/events.md', pageForThirdParties(events, scopes)]];
}

const said = `A client hears an event with its scope, at its branches, and where the event can be about a patient with that patient's consent. An
endpoint of the tenant's own hears all of its types at its branches.

A message is \`{ "type", "version", "timestamp", "data" }\`, and its data ids alone. More may be added to messages in time, and nothing
is taken from them: what would break those who read them comes as another type of event, beside the old one, whose description then begins with
the day from which it is deprecated and which is told for twelve months more.`;

function pageOfSchemas(events: EventCatalogue, scopes: ReadonlySet<string>): string {
  const heard = new Set(events.heardWith(scopes));
  const unheard = events.all.filter((event) => !heard.has(event)).map(({ type }) => `\`${type}\``);
  return `# Events of which webhooks tell

Written by \`npm run schema\` from the events that the subgraphs publish; [the guide](../public/webhooks.md) says how to be told of them.
${said}

No client can have the scope of ${unheard.join(', ')}: of these only endpoints of the tenant's own are told.

${listOf(events.all, (event) => `[\`${event.type}\`](${schemaFile(event)})`)}`;
}

function pageForThirdParties(events: EventCatalogue, scopes: ReadonlySet<string>): string {
  return `# Events

Of these [webhooks](webhooks.md) tell API clients; endpoints that people of the tenant make are told of a few more.
${said}

The query \`eventTypes\` answers the JSON Schema (draft 2020-12) of each message.

${listOf(events.heardWith(scopes), ({ type }) => `\`${type}\``)}`;
}

function listOf(events: readonly TellableEvent[], nameOf: (event: TellableEvent) => string): string {
  const rows = events.map((event) => {
    const { version, description, outside } = event;
    const scope = outside.permission === null ? '' : `\`${outside.permission}\``;
    const whom = outside.client ? 'only the client that it is for' : outside.patient ? 'yes' : '';
    const ids = ['id', 'branchId', ...Object.keys(outside.ids ?? {})].map((name) => `\`${name}\``).join(', ');
    return `| ${nameOf(event)} | ${version} | ${scope} | ${whom} | ${ids} | ${description} |`;
  });
  return `| type | version | scope | consent of a patient | data | what happened |
|---|---|---|---|---|---|
${rows.join('\n')}`;
}
