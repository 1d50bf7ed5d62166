import type { Leaf } from './program.js';

/** Whether a value can stand for a leaf of this type. Subgraphs serialize; this guards against those that do it wrongly. */
export function isLeafValue(leaf: Leaf, value: unknown): boolean {
  switch (leaf) {
    case null:
      return true;
    case 'String':
      return typeof value === 'string';
    case 'ID':
      return typeof value === 'string' || Number.isInteger(value);
    case 'Int':
      return Number.isInteger(value);
    case 'Float':
      return Number.isFinite(value);
    case 'Boolean':
      return typeof value === 'boolean';
    default:
      return typeof value === 'string' && leaf.has(value);
  }
}
