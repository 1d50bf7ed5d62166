import type { BuiltInRole } from './built-in-roles.js';

/** Permissions that concern the platform and not a tenant: no tenant's role can hold them. */
const platformOnly = new Set(['tenants:read', 'tenants:administer']);

/** Every permission of the graph with its sentence; the app collects them from all subgraphs. */
export class PermissionCatalogue {
  constructor(private readonly permissions: Readonly<Record<string, string>>) {}

  /** What a tenant can grant, by name. */
  get ofTenants(): readonly { name: string; description: string }[] {
    return Object.entries(this.permissions)
      .filter(([name]) => !platformOnly.has(name))
      .map(([name, description]) => ({ name, description }))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  isGrantable(name: string): boolean {
    return Object.hasOwn(this.permissions, name) && !platformOnly.has(name);
  }

  /** What a built-in role holds, spelled out. */
  expand({ permissions }: BuiltInRole): readonly string[] {
    return permissions === 'every' ? this.ofTenants.map(({ name }) => name) : permissions;
  }
}
