import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '#kernel/graph/money.js';
import { OrderDirection } from '#kernel/graph/connection.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { BranchProduct } from './branch-product.js';
import { IngredientRole, ProductKind, ProductStatus } from './product-terms.js';
import { Product, ProductOrderField } from './product.js';
import { Substance } from './substance.js';

@InputType({ description: 'Which products; all conditions given must hold.' })
export class ProductFilter {
  @Field(() => String, { nullable: true, description: 'Whose name or generic name begins with this, without regard to accents and case.' })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose GTIN or national code is this; a GTIN in 8, 12, 13 or 14 digits.' })
  code?: string | null;

  @Field(() => ProductKind, { nullable: true, description: 'Of this kind.' })
  kind?: ProductKind | null;

  @Field(() => ProductStatus, { nullable: true, description: 'In this status; those that are `ACTIVE` when left out.' })
  status?: ProductStatus | null;

  @Field(() => ID, { nullable: true, description: 'That contain this substance.' })
  substanceId?: string | null;

  @Field(() => ID, { nullable: true, description: 'That may stand in for this product.' })
  substituteForId?: string | null;
}

@InputType({ description: 'How products are sorted.' })
export class ProductOrder {
  @Field(() => ProductOrderField, { description: 'By what.' })
  field: ProductOrderField;

  @Field(() => OrderDirection, { defaultValue: OrderDirection.ASC, description: 'In which direction.' })
  direction: OrderDirection;
}

@InputType({ description: 'A substance in a medicine.' })
export class IngredientInput {
  @Field(() => ID, { description: 'The substance; add it first (`addSubstance`) when it is not there.' })
  substanceId: string;

  @Field(() => IngredientRole, { defaultValue: IngredientRole.ACTIVE, description: 'In what sense.' })
  role: IngredientRole;

  @Field(() => String, { nullable: true, description: 'As the label says it: `500 mg`.' })
  strength?: string | null;

  @Field(() => Float, { nullable: true, description: 'The strength as a number, where it is one; more than zero.' })
  strengthValue?: number | null;

  @Field(() => String, { nullable: true, description: 'The unit of that number in UCUM: `mg`.' })
  strengthUnit?: string | null;

  @Field(() => String, { nullable: true, description: 'To how much the strength refers: `one tablet`.' })
  referenceAmount?: string | null;
}

@InputType({ description: 'What a product is as a medicine.' })
export class MedicationInput {
  @Field(() => String, { nullable: true, description: 'The name under which any maker sells it.' })
  genericName?: string | null;

  @Field(() => String, { nullable: true, description: 'The dose form: `tablet`.' })
  form?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'By which ways it is given.' })
  routes: string[];

  @Field(() => [String], { defaultValue: [], description: 'ATC codes: a letter, two digits, and so on: `A10BA02`.' })
  atcCodes: string[];

  @Field(() => [String], { defaultValue: [], description: 'RxNorm concept ids (RXCUI), digits only.' })
  rxNormCodes: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it is given only against a prescription.' })
  prescriptionRequired: boolean;

  @Field(() => String, { nullable: true, description: 'The list of the law that it stands on; from then on it is kept in the register.' })
  controlledSchedule?: string | null;

  @Field(() => Float, { nullable: true, description: 'Lowest temperature of storage, in degrees Celsius.' })
  storageMinCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'Highest temperature of storage, in degrees Celsius.' })
  storageMaxCelsius?: number | null;

  @Field(() => String, { nullable: true, description: 'What else to see to when it is kept.' })
  storageNote?: string | null;

  @Field(() => [IngredientInput], { defaultValue: [], description: 'What it is made of, in the order of the label.' })
  ingredients: IngredientInput[];

  @Field(() => String, { nullable: true, description: 'A name that all products share that may stand in for one another.' })
  substitutionGroup?: string | null;
}

@InputType({ description: 'A new product.' })
export class CreateProductInput {
  @Field(() => ProductKind, { description: 'What it is.' })
  kind: ProductKind;

