import type { GraphQLFormattedError } from 'graphql';

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLFormattedError[];
}

/**
 * The text of an answer. Apollo Server may keep a request, and by it the answer, until the next full collection; once the text
 * stands nobody needs the answer's objects, so they are let go here.
 */
export function stringifyResult(answer: Answer): string {
  // Nothing is appended: that would make a copy of it all.
  const text = JSON.stringify(answer);
  const { data } = answer;
  if (data) for (const key of Object.keys(data)) Object.defineProperty(data, key, { value: undefined });
  return text;
}
