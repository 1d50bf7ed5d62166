import { OrderStatus } from '../orders/order-terms.js';
import { didYouMean, shown } from '../rules/did-you-mean.js';
import { isObject, own } from '../rules/json-object.js';
import { checkWorkflow } from './checking-workflows.js';
import {
  effectNames,
  guardNames,
  triggerNames,
  type OrderEnd,
  type WorkflowDefinition,
  type WorkflowState,
  type WorkflowTransition,
} from './workflow-definition.js';
import { WorkflowProblems, type Place, type WorkflowProblem } from './workflow-problems.js';
import { codePattern, transitionPermissions, workflowLimits } from './workflow-vocabulary.js';

const stateStatuses = Object.values(OrderStatus).filter((status) => status !== OrderStatus.ON_HOLD);
const ends: readonly OrderEnd[] = ['PLACER', 'PERFORMER'];

/** Reads a lifecycle that a tenant wrote, whatever was sent in its place: the definition, or all that is wrong with it. */
export function readWorkflow(given: unknown): {
  readonly definition: WorkflowDefinition | null;
  readonly problems: readonly WorkflowProblem[];
} {
  const problems = new WorkflowProblems();
  const definition = new Reader(problems).workflow(given);
  if (definition && !problems.any) checkWorkflow(definition, problems);
  return { definition: problems.any ? null : definition, problems: problems.found };
}

class Reader {
  constructor(private readonly problems: WorkflowProblems) {}

  workflow(given: unknown): WorkflowDefinition | null {
    if (!isObject(given)) return this.problems.add([], 'write an object with initial, states and transitions.');
    this.onlyKeys(given, ['initial', 'states', 'transitions', 'reserveMinutes'], []);
    const states = this.list(own(given, 'states'), ['states'], workflowLimits.states, (one, place) => this.state(one, place));
    const codes = states.map(({ code }) => code);
    const transitions = this.list(own(given, 'transitions'), ['transitions'], workflowLimits.transitions, (one, place) =>
      this.transition(one, place, codes),
    );
    this.distinct(codes, 'states');
    this.distinct(
      transitions.map(({ code }) => code),
      'transitions',
    );
    const initial = this.word(own(given, 'initial'), ['initial'], codes, 'state');
    const reserveMinutes = this.minutes(own(given, 'reserveMinutes'));
    return { initial: initial ?? '', states, transitions, ...(reserveMinutes === null ? {} : { reserveMinutes }) };
  }

  private state(given: unknown, place: Place): WorkflowState | null {
    if (!isObject(given)) return this.problems.add(place, 'write an object with code, name and status.');
    this.onlyKeys(given, ['code', 'name', 'status', 'amendable'], place);
    const code = this.code(own(given, 'code'), [...place, 'code']);
    const name = this.name(own(given, 'name'), [...place, 'name']);
    const status = this.word(own(given, 'status'), [...place, 'status'], stateStatuses, 'status');
    const amendable = this.flag(own(given, 'amendable'), [...place, 'amendable']);
    return code && name && status ? { code, name, status: status as WorkflowState['status'], ...(amendable ? { amendable } : {}) } : null;
  }

  private transition(given: unknown, place: Place, states: readonly string[]): WorkflowTransition | null {
    if (!isObject(given)) return this.problems.add(place, 'write an object with code, name, from, to and permission.');
    const keys = ['code', 'name', 'from', 'to', 'permission', 'end', 'guards', 'effects', 'triggers', 'reasonRequired'];
    this.onlyKeys(given, keys, place);
    const code = this.code(own(given, 'code'), [...place, 'code']);
    const name = this.name(own(given, 'name'), [...place, 'name']);
    const from = this.words(own(given, 'from'), [...place, 'from'], states, 'state');
    if (from.length === 0) this.problems.add([...place, 'from'], 'name the states from which it leads on, one or more.');
    const to = this.word(own(given, 'to'), [...place, 'to'], states, 'state');
    const permission = this.permission(given, place);
    const end = own(given, 'end') == null ? null : this.word(own(given, 'end'), [...place, 'end'], ends, 'end');
    const guards = this.optionalWords(given, 'guards', place, Object.keys(guardNames), 'guard');
    const effects = this.optionalWords(given, 'effects', place, Object.keys(effectNames), 'effect');
    const triggers = this.optionalWords(given, 'triggers', place, Object.keys(triggerNames), 'trigger');
    const reasonRequired = this.flag(own(given, 'reasonRequired'), [...place, 'reasonRequired']);
    if (!code || !name || !to) return null;
    return {
      ...{ code, name, from, to, permission },
      ...(end === null ? {} : { end: end as OrderEnd }),
      ...{ guards, effects, triggers, reasonRequired },
    } as WorkflowTransition;
  }

