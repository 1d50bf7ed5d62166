import { BiologicalStatus, IndicatorResult } from './load-terms.js';
import type { BiologicalIndicator, ChemicalIndicator, SterilizationItem, SterilizationLoad } from './sterilization-load.js';

export interface LoadFindings {
  readonly load: Pick<
    SterilizationLoad,
    'readings' | 'celsius' | 'holdingMinutes' | 'heldMinutes' | 'minimumF0' | 'f0' | 'biologicalIndicator'
  >;
  readonly items: readonly Pick<SterilizationItem, 'id' | 'code' | 'name'>[];
  readonly chemical: readonly Pick<ChemicalIndicator, 'itemId' | 'class' | 'result'>[];
  readonly biological: readonly Pick<BiologicalIndicator, 'lotNumber' | 'status'>[];
  readonly sterilizer: { readonly name: string; readonly validatedUntil: string };
  /** At the branch, on which the cycle began. */
  readonly day: string;
  readonly earlyReleaseReason: string | null;
}

/** All reasons why a load may not be released; empty when it may. */
export function releaseProblems(findings: LoadFindings): string[] {
  return [...cycleProblems(findings), ...chemicalProblems(findings), ...biologicalProblems(findings), ...validationProblems(findings)];
}

function cycleProblems({ load }: LoadFindings): string[] {
  const { readings, celsius, holdingMinutes, minimumF0 } = load;
  if (readings === 0) return ['Nothing was recorded of the cycle: send the readings of the chamber.'];
  const [held, f0] = [load.heldMinutes ?? 0, load.f0 ?? 0];
  return [
    ...(held >= holdingMinutes
      ? []
      : [`The chamber was at ${celsius} °C or above for ${rounded(held)} minutes without a break, and ${holdingMinutes} are asked for.`]),
    ...(minimumF0 === null || f0 >= minimumF0 ? [] : [`F0 is ${rounded(f0)} minutes, and at least ${minimumF0} are asked for.`]),
  ];
}

/** Never up, so that what is too little does not look like enough. */
function rounded(minutes: number): string {
  return (Math.floor(minutes * 100) / 100).toFixed(2);
}

function chemicalProblems({ items, chemical }: LoadFindings): string[] {
  const byItem = Map.groupBy(chemical, ({ itemId }) => itemId);
  return items.flatMap(({ id, name, code }) => {
    const read = byItem.get(id) ?? [];
    if (read.length === 0) return [`No chemical indicator of ${name} (${code}) was read.`];
    return read
      .filter(({ result }) => result === IndicatorResult.FAIL)
      .map((failed) => `The chemical indicator of class ${failed.class} of ${name} (${code}) failed.`);
  });
}

function biologicalProblems({ load, biological, earlyReleaseReason }: LoadFindings): string[] {
  if (load.biologicalIndicator && biological.length === 0) return ['The programme asks for a biological indicator, and there is none.'];
  const positive = biological.filter(({ status }) => status === BiologicalStatus.POSITIVE);
  const pending = biological.filter(({ status }) => status === BiologicalStatus.INCUBATING);
  return [
    ...positive.map(({ lotNumber }) => `The biological indicator of lot ${lotNumber} is positive.`),
    ...(pending.length === 0 || earlyReleaseReason
      ? []
      : ['A biological indicator is not read yet: wait for it, or say in earlyReleaseReason why the load cannot wait.']),
  ];
}

function validationProblems({ sterilizer, day }: LoadFindings): string[] {
  if (sterilizer.validatedUntil >= day) return [];
  return [`${sterilizer.name} was validated until ${sterilizer.validatedUntil}, and the cycle was on ${day}.`];
}
