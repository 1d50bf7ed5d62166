import type { EventRecord } from '#kernel/events/event.js';
import type { PublicId } from '#kernel/events/public-event.js';
import type { TellableEvent } from './event-catalogue.js';

/** What is sent of an event: that it happened, and ids. Nothing of a patient is in it; who may, reads it in the graph. */
export function messageOf({ type, version, outside }: TellableEvent, { subject, branch, data, occurredAt }: EventRecord): string {
  const ids = Object.keys(outside.ids ?? {}).map((name) => [name, data[name] ?? null] as const);
  return JSON.stringify({ type, version, timestamp: occurredAt, data: { id: subject, branchId: branch, ...Object.fromEntries(ids) } });
}

/** Where the JSON Schema of a message lies, within docs/events. */
export function schemaFile({ type, version }: TellableEvent): string {
  return `${type}.v${version}.json`;
}

/** The JSON Schema (draft 2020-12) of a message. More may be added to messages in time: it does not forbid what it does not name. */
export function schemaOf(event: TellableEvent): object {
  const { type, version, description, outside, leadsToNode } = event;
  const ids: Readonly<Record<string, PublicId>> = {
    id: { prefix: outside.subject, description: leadsToNode ? 'What it happened to, for `node(id)`.' : 'What it happened to.' },
    branchId: {
      prefix: 'branch',
      description: 'The branch where it happened; null where none is concerned more than others.',
      nullable: true,
    },
    ...(outside.ids as Readonly<Record<string, PublicId>> | undefined),
  };
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: `https://specs.caregraph.dev/events/${schemaFile(event)}`,
    title: type,
    description,
    type: 'object',
    required: ['type', 'version', 'timestamp', 'data'],
    properties: {
      type: { const: type },
      version: { const: version, description: 'Of this schema.' },
      timestamp: { type: 'string', format: 'date-time', description: 'When it happened.' },
      data: {
        type: 'object',
        required: Object.keys(ids),
        properties: Object.fromEntries(Object.entries(ids).map(([name, id]) => [name, idSchema(id)])),
      },
    },
  };
}

function idSchema({ prefix, description, nullable = false }: PublicId): object {
  return { type: nullable ? ['string', 'null'] : 'string', pattern: `^${prefix}_[0-7][0-9a-hjkmnp-tv-z]{25}$`, description };
}
