import { newId } from '../graph/type-id.js';
import type { BranchProfile } from '../branches/branch-profile.js';
import type { OthersEntities } from './test-subgraph.js';

/** What other subgraphs say of their entities, for tests to decide. Branches exist when they were told of; all else unless it is missing. */
export class Neighbours {
  readonly branches = new Map<string, BranchProfile>();
  /** Ids that nobody has. */
  readonly missing = new Set<string>();
  private readonly told = new Map<string, Map<string, object>>();

  /** `usual` says by type what the fields are of those of whom a test says nothing. */
  constructor(private readonly usual: Readonly<Record<string, object>> = {}) {}

  /** Fields of a type's entities, by id. */
  of(type: string): Map<string, object> {
    const entities = this.told.get(type) ?? new Map<string, object>();
    this.told.set(type, entities);
    return entities;
  }

  addBranch(profile: BranchProfile & object, id: string = newId('branch')): string {
    this.branches.set(id, profile);
    return id;
  }

  get entities(): OthersEntities {
    return {
      existing: (type, ids) => Promise.resolve(new Set(ids.filter((id) => this.exists(type, id)))),
      read: (type, ids) => {
        const told = type === 'Branch' ? this.branches : this.of(type);
        const found = ids.filter((id) => this.exists(type, id));
        return Promise.resolve(new Map(found.map((id) => [id, { id, ...this.usual[type], ...told.get(id) }])));
      },
    };
  }

  private exists(type: string, id: string): boolean {
    return type === 'Branch' ? this.branches.has(id) : !this.missing.has(id);
  }
}
