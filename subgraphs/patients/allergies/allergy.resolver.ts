import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { Context } from '#kernel/subgraph/context.js';
import { Patient, patientById } from '../patients/patient.js';
import { Allergy } from './allergy.js';
import { RecordAllergyInput, RecordAllergyPayload, UpdateAllergyInput, UpdateAllergyPayload } from './allergy.inputs.js';
import { recordAllergy, updateAllergy } from './record-allergy.js';

@Resolver(() => Allergy)
export class AllergyResolver {
  @Mutation(() => RecordAllergyPayload, { description: "Puts an allergy or intolerance on a patient's record." })
  @Access('allergies:record')
  recordAllergy(
    @Ctx() context: Context,
    @Arg('input', () => RecordAllergyInput, { description: 'The allergy.' }) input: RecordAllergyInput,
  ): Promise<RecordAllergyPayload> {
    return recordAllergy(context, input);
  }

  @Mutation(() => UpdateAllergyPayload, { description: 'Says what has become of an allergy.' })
  @Access('allergies:record')
  updateAllergy(
    @Ctx() context: Context,
    @Arg('input', () => UpdateAllergyInput, { description: 'The changes.' }) input: UpdateAllergyInput,
  ): Promise<UpdateAllergyPayload> {
    return updateAllergy(context, input);
  }

  @FieldResolver(() => Patient, { nullable: true, description: 'Whose allergy it is.' })
  patient(@Root() allergy: Allergy, @Ctx() context: Context): Promise<Patient | null> {
    return context.load(patientById, allergy.patientId);
  }
}
