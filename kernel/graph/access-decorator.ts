import { Directive } from 'type-graphql';
import { anyone } from './access.js';

const readPermissions = new WeakMap<object, string>();

/**
 * What it takes to select this field, or any field of this type: a permission, `signed-in` or `anyone`. On an entity it
 * also decides in which branches its rows are read.
 */
export function Access(needs: string): ClassDecorator & PropertyDecorator & MethodDecorator {
  const directive = Directive(`@access(needs: ${JSON.stringify(needs)})`);
  return (target: object | ((...parameters: never[]) => unknown), property?: string | symbol, descriptor?: PropertyDescriptor): void => {
    if (property === undefined) {
      readPermissions.set(target, needs);
      (directive as ClassDecorator)(target as never);
    } else {
      (directive as MethodDecorator)(target, property, descriptor ?? {});
    }
  };
}

/** The permission by which an entity's rows are read; null for types that carry none. */
export function readPermissionOf(entity: object): string | null {
  const needs = readPermissions.get(entity);
  return needs === undefined || needs === anyone ? null : needs;
}
