import { Field, Float, ID, InputType, Int, ObjectType } from 'type-graphql';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { MutationPayload } from '#kernel/graph/user-error.js';
import { AttributeContentInput } from './attribute-set.inputs.js';
import { ProductAttributes } from './product-attributes.js';

@InputType({ description: 'What a product is in one respect: the code, and the one field that the type of the attribute asks for.' })
export class AttributeValueInput extends AttributeContentInput {
  @Field(() => String, { description: "The attribute's code in the newest revision of the set." })
  code: string;
}

@InputType({ description: 'All attributes of a product.' })
export class SetProductAttributesInput {
  @Field(() => ID, { description: 'The product.' })
  productId: string;

  @Field(() => Int, { nullable: true, description: 'The `version` of its attributes that you have read; left out while it has none.' })
  expectedVersion?: number | null;

  @Field(() => [AttributeValueInput], {
    description: 'The values. What is left out gets the default of its definition, or is not there any more.',
  })
  values: AttributeValueInput[];
}

@ObjectType({ description: 'The attributes as written, or why not.' })
export class SetProductAttributesPayload extends MutationPayload {
  @Field(() => ProductAttributes, { simple: true, nullable: true, description: 'The attributes.' })
  attributes: ProductAttributes | null;
}

@InputType({ description: 'Which value a searchable attribute must have; all conditions given must hold, and at least one must be given.' })
export class AttributeConditionInput {
  @Field(() => String, { description: "The attribute's code." })
  code: string;

  @Field(() => String, { nullable: true, description: 'Of a TEXT: this, without regard to accents and case. Of an ENUM: exactly this.' })
  text?: string | null;

  @Field(() => String, { nullable: true, description: 'Of a TEXT: it begins with this, without regard to accents and case.' })
  startsWith?: string | null;

  @Field(() => Float, { nullable: true, description: 'Of a NUMBER: this or more.' })
  atLeast?: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a NUMBER: this or less.' })
  atMost?: number | null;

  @Field(() => String, {
    nullable: true,
    description: 'In which unit of UCUM `atLeast` and `atMost` are; that of the attribute when left out.',
  })
  unit?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Of a DATE: this day or later.' })
  from?: string | null;

  @Field(() => DateScalar, { nullable: true, description: 'Of a DATE: this day or earlier.' })
  until?: string | null;

  @Field(() => Boolean, { nullable: true, description: 'Of a BOOLEAN: whether it is so.' })
  boolean?: boolean | null;

  @Field(() => Float, { nullable: true, description: 'Of a TEMPERATURE_RANGE: it includes this temperature, in degrees Celsius.' })
  includesCelsius?: number | null;
}
