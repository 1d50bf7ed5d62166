import { monthsLater, stableMonths } from './judging.js';

/** A JSON Schema of docs/events, as far as those who read messages depend on it. */
interface MessageSchema {
  readonly title: string;
  readonly description: string;
  readonly properties: {
    readonly data: { readonly properties: Readonly<Record<string, FieldSchema>> };
  };
}

interface FieldSchema {
  readonly type: string | readonly string[];
  readonly pattern: string;
}

const deprecated = /^Deprecated (\d{4}-\d{2}-\d{2}): /;

/**
 * Why messages of events cannot change as they do: whatever is taken from them, or means something else. What is added is passed over
 * by those who do not know it. An event goes twelve months after its description has begun by `Deprecated 2026-11-21: use …`.
 */
export function brokenEvents(before: readonly string[], after: readonly string[], today: string): readonly string[] {
  const later = new Map(after.map((text) => read(text)).map((schema) => [schema.title, schema]));
  return before.map((text) => read(text)).flatMap((earlier) => whyNot(earlier, later.get(earlier.title), today));
}

function whyNot(earlier: MessageSchema, later: MessageSchema | undefined, today: string): readonly string[] {
  if (later)
    return changesOf(fieldsOf(earlier), fieldsOf(later)).map(
      (change) => `${earlier.title}: ${change} Add another type of event beside it, and deprecate this one.`,
    );
  const since = deprecated.exec(earlier.description)?.[1];
  if (since === undefined)
    return [`${earlier.title} is gone: deprecate it first, by a description that begins with "Deprecated ${today}: use …".`];
  const until = monthsLater(since, stableMonths);
  return until <= today ? [] : [`${earlier.title} is gone: it was deprecated on ${since}, and stays until ${until}.`];
}

function changesOf(before: Readonly<Record<string, FieldSchema>>, after: Readonly<Record<string, FieldSchema>>): readonly string[] {
  return Object.entries(before).flatMap(([name, earlier]) => {
    const later = after[name];
    if (!later) return [`\`${name}\` is gone.`];
    if (later.pattern !== earlier.pattern) return [`\`${name}\` is the id of something else.`];
    return canBeNull(later) && !canBeNull(earlier) ? [`\`${name}\` can be null.`] : [];
  });
}

function fieldsOf({ properties }: MessageSchema): Readonly<Record<string, FieldSchema>> {
  return properties.data.properties;
}

function canBeNull({ type }: FieldSchema): boolean {
  return type.includes('null');
}

function read(text: string): MessageSchema {
  return JSON.parse(text) as MessageSchema;
}
