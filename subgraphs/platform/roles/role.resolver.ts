import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { PlatformContext } from '../services.js';
import { createRole, deleteRole, updateRole } from './role-changes.js';
import { CreateRoleInput, DeleteRoleInput, PermissionRow, RolePayload, UpdateRoleInput } from './role.inputs.js';
import { Role } from './role.js';
import { rolesOfTenant } from './tenant-roles.js';

@Resolver(() => Role)
export class RoleResolver {
  @Query(() => [Role], { description: 'All roles of your tenant: the built-in ones first, then its own.' })
  @Access('roles:read')
  roles(@Ctx() context: PlatformContext): Promise<Role[]> {
    return rolesOfTenant(context.db, context.services);
  }

  @Query(() => [PermissionRow], { description: 'Every permission that can be granted, and the roles that hold it.' })
  @Access('roles:read')
  async permissionMatrix(@Ctx() context: PlatformContext): Promise<PermissionRow[]> {
    const roles = await rolesOfTenant(context.db, context.services);
    return context.services.catalogue.ofTenants.map(({ name, description }) => ({
      permission: name,
      description,
      roles: roles.filter((role) => role.permissions.includes(name)).map((role) => role.code),
    }));
  }

  @Mutation(() => RolePayload, { description: "Makes a role of the tenant's own." })
  @Access('roles:manage')
  createRole(
    @Ctx() context: PlatformContext,
    @Arg('input', () => CreateRoleInput, { description: 'The role.' }) input: CreateRoleInput,
  ): Promise<RolePayload> {
    return createRole(context, input);
  }

  @Mutation(() => RolePayload, { description: "Changes a role of the tenant's own, for everybody who has it." })
  @Access('roles:manage')
  updateRole(
    @Ctx() context: PlatformContext,
    @Arg('input', () => UpdateRoleInput, { description: 'The changes.' }) input: UpdateRoleInput,
  ): Promise<RolePayload> {
    return updateRole(context, input);
  }

  @Mutation(() => RolePayload, { description: "Deletes a role of the tenant's own that nobody has any more." })
  @Access('roles:manage')
  deleteRole(
    @Ctx() context: PlatformContext,
    @Arg('input', () => DeleteRoleInput, { description: 'Which.' }) input: DeleteRoleInput,
  ): Promise<RolePayload> {
    return deleteRole(context, input);
  }
}
