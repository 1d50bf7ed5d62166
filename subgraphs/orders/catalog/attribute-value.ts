import { Field, Float, ObjectType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import { DateScalar } from '#kernel/graph/scalars/index.js';
import { AttributeDefinition, AttributeType } from './attribute-definition.js';
import type { StoredValue, StoredValues } from './stored-value.js';
import { valueText } from './value-text.js';

@ObjectType({ description: 'What a product is in one respect.' })
@Access('medicines:read')
export class AttributeValue {
  @Field(() => AttributeDefinition, { simple: true, description: 'In which respect, as it was defined when the value was checked.' })
  definition: AttributeDefinition;

  value: StoredValue;

  @Field(() => String, { description: "The attribute's code: `tube_volume`." })
  code(): string {
    return this.definition.code;
  }

  @Field(() => String, { description: 'The value as it is shown, whatever its type: `4 mL`, `2 °C – 8 °C`.' })
  text(): string {
    return valueText(this.definition, this.value);
  }

  @Field(() => Float, { nullable: true, description: "Of a NUMBER: the value, in the definition's `unit`." })
  number(): number | null {
    return typeof this.value === 'number' ? this.value : null;
  }

  @Field(() => DateScalar, { nullable: true, description: 'Of a DATE: the day.' })
  date(): string | null {
    return this.definition.type === AttributeType.DATE && typeof this.value === 'string' ? this.value : null;
  }

  @Field(() => Boolean, { nullable: true, description: 'Of a BOOLEAN: whether it is so.' })
  boolean(): boolean | null {
    return typeof this.value === 'boolean' ? this.value : null;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Of a TEMPERATURE_RANGE: the lowest in degrees Celsius; null where that end is open.',
  })
  minCelsius(): number | null {
    return typeof this.value === 'object' ? this.value.min : null;
  }

  @Field(() => Float, {
    nullable: true,
    description: 'Of a TEMPERATURE_RANGE: the highest in degrees Celsius; null where that end is open.',
  })
  maxCelsius(): number | null {
    return typeof this.value === 'object' ? this.value.max : null;
  }
}

/** The values that there are, in the order of the definitions. */
export function attributeValues(definitions: readonly AttributeDefinition[], values: StoredValues): AttributeValue[] {
  return definitions.flatMap((definition) => {
    const value = values[definition.code];
    return value === undefined ? [] : [Object.assign(new AttributeValue(), { definition, value })];
  });
}
