import { Field, Float, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { IngredientRole } from './product-terms.js';
import type { Product } from './product.js';
import { Substance } from './substance.js';

@ObjectType({ description: 'At which temperatures a medicine is kept.' })
export class StorageRange {
  @Field(() => Float, { nullable: true, description: 'Lowest, in degrees Celsius.' })
  minCelsius: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest, in degrees Celsius.' })
  maxCelsius: number | null;

  @Field(() => String, { nullable: true, description: 'What else to see to: `Protect from light`.' })
  note: string | null;
}

@ObjectType({ description: 'A substance in a medicine, and how much of it.' })
@Access('medicines:read')
export class Ingredient {
  @Field(() => Substance, { description: 'The substance.' })
  substance: Substance;

  @Field(() => IngredientRole, { description: 'In what sense.' })
  role: IngredientRole;

  @Field(() => String, { nullable: true, description: 'As the label says it: `500 mg`.' })
  strength: string | null;

  @Field(() => Float, { nullable: true, description: 'The strength as a number, where it is one.' })
  strengthValue: number | null;

  @Field(() => String, { nullable: true, description: 'The unit of that number in UCUM: `mg`, `[iU]`.' })
  strengthUnit: string | null;

  @Field(() => String, { nullable: true, description: 'To how much the strength refers: `one tablet`, `5 mL`.' })
  referenceAmount: string | null;
}

@ObjectType({ description: 'What a product is as a medicine (FHIR R4 Medication).' })
@Access('medicines:read')
export class Medication {
  /** Whose facts these are. */
  product: Product;

  @Field(() => String, { nullable: true, description: 'The name under which any maker sells it: `metformin`.' })
  genericName: string | null;

  @Field(() => String, { nullable: true, description: 'The dose form: `tablet`.' })
  form: string | null;

  @Field(() => [String], { description: 'By which ways it is given: `oral`.' })
  routes: string[];

  @Field(() => [String], { description: 'Codes of the WHO Anatomical Therapeutic Chemical classification: `A10BA02`.' })
  atcCodes: string[];

  @Field(() => [String], { description: 'RxNorm concept ids (RXCUI).' })
  rxNormCodes: string[];

  @Field(() => Boolean, { description: 'Whether it is given only against a prescription.' })
  prescriptionRequired: boolean;

  @Field(() => String, {
    nullable: true,
    description: 'The list of the law that it stands on; what has one is kept in the register of controlled substances.',
  })
  controlledSchedule: string | null;

  @Field(() => StorageRange, { nullable: true, description: 'How it is kept, where that is known.' })
  storage: StorageRange | null;
}

export function medicationOf(product: Product): Medication {
  const { storageMinCelsius, storageMaxCelsius, storageNote } = product;
  const storage = storageMinCelsius === null && storageMaxCelsius === null && storageNote === null ? null : new StorageRange();
  if (storage)
    Object.assign(storage, { minCelsius: degrees(storageMinCelsius), maxCelsius: degrees(storageMaxCelsius), note: storageNote });
  return Object.assign(new Medication(), {
    product,
    genericName: product.genericName,
    form: product.doseForm,
    routes: product.routes,
    atcCodes: product.atcCodes,
    rxNormCodes: product.rxNormCodes,
    prescriptionRequired: product.prescriptionRequired,
    controlledSchedule: product.controlledSchedule,
    storage,
  });
}

function degrees(value: string | null): number | null {
  return value === null ? null : Number(value);
}
