import { fieldWeight } from './argument-weight.js';
import type { Costs } from './costs.js';
import { holds, type Selected, type SelectedField, type Variant } from './selected.js';
import type { Variables } from './variables.js';

/** What an answer did cost: every object that is in it, and every field that was resolved for one. */
export function answeredCost(selected: Selected, data: unknown, variables: Variables): Costs {
  const counter = new AnswerCounter(variables);
  counter.count(selected, data);
  return { type: counter.type, field: counter.field };
}

class AnswerCounter {
  type = 0;
  field = 0;
  private readonly weights = new Map<SelectedField, number>();

  constructor(private readonly variables: Variables) {}

  count(selected: Selected, value: unknown): void {
    if (Array.isArray(value)) {
      for (const item of value) this.count(selected, item);
      return;
    }
    if (value == null) return;
    if (typeof value !== 'object') {
      this.type += selected[0]?.weight ?? 0;
      return;
    }
    const answer = value as Readonly<Record<string, unknown>>;
    const variant = selected.length === 1 ? selected[0] : variantOf(selected, answer);
    if (!variant) return;
    this.type += variant.weight;
    for (const field of variant.fields) {
      const below = answer[field.key];
      // Null was resolved too; what was skipped is not there. Where it is there nevertheless, the answer is of another of the possible
      // types, for which it was not skipped.
      if (below === undefined || !holds(field.when, this.variables)) continue;
      this.field += this.weightOf(field);
      if (field.below) this.count(field.below, below);
    }
  }

  private weightOf(field: SelectedField): number {
    let weight = this.weights.get(field);
    if (weight === undefined) this.weights.set(field, (weight = fieldWeight(field.weight, field.arguments, this.variables)));
    return weight;
  }
}

/** Of an abstract type the answer may not say which it is: then the dearest that can have answered these keys. */
function variantOf(selected: Selected, answer: Readonly<Record<string, unknown>>): Variant | undefined {
  const name = answer['__typename'];
  const named = selected.find(({ types }) => typeof name === 'string' && types.has(name));
  if (named) return named;
  const keys = Object.keys(answer);
  const possible = selected.filter((variant) => keys.every((key) => variant.keys.has(key)));
  return possible.reduce<Variant | undefined>(
    (dearest, variant) => (dearest && dearest.weight >= variant.weight ? dearest : variant),
    undefined,
  );
}
