import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Staff, staffReference } from '../references/staff.js';
import { Task } from '../tasks/task.js';
import { completeTask } from './completing.js';
import { issueTaskCode } from './issuing-codes.js';
import { CompleteTaskInput, CompleteTaskPayload, IssueTaskCodeInput, IssueTaskCodePayload } from './proof.inputs.js';
import { proofsOfTask, TaskProof } from './task-proof.js';

@Resolver(() => Task)
export class TaskProofsResolver {
  @Mutation(() => CompleteTaskPayload, { description: 'Says that a task is done, and shows it.' })
  @Access('tasks:perform')
  completeTask(
    @Ctx() context: Context,
    @Arg('input', () => CompleteTaskInput, { description: 'The task, and what shows that it is done.' }) input: CompleteTaskInput,
  ): Promise<CompleteTaskPayload> {
    return completeTask(context, input);
  }

  @Mutation(() => IssueTaskCodePayload, {
    description:
      'Makes the one-time code that the recipient tells the courier, and without which the task is not done from then on. The code is told this once; issue another one when it is lost or locked.',
  })
  @Access('tasks:manage')
  issueTaskCode(
    @Ctx() context: Context,
    @Arg('input', () => IssueTaskCodeInput, { description: 'The task.' }) input: IssueTaskCodeInput,
  ): Promise<IssueTaskCodePayload> {
    return issueTaskCode(context, input);
  }

  @FieldResolver(() => [TaskProof], { description: 'What shows that it was done; empty before.' })
  async proofs(@Root() { id }: Task, @Ctx() context: Context): Promise<TaskProof[]> {
    return (await context.load(proofsOfTask, id)) ?? [];
  }
}

@Resolver(() => TaskProof)
export class TaskProofResolver {
  @FieldResolver(() => Staff, { nullable: true, description: 'Who handed it in.' })
  @Access('staff:read')
  takenBy(@Root() { takenBy }: TaskProof): Staff | null {
    return takenBy?.startsWith('staff_') ? staffReference(takenBy) : null;
  }
}
