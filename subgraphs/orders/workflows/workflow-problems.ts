/** Where in a definition: keys, and positions in lists. */
export type Place = readonly (string | number)[];

/** Why a definition cannot be taken. */
export interface WorkflowProblem {
  /** From the definition's own keys, as `field` of a user error takes it: ["transitions", "2", "to"]. */
  readonly path: readonly string[];
  /** Begins with the path; says what is wrong and what to do. */
  readonly message: string;
}

const mostProblems = 50;

/** Gathers what is wrong with a definition, so that its author can mend all of it at once; but not without end. */
export class WorkflowProblems {
  readonly found: WorkflowProblem[] = [];

  get any(): boolean {
    return this.found.length > 0;
  }

  /** Always null: what is wrong has no value. */
  add(place: Place, message: string): null {
    const path = place.map((step) => String(step).slice(0, 60));
    if (this.found.length < mostProblems) this.found.push({ path, message: `${written(place)}: ${message}` });
    return null;
  }
}

/** transitions[2].to */
function written(place: Place): string {
  const text = place.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step.slice(0, 60)}`)).join('');
  return text === '' ? 'The workflow' : text.replace(/^\./, '');
}
