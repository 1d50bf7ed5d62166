import type { RequestContext } from '#kernel/context/request-context.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { ObjectKey } from '#kernel/objects/object-storage.js';

export const exportType = 'application/jsonl';

/** Where the file of an export lies. */
export function keyOf({ tenant }: RequestContext, exportId: string): ObjectKey {
  if (!tenant) throw new Error('An export belongs to a tenant');
  return `exports/${toUuid('tenant', tenant.id)}/${toUuid('export', exportId)}.jsonl`;
}

/** Lines that wait until there are enough of them for a part. */
export class LineBuffer {
  private pieces: Buffer[] = [];
  private held = { objects: 0, bytes: 0, pages: 0 };

  get tally(): Tally {
    return this.held;
  }

  /** A page of objects, each as it came. */
  add(nodes: readonly unknown[]): void {
    const lines = Buffer.from(nodes.map((node) => `${JSON.stringify(node)}\n`).join(''));
    this.pieces.push(lines);
    const { objects, bytes, pages } = this.held;
    this.held = { objects: objects + nodes.length, bytes: bytes + lines.byteLength, pages: pages + 1 };
  }

  /** All of it, which is then no longer here. */
  take(): Buffer {
    const all = Buffer.concat(this.pieces);
    this.pieces = [];
    this.held = { objects: 0, bytes: 0, pages: 0 };
    return all;
  }
}

export interface Tally {
  readonly objects: number;
  readonly bytes: number;
  readonly pages: number;
}

export function sum(one: Tally, other: Tally): Tally {
  return { objects: one.objects + other.objects, bytes: one.bytes + other.bytes, pages: one.pages + other.pages };
}
