import { sql } from '#kernel/database/sql.js';
import { toCoding } from '#kernel/graph/coding.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { refuse, Refusal, userError, type UserError } from '#kernel/graph/user-error.js';
import { staleVersion } from '#kernel/graph/version-check.js';
import type { Context } from '#kernel/subgraph/context.js';
import {
  RemoveCollectionRequirementPayload,
  SetCollectionRequirementPayload,
  type RemoveCollectionRequirementInput,
  type SetCollectionRequirementInput,
} from './collection-requirement.inputs.js';
import { CollectionRequirement } from './collection-requirement.js';

const nothing = { collectionRequirement: null };
const permission = 'catalog:manage';

export async function setCollectionRequirement(
  context: Context,
  input: SetCollectionRequirementInput,
): Promise<SetCollectionRequirementPayload> {
  const products = await context.read<{ readonly kind?: string }>('Product', [input.productId], 'kind');
  const product = products.get(input.productId);
  const constraints = {
    collection_requirements_product: {
      code: 'STALE_VERSION' as const,
      message: 'Somebody has just set what is collected for this product: read it, then decide.',
      field: ['input', 'expectedVersion'],
    },
  };
  return context.db.command(
    SetCollectionRequirementPayload,
    { name: 'setCollectionRequirement', permission, constraints },
    async (transaction) => {
      if (!product) return refuse('NOT_FOUND', 'There is no such product.', ['input', 'productId'], nothing);
      const errors = requirementErrors(input);
      if (product.kind !== 'SERVICE') {
        const message = 'Only an examination needs something to be collected, and this product is none: choose one of the kind SERVICE.';
        errors.unshift(userError('INVALID', message, ['input', 'productId']));
      }
      if (errors.length > 0) return new Refusal(errors, nothing);
      const uuid = toUuid('product', input.productId);
      const found = await transaction.first(CollectionRequirement, sql`where product_id = ${uuid} for update`);
      if (found === null && input.expectedVersion != null)
        return refuse(
          'NOT_FOUND',
          'Nothing is set for this product any more: leave out expectedVersion to set it.',
          ['input', 'expectedVersion'],
          nothing,
        );
      const stale = found && staleVersion(found, input.expectedVersion ?? 0, 'requirement', nothing);
      if (stale) return stale;
      const wanted = Object.assign(found ?? new CollectionRequirement(), wordsOf(input));
      if (found) return { collectionRequirement: await transaction.save(wanted) };
      return { collectionRequirement: await transaction.insert(Object.assign(wanted, { id: newId('collectionrequirement') })) };
    },
  );
}

export async function removeCollectionRequirement(
  context: Context,
  input: RemoveCollectionRequirementInput,
): Promise<RemoveCollectionRequirementPayload> {
  return context.db.command(
    RemoveCollectionRequirementPayload,
    { name: 'removeCollectionRequirement', permission },
    async (transaction) => {
      const found = await transaction.lock(CollectionRequirement, input.id);
      if (!found) return refuse('NOT_FOUND', 'There is no such requirement.', ['input', 'id'], nothing);
      const stale = staleVersion(found, input.expectedVersion, 'requirement', nothing);
      if (stale) return stale;
      await transaction.rows(sql`delete from collection_requirements where id = ${toUuid('collectionrequirement', input.id)}`);
      return { collectionRequirement: found };
    },
  );
}

function wordsOf(input: SetCollectionRequirementInput): Partial<CollectionRequirement> {
  return {
    productId: input.productId,
    specimenType: toCoding(input.specimenType),
    containerType: input.containerType.trim(),
    additive: input.additive?.trim() || null,
    volumeMl: input.volumeMl,
    minCelsius: input.minCelsius ?? null,
    maxCelsius: input.maxCelsius ?? null,
    stabilityMinutes: input.stabilityMinutes ?? null,
    testsPerContainer: input.testsPerContainer,
    instructions: input.instructions?.trim() || null,
  };
}

function requirementErrors(input: SetCollectionRequirementInput): UserError[] {
  const { containerType, additive, instructions, minCelsius, maxCelsius } = input;
  const errors = [
    ...lengthErrors(mostLetters.name, { containerType, additive, specimenType: input.specimenType.display }),
    ...lengthErrors(mostLetters.text, { instructions }),
  ];
  const outside = (field: string, message: string): number => errors.push(userError('INVALID', message, ['input', field]));
  if (!input.specimenType.display.trim())
    errors.push(userError('REQUIRED', 'Say what is collected.', ['input', 'specimenType', 'display']));
  if (!containerType.trim())
    errors.push(userError('REQUIRED', 'Say into which tube or vessel it is collected.', ['input', 'containerType']));
  if (!(input.volumeMl >= 0.001 && input.volumeMl <= 5000)) outside('volumeMl', 'The volume is from 0.001 to 5000 mL.');
  for (const [field, celsius] of Object.entries({ minCelsius, maxCelsius }))
    if (celsius != null && !(celsius >= -200 && celsius <= 60)) outside(field, 'Specimens are carried between -200 and 60 °C.');
  if (minCelsius != null && maxCelsius != null && minCelsius > maxCelsius)
    outside('maxCelsius', `It cannot be carried between ${minCelsius} and ${maxCelsius} °C: give the colder one as minCelsius.`);
  if (input.stabilityMinutes != null && input.stabilityMinutes < 1)
    outside('stabilityMinutes', 'It is stable for 1 minute at least: leave it out where that does not matter.');
  if (input.testsPerContainer < 1 || input.testsPerContainer > 100)
    outside('testsPerContainer', 'One tube is enough for 1 to 100 examinations.');
  return errors;
}
