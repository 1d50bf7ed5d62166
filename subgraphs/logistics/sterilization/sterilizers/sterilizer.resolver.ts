import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { sql } from '#kernel/database/sql.js';
import { Access } from '#kernel/graph/access-decorator.js';
import { toUuid } from '#kernel/graph/type-id.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Branch, branchReference } from '../../references/branch.js';
import { addSterilizationProgramme, addSterilizer, updateSterilizationProgramme, updateSterilizer } from './keeping-sterilizers.js';
import {
  AddSterilizationProgrammeInput,
  AddSterilizationProgrammePayload,
  AddSterilizerInput,
  AddSterilizerPayload,
  UpdateSterilizationProgrammeInput,
  UpdateSterilizationProgrammePayload,
  UpdateSterilizerInput,
  UpdateSterilizerPayload,
} from './sterilizer.inputs.js';
import { programmesOfSterilizer, SterilizationProgramme, Sterilizer } from './sterilizer.js';

@Resolver(() => Sterilizer)
export class SterilizerResolver {
  @Query(() => [Sterilizer], { description: 'The sterilizers of the branches that you may see, by code.' })
  @Access('sterilization:read')
  sterilizers(
    @Ctx() context: Context,
    @Arg('branchId', () => ID, { nullable: true, description: 'Of this branch only.' }) branchId: string | null,
  ): Promise<Sterilizer[]> {
    const condition = branchId ? sql`branch_id = ${toUuid('branch', branchId)}` : sql`true`;
    return context.db.all(Sterilizer, sql`where ${condition} order by branch_id, code limit 500`);
  }

  @Mutation(() => AddSterilizerPayload, { description: 'Adds a sterilizer; its loads are counted from 1.' })
  @Access('sterilization:manage')
  addSterilizer(
    @Ctx() context: Context,
    @Arg('input', () => AddSterilizerInput, { description: 'The sterilizer.' }) input: AddSterilizerInput,
  ): Promise<AddSterilizerPayload> {
    return addSterilizer(context, input);
  }

  @Mutation(() => UpdateSterilizerPayload, { description: 'Changes a sterilizer, as when it was validated anew.' })
  @Access('sterilization:manage')
  updateSterilizer(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSterilizerInput, { description: 'What is to change.' }) input: UpdateSterilizerInput,
  ): Promise<UpdateSterilizerPayload> {
    return updateSterilizer(context, input);
  }

  @Mutation(() => AddSterilizationProgrammePayload, { description: 'Adds a programme to a sterilizer.' })
  @Access('sterilization:manage')
  addSterilizationProgramme(
    @Ctx() context: Context,
    @Arg('input', () => AddSterilizationProgrammeInput, { description: 'The programme.' }) input: AddSterilizationProgrammeInput,
  ): Promise<AddSterilizationProgrammePayload> {
    return addSterilizationProgramme(context, input);
  }

  @Mutation(() => UpdateSterilizationProgrammePayload, { description: 'Ends a programme, or takes it up again.' })
  @Access('sterilization:manage')
  updateSterilizationProgramme(
    @Ctx() context: Context,
    @Arg('input', () => UpdateSterilizationProgrammeInput, { description: 'Which one.' }) input: UpdateSterilizationProgrammeInput,
  ): Promise<UpdateSterilizationProgrammePayload> {
    return updateSterilizationProgramme(context, input);
  }

  @FieldResolver(() => Branch, { description: 'Where it stands.' })
  branch(@Root() { branchId }: Sterilizer): Branch {
    return branchReference(branchId);
  }

  @FieldResolver(() => [SterilizationProgramme], { description: 'Its programmes by name, also those that are not run any more.' })
  async programmes(@Root() { id }: Sterilizer, @Ctx() context: Context): Promise<SterilizationProgramme[]> {
    return (await context.load(programmesOfSterilizer, id)) ?? [];
  }
}
