import { Field, Float, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { ProductKind } from '../references/product-kind.js';
import { AttributeType } from './attribute-definition.js';
import { AttributeSet } from './attribute-set.js';

@InputType({ description: 'From one temperature to another, in degrees Celsius; an end that is left out is open.' })
export class TemperatureRangeInput {
  @Field(() => Float, { nullable: true, description: 'The lowest.' })
  minCelsius?: number | null;

  @Field(() => Float, { nullable: true, description: 'The highest.' })
  maxCelsius?: number | null;
}

@InputType({ description: 'A value of an attribute: the one field that its type asks for.' })
export class AttributeContentInput {
  @Field(() => String, { nullable: true, description: 'Of a TEXT, or of an ENUM: one of its values.' })
  text?: string | null;

  @Field(() => Float, { nullable: true, description: 'Of a NUMBER.' })
  number?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'In which unit the number is, by UCUM; it is converted. The unit of the attribute when left out.',
  })
  unit?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Of a DATE.' })
  date?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of a BOOLEAN.' })
  boolean?: boolean | null;

  @Field(() => TemperatureRangeInput, { nullable: true, description: 'Of a TEMPERATURE_RANGE.' })
  temperatures?: TemperatureRangeInput | null;
}

@InputType({ description: 'One thing that is to be known of the products of a kind.' })
export class AttributeDefinitionInput {
  @Field(() => String, {
    description: 'By which programs and rules know it: words of lower-case letters and digits, parted by underscores.',
  })
  code: string;

  @Field(() => String, { description: 'Its name for people.' })
  name: string;

  @Field(() => String, { nullable: true, description: 'What one should know to fill it in.' })
  help?: string | null;

  @Field(() => AttributeType, { description: 'What its value is. A code that was in use keeps its type.' })
  type: AttributeType;

  @Field(() => String, { nullable: true, description: 'Of a number: its unit by UCUM. A code that was in use keeps its unit.' })
  unit?: string | null;

  @Field(() => [String], {
    defaultValue: [],
    description: 'Of an ENUM: what it can be. Of a TEXT: all that is taken; anything when empty.',
  })
  values: string[];

  @Field(() => Boolean, { defaultValue: false, description: 'Whether every product of the kind must have it.' })
  required: boolean;

  @Field(() => AttributeContentInput, { nullable: true, description: 'What a product gets that is written without it.' })
  default?: AttributeContentInput | null;

  @Field(() => Float, { nullable: true, description: 'Of a number or of temperatures: the least.' })
  minimum?: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a number or of temperatures: the most.' })
  maximum?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a text: the fewest characters.' })
  minimumLength?: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a text: the most characters.' })
  maximumLength?: number | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether products are to be found by it.' })
  searchable: boolean;
}

@InputType({ description: 'All attributes of a kind of products, from now on. Values that products have stay as they are.' })
export class DefineAttributesInput {
  @Field(() => ProductKind, { description: 'Of which products.' })
  productKind: ProductKind;

  @Field(() => Int, { nullable: true, description: 'The `version` of the set that you have read; left out while the kind has none.' })
  expectedVersion?: number | null;

  @Field(() => [AttributeDefinitionInput], {
    description: 'The attributes, in the order in which they are shown; what is left out is not asked for any more.',
  })
  attributes: AttributeDefinitionInput[];

  @Field(() => String, { nullable: true, description: 'Why it changes.' })
  note?: string | null;
}

@ObjectType({ description: 'The set in its new revision, or why not.' })
export class DefineAttributesPayload extends MutationPayload {
  @Field(() => AttributeSet, { simple: true, nullable: true, description: 'The set.' })
  attributeSet: AttributeSet | null;
}
