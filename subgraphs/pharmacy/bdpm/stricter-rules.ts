import { ProductStatus } from '../products/product-terms.js';
import type { Product, SourcedRules } from '../products/product.js';

/** What holds for a product after an import, and in what the tenant is stricter than the base, in words. */
export interface KeptRules extends SourcedRules {
  readonly remarks: readonly string[];
}

/** The base's rules, but for what the tenant has made stricter: what differs from the import before is its own word. */
export function stricterRules(base: SourcedRules, found: Product | null): KeptRules {
  if (found === null) return { ...base, remarks: [] };
  const own = <Rule extends keyof SourcedRules>(rule: Rule) => found.sourced?.[rule] !== found[rule] && found[rule] !== base[rule];
  const keepsSchedule = found.controlledSchedule !== null && own('controlledSchedule');
  const keepsPrescription = found.prescriptionRequired && own('prescriptionRequired');
  const keepsInactive = found.status === ProductStatus.INACTIVE && own('status');
  const remarks: string[] = [];
  if (keepsSchedule)
    remarks.push(
      `it stays controlled as "${found.controlledSchedule}", as was entered here: the base says ${base.controlledSchedule === null ? 'that it is not controlled' : `"${base.controlledSchedule}"`}`,
    );
  if (keepsPrescription) remarks.push('it stays on prescription only, as was entered here: the base asks for none');
  if (keepsInactive) remarks.push('it stays INACTIVE, as was entered here: the base has it as sold');
  return {
    // What was a mistake stays one, whatever the base says of it.
    status: keepsInactive || found.status === ProductStatus.ENTERED_IN_ERROR ? found.status : base.status,
    prescriptionRequired: keepsPrescription || base.prescriptionRequired,
    controlledSchedule: keepsSchedule ? found.controlledSchedule : base.controlledSchedule,
    remarks,
  };
}
