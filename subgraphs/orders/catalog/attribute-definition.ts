import { Field, Float, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Access } from '#kernel/graph/access-decorator.js';
import type { StoredValue } from './stored-value.js';
import { valueText } from './value-text.js';

export enum AttributeType {
  TEXT = 'TEXT',
  NUMBER = 'NUMBER',
  DATE = 'DATE',
  ENUM = 'ENUM',
  BOOLEAN = 'BOOLEAN',
  TEMPERATURE_RANGE = 'TEMPERATURE_RANGE',
}

registerEnumType(AttributeType, {
  name: 'AttributeType',
  description: 'What the value of an attribute is.',
  valuesConfig: {
    TEXT: { description: 'A short text.' },
    NUMBER: { description: 'A number, in a unit where it has one.' },
    DATE: { description: 'A day of the calendar.' },
    ENUM: { description: 'One of some values.' },
    BOOLEAN: { description: 'Yes or no.' },
    TEMPERATURE_RANGE: { description: 'From one temperature to another, in degrees Celsius; either end may be open.' },
  },
});

@ObjectType({ description: 'One thing that is known of all products of a kind, as one revision of their attribute set says it.' })
@Access('medicines:read')
export class AttributeDefinition {
  @Field(() => String, { simple: true, description: 'By which programs and rules know it: `tube_volume`.' })
  code: string;

  @Field(() => String, { simple: true, description: 'Its name for people: `Volume of the tube`.' })
  name: string;

  @Field(() => String, { simple: true, nullable: true, description: 'What one should know to fill it in.' })
  help: string | null;

  @Field(() => AttributeType, { simple: true, description: 'What its value is; the same in all revisions.' })
  type: AttributeType;

  @Field(() => String, {
    simple: true,
    nullable: true,
    description: 'Of a number: its unit by UCUM, such as `mL`; the same in all revisions.',
  })
  unit: string | null;

  @Field(() => [String], {
    simple: true,
    description: 'Of an ENUM: what it can be, in this order. Of a TEXT, when there are any: nothing else is taken.',
  })
  values: string[];

  @Field(() => Boolean, { simple: true, description: 'Whether every product of the kind must have it.' })
  required: boolean;

  /** What a product gets that is written without it. */
  defaultValue: StoredValue | null;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Of a number: the least that it can be. Of temperatures: the lowest, in degrees Celsius.',
  })
  minimum: number | null;

  @Field(() => Float, {
    simple: true,
    nullable: true,
    description: 'Of a number: the most that it can be. Of temperatures: the highest, in degrees Celsius.',
  })
  maximum: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Of a text: the fewest characters that it can have.' })
  minimumLength: number | null;

  @Field(() => Int, { simple: true, nullable: true, description: 'Of a text: the most characters that it can have.' })
  maximumLength: number | null;

  @Field(() => Boolean, { simple: true, description: 'Whether `productsByAttribute` finds products by it.' })
  searchable: boolean;

  @Field(() => String, { nullable: true, description: 'What a product gets that is written without it, as it is shown.' })
  default(): string | null {
    return this.defaultValue === null ? null : valueText(this, this.defaultValue);
  }
}

/** From its JSON. */
export function attributeDefinition(json: AttributeDefinition): AttributeDefinition {
  return Object.assign(new AttributeDefinition(), json);
}
