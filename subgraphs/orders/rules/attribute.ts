/** What the value of an attribute is. Money is compared within a currency only; a date has no zone, a datetime is an instant. */
export type ValueType = 'text' | 'number' | 'money' | 'date' | 'datetime' | 'boolean' | 'enum';

/** An attribute with one value. */
export interface SingleAttribute {
  /** As rules say it: words parted by dots where the facts are nested (`patient.age`). */
  readonly name: string;
  readonly type: ValueType;
  /** Of an enum, all that it can be. */
  readonly values?: readonly string[];
  /** Of an enum that a tenant changes: facts, and rules that were taken before, may have what is not among the values any more. */
  readonly isOpen?: boolean;
  /** Where the facts have it; under its name when left out. */
  readonly keys?: readonly string[];
  /** Why no new rule may ask it, in a sentence; those that were taken before still do. */
  readonly refusal?: string;
}

/** An attribute with many values: things with attributes of their own, such as the lines of an order, or plain values, such as its tags. */
export interface ListAttribute {
  readonly name: string;
  readonly type: 'list';
  readonly items: readonly Attribute[] | Omit<SingleAttribute, 'name'>;
  /** What stands behind the list's name without brackets, such as `attributes.hazard_class`; what the items have comes first. */
  readonly named?: ReadonlyMap<string, SingleAttribute>;
}

export type Attribute = SingleAttribute | ListAttribute;

/** Attributes by their names. */
export type Attributes = ReadonlyMap<string, Attribute>;

const namePattern = /^[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)*$/;
/** With these keys a condition is something else than attributes and their values. */
const reserved = ['all', 'any', 'not', 'attribute', 'local_time', 'days'];

/** The attributes by name, after a look at whether rules can speak of them; a catalogue that they cannot is a bug. */
export function attributesOf(list: readonly Attribute[]): Attributes {
  const attributes = new Map<string, Attribute>();
  for (const attribute of list) {
    const { name } = attribute;
    if (!namePattern.test(name))
      throw new Error(`An attribute cannot be called "${name}": use words of letters, digits and underscores, parted by dots.`);
    if (reserved.includes(name)) throw new Error(`An attribute cannot be called "${name}": rules use the word themselves.`);
    if (attributes.has(name)) throw new Error(`There are two attributes "${name}".`);
    checkValues(attribute);
    attributes.set(name, attribute);
  }
  const lists = list.filter(({ type }) => type === 'list');
  const hidden = list.find(({ name }) => lists.some((outer) => name.startsWith(`${outer.name}.`)));
  if (hidden) throw new Error(`The attribute "${hidden.name}" lies within a list: put it among the list's items.`);
  return attributes;
}

/** The attributes that each item of a list has; null when its items are plain values. */
export function itemAttributes({ items }: ListAttribute): readonly Attribute[] | null {
  return 'type' in items ? null : items;
}

function checkValues(attribute: Attribute): void {
  if (attribute.type === 'list') {
    if ('type' in attribute.items) checkValues({ ...attribute.items, name: attribute.name });
    else attributesOf(attribute.items);
  } else if (attribute.type === 'enum' && !attribute.values?.length) {
    throw new Error(`The attribute "${attribute.name}" is an enum without values.`);
  }
}
