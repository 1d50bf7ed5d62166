/** The ends of a range of temperatures, in degrees Celsius; at least one is there. */
export interface TemperatureRange {
  readonly min: number | null;
  readonly max: number | null;
}

/** The value of an attribute as it is kept: texts, enums and days as text, numbers in the unit of their definition. */
export type StoredValue = string | number | boolean | TemperatureRange;

/** The values of a product by the codes of their attributes. */
export type StoredValues = Readonly<Record<string, StoredValue>>;
