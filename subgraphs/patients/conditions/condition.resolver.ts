import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient, patientById } from '../patients/patient.js';
import { Condition } from './condition.js';
import { RecordConditionInput, RecordConditionPayload, UpdateConditionInput, UpdateConditionPayload } from './condition.inputs.js';
import { recordCondition, updateCondition } from './record-condition.js';

@Resolver(() => Condition)
export class ConditionResolver {
  @Mutation(() => RecordConditionPayload, { description: "Puts a problem or diagnosis on a patient's record." })
  @Access('conditions:record')
  recordCondition(
    @Ctx() context: Context,
    @Arg('input', () => RecordConditionInput, { description: 'The condition.' }) input: RecordConditionInput,
  ): Promise<RecordConditionPayload> {
    return recordCondition(context, input);
  }

  @Mutation(() => UpdateConditionPayload, { description: 'Says what has become of a condition.' })
  @Access('conditions:record')
  updateCondition(
    @Ctx() context: Context,
    @Arg('input', () => UpdateConditionInput, { description: 'The changes.' }) input: UpdateConditionInput,
  ): Promise<UpdateConditionPayload> {
    return updateCondition(context, input);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Whose condition it is.' })
  patient(@Root() condition: Condition, @Ctx() context: Context): Promise<Patient | null> {
    return context.load(patientById, condition.patientId);
  }
}
