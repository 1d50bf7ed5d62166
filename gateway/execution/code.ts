/**
 * What generated code is made of. Every name that comes from outside, be it a client's alias or a schema's field, goes into
 * code as a JSON string literal and in no other way.
 */
export function literal(text: string): string {
  return JSON.stringify(text).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** Reads a property: only an object's own, where every object would inherit one of that name. */
export function read(object: string, key: string): string {
  return inherited(key) ? `(Object.hasOwn(${object}, ${literal(key)}) ? ${object}[${literal(key)}] : undefined)` : `${object}[${literal(key)}]`;
}

/** The same for code that is not generated. */
export function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return inherited(key) && !Object.hasOwn(object, key) ? undefined : object[key];
}

function inherited(key: string): boolean {
  return key in Object.prototype;
}

/** Turns generated code into a function. `parameters` are the values that it may refer to, by name. */
export function build<T>(parameters: Readonly<Record<string, unknown>>, body: string): T {
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- the one place that compiles, from literals by the rule above
  const make = new Function(...Object.keys(parameters), `"use strict";\n${body}`) as (...values: unknown[]) => T;
  return make(...Object.values(parameters));
}

/** Whether this runtime lets code be made at run time: a Content-Security-Policy of the process, or `--disallow-code-generation-from-strings`, forbids it. */
export function mayGenerateCode(): boolean {
  try {
    return build<number>({}, 'return 1;') === 1;
  } catch {
    return false;
  }
}