  private permission(given: object, place: Place): string | null {
    const permission = own(given, 'permission');
    if (permission === null) return null;
    return this.word(permission, [...place, 'permission'], transitionPermissions, 'permission', 'Write null for what only the house does.');
  }

  private list<T>(given: unknown, place: Place, most: number, read: (one: unknown, place: Place) => T | null): T[] {
    if (!Array.isArray(given)) {
      this.problems.add(place, `write a list, not ${shown(given)}.`);
      return [];
    }
    if (given.length > most) {
      this.problems.add(place, `these are ${given.length}, and at most ${most} are taken: join some of them.`);
      return [];
    }
    return given.map((one, index) => read(one, [...place, index])).filter((one) => one !== null);
  }

  private words(given: unknown, place: Place, known: readonly string[], what: string): string[] {
    const words = this.list(given, place, known.length + workflowLimits.states, (one, at) => this.word(one, at, known, what));
    if (new Set(words).size < words.length) this.problems.add(place, `name each ${what} once.`);
    return words;
  }

  private optionalWords(given: object, key: string, place: Place, known: readonly string[], what: string): string[] {
    const words = own(given, key);
    return words == null ? [] : this.words(words, [...place, key], known, what);
  }

  private word(given: unknown, place: Place, known: readonly string[], what: string, hint = ''): string | null {
    if (typeof given === 'string' && known.includes(given)) return given;
    const guess = typeof given === 'string' ? didYouMean(given.slice(0, 60), known) : didYouMean('', known);
    return this.problems.add(place, `there is no ${what} ${shown(given)}. ${guess}${hint && ` ${hint}`}`);
  }

  private code(given: unknown, place: Place): string | null {
    if (typeof given === 'string' && codePattern.test(given) && given.length <= workflowLimits.codeLetters) return given;
    return this.problems.add(
      place,
      `${shown(given)} is no code: write words of lower-case letters, parted by underscores, at most ${workflowLimits.codeLetters} letters.`,
    );
  }

  private name(given: unknown, place: Place): string | null {
    const fits = typeof given === 'string' && given.trim() !== '' && given.length <= workflowLimits.nameLetters;
    if (fits && !given.includes('\0') && given.isWellFormed()) return given.trim();
    return this.problems.add(place, `write a name for people, of at most ${workflowLimits.nameLetters} letters.`);
  }

  private flag(given: unknown, place: Place): boolean {
    if (given !== undefined && given !== null && typeof given !== 'boolean')
      this.problems.add(place, `write true or false, not ${shown(given)}.`);
    return given === true;
  }

  private minutes(given: unknown): number | null {
    if (given === undefined || given === null) return null;
    const most = workflowLimits.reserveMinutes;
    if (typeof given === 'number' && Number.isInteger(given) && given >= 1 && given <= most) return given;
    return this.problems.add(['reserveMinutes'], `write whole minutes, 1 to ${most}, not ${shown(given)}.`);
  }

  private onlyKeys(given: object, keys: readonly string[], place: Place): void {
    for (const other of Object.keys(given).filter((key) => !keys.includes(key)))
      this.problems.add([...place, other], `this is not known here. ${didYouMean(other.slice(0, 60), keys)}`);
  }

  private distinct(codes: readonly string[], what: 'states' | 'transitions'): void {
    for (const [index, code] of codes.entries())
      if (codes.indexOf(code) !== index)
        this.problems.add([what, index, 'code'], `another of the ${what} is "${code}" already: give this one a code of its own.`);
  }
}
