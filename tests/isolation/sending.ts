/** Sends an operation; `note` also keeps the ids in its answer, the last of each type, for their type. Both keep what versions they read. */
export type Send = <Data extends object>(query: string, variables?: Record<string, unknown>) => Promise<Data>;

export interface Noting {
  readonly note: Send;
  readonly ask: Send;
  /** By type, by role and type where operations want one in a certain state (`held sale`), or `version of` an id. */
  readonly found: Map<string, string>;
}

export interface Row {
  readonly id: string;
}

export interface Rows<R = Row> {
  readonly nodes: readonly R[];
}

/** One mutation, which must succeed. */
export function send<Data extends object = Record<string, never>>(
  by: Send,
  mutation: string,
  fields: string,
  input: object,
): Promise<Data> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input`;
  const text = `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${fields} userErrors { message } } }`;
  return by<Data>(text, { input });
}