  @Field(() => String, { description: 'Its name with strength and form.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'GTIN of the pack, 8, 12, 13 or 14 digits with the check digit.' })
  gtin?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose `nationalCode` it is; needed with one.' })
  nationalCodeSystem?: string | null;

  @Field(() => String, { nullable: true, description: 'The code by which the country knows the pack.' })
  nationalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What a pack holds.' })
  pack?: string | null;

  @Field(() => [String], { defaultValue: [], description: 'Addresses of pictures (https), the best first; at most 20.' })
  imageUrls: string[];

  @Field(() => MoneyInput, { nullable: true, description: 'The public price of a pack, where there is one.' })
  referencePrice?: MoneyInput | null;

  @Field(() => MedicationInput, {
    nullable: true,
    description: 'What it is as a medicine; needed with `MEDICINE`, and refused with any other kind.',
  })
  medication?: MedicationInput | null;
}

@InputType({ description: 'Changes to a product; what is left out stays.' })
export class UpdateProductInput {
  @Field(() => ID, { description: 'The product.' })
  id: string;

  @Field(() => Int, { description: 'The `version` you have read.' })
  expectedVersion: number;

  @Field(() => String, { nullable: true, description: 'Its name with strength and form.' })
  name?: string | null;

  @Field(() => ProductStatus, { nullable: true, description: 'Whether it is in use.' })
  status?: ProductStatus | null;

  @Field(() => String, { nullable: true, description: 'GTIN of the pack; null takes it away.' })
  gtin?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose `nationalCode` it is; null, together with that, takes both away.' })
  nationalCodeSystem?: string | null;

  @Field(() => String, { nullable: true, description: 'The code by which the country knows the pack.' })
  nationalCode?: string | null;

  @Field(() => String, { nullable: true, description: 'What a pack holds; null takes it away.' })
  pack?: string | null;

  @Field(() => [String], { nullable: true, description: 'Addresses of pictures (https), the best first; at most 20.' })
  imageUrls?: string[] | null;

  @Field(() => MoneyInput, { nullable: true, description: 'The public price of a pack; null takes it away.' })
  referencePrice?: MoneyInput | null;

  @Field(() => MedicationInput, {
    nullable: true,
    description: 'What it is as a medicine, as a whole: what is left out in here is taken away.',
  })
  medication?: MedicationInput | null;
}

@InputType({ description: 'How a branch keeps and sells a product, as a whole: what is left out is taken away.' })
export class SetBranchProductInput {
  @Field(() => ID, { nullable: true, description: 'The branch; the chosen one (`X-Branch-ID`) when left out.' })
  branchId?: string | null;

  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => MoneyInput, {
    nullable: true,
    description: "The price of a pack, tax included, in the branch's currency; without one it is not sold there.",
  })
  price?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'At or below how many packs it is low, from 0.' })
  reorderPoint?: number | null;

  @Field(() => Int, { nullable: true, description: 'Up to how many packs it is ordered when it is low; more than `reorderPoint`.' })
  orderUpTo?: number | null;
}

@InputType({ description: 'Which substances; all conditions given must hold.' })
export class SubstanceFilter {
  @Field(() => String, { nullable: true, description: 'Whose name begins with this, without regard to accents and case.' })
  search?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose code is this.' })
  code?: string | null;

  @Field(() => String, { nullable: true, description: 'Whose code is of this system.' })
  codeSystem?: string | null;
}

@InputType({ description: 'A substance.' })
export class AddSubstanceInput {
  @Field(() => String, { description: 'Its name.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'In which system it has its code; needed with one.' })
  codeSystem?: string | null;

  @Field(() => String, { nullable: true, description: 'Its code in that system.' })
  code?: string | null;
}

@ObjectType({ description: 'The product created, or why not.' })
export class CreateProductPayload extends MutationPayload {
  @Field(() => Product, { simple: true, nullable: true, description: 'The product.' })
  product: Product | null;
}

@ObjectType({ description: 'The product as changed, or why not.' })
export class UpdateProductPayload extends MutationPayload {
  @Field(() => Product, { simple: true, nullable: true, description: 'The product.' })
  product: Product | null;
}

@ObjectType({ description: 'How the branch keeps and sells the product now, or why not.' })
export class SetBranchProductPayload extends MutationPayload {
  @Field(() => BranchProduct, { simple: true, nullable: true, description: 'The setting.' })
  branchProduct: BranchProduct | null;
}

@ObjectType({ description: 'The substance added, or why not.' })
export class AddSubstancePayload extends MutationPayload {
  @Field(() => Substance, { simple: true, nullable: true, description: 'The substance.' })
  substance: Substance | null;
}
