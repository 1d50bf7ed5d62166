import { actionKinds, settledBy, type Action, type ActionKind } from './action.js';
import { didYouMean, shown } from './did-you-mean.js';
import { hasOnly, isObject, type JsonObject } from './json-object.js';
import { isRuleText, readRuleValue } from './reading-values.js';
import type { RuleCatalogue } from './rule-catalogue.js';
import type { Place, RuleProblems } from './rule-problems.js';
import { ruleLimits } from './rule-limits.js';

const mostMinutes = 366 * 24 * 60;
const eventPattern = /^[a-z][a-z0-9_]*(?:\.[a-z0-9_]+)*$/;

/** Reads what a rule does. What cannot be read is left out, and told among the problems. */
export class ActionReader {
  constructor(
    private readonly catalogue: RuleCatalogue,
    private readonly problems: RuleProblems,
  ) {}

  /** {"notify": …, "choose_workflow": …}, or a list of such objects where one action is wanted more than once. */
  read(given: unknown, place: Place): Action[] {
    const isList = Array.isArray(given);
    const groups: readonly unknown[] = isList ? given : [given];
    if (groups.length > ruleLimits.actions) return this.tooMany(place);
    const actions: Action[] = [];
    for (const [index, group] of groups.entries()) {
      const at = isList ? [...place, index] : place;
      if (isObject(group)) actions.push(...this.readGroup(group, at));
      else this.problems.add(at, `actions are an object, such as {"notify": ["lab_manager"]}, and not ${shown(group)}.`);
      if (this.problems.areMany || actions.length > ruleLimits.actions) break;
    }
    if (actions.length > ruleLimits.actions) return this.tooMany(place);
    if (actions.length === 0 && this.problems.found.length === 0)
      this.problems.add(place, `a rule does something: write one of ${actionKinds.join(', ')}.`);
    const settled = actions.map(settledBy);
    const twice = settled.find((what, index) => what !== null && settled.indexOf(what) < index);
    if (twice) this.problems.add(place, `the rule settles ${twice} twice: keep one of the two.`);
    return actions;
  }

  private readGroup(group: JsonObject, place: Place): Action[] {
    const kinds = Object.keys(group);
    if (kinds.length > ruleLimits.actions) return this.tooMany(place);
    return kinds.flatMap((kind) => {
      const at = [...place, kind];
      if (isActionKind(kind)) return this.readAction(kind, group[kind], at) ?? [];
      return this.problems.add(at, `${shown(kind)} is no action. ${didYouMean(kind.slice(0, 60), actionKinds)}`) ?? [];
    });
  }

  private tooMany(place: Place): Action[] {
    this.problems.add(place, `a rule has at most ${ruleLimits.actions} actions: make two rules of it.`);
    return [];
  }

  private readAction(kind: ActionKind, given: unknown, place: Place): Action | readonly Action[] | null {
    const { workflows, dispatches } = this.catalogue;
    switch (kind) {
      case 'set_field':
        return this.readFields(given, place);
      case 'choose_workflow': {
        const workflow = this.name(given, 'a workflow', workflows, place);
        return workflow === null ? null : { kind, workflow };
      }
      case 'assign_dispatch': {
        const dispatch = this.name(given, 'a way to dispatch', dispatches, place);
        return dispatch === null ? null : { kind, dispatch };
      }
      case 'notify':
        return this.readNotify(given, place);
      case 'require_approval':
        return this.readApproval(given, place);
      case 'start_sla':
        return this.readSla(given, place);
      case 'call_webhook':
        return this.readWebhook(given, place);
    }
  }

  private readFields(given: unknown, place: Place): Action[] | null {
    if (!isObject(given) || Object.keys(given).length === 0)
      return this.problems.add(place, `write the fields to set with their values, such as {"priority": "urgent"}.`);
    const names = Object.keys(given);
    if (names.length > ruleLimits.actions) return this.tooMany(place);
    return names.flatMap((name) => this.readField(name, given[name], [...place, name]) ?? []);
  }

  private readField(name: string, given: unknown, place: Place): Action | null {
    const field = this.catalogue.fields.get(name);
    if (!field) {
      const suggestion = didYouMean(name.slice(0, 60), this.catalogue.fields.keys());
      return this.problems.add(place, `${shown(name)} is no field that a rule may set. ${suggestion}`);
    }
    const value = readRuleValue(name, field, given, place, this.problems);
    return value === null ? null : { kind: 'set_field', field: name, type: field.type, value };
  }

  private readNotify(given: unknown, place: Place): Action | null {
    const { isPlain, main, rest } = this.parted(given, 'roles', ['message'], place);
    const message = this.text(rest['message'], [...place, 'message']);
    const at = isObject(given) ? [...place, 'roles'] : place;
    const list: readonly unknown[] = Array.isArray(main) ? main : [main];
    if (list.length === 0 || list.length > ruleLimits.listLength)
      return this.problems.add(at, `name 1 to ${ruleLimits.listLength} teams, such as ["lab_manager"].`);
    const roles = list.map((role, index) => this.team(role, Array.isArray(main) ? [...at, index] : at));
    if (!isPlain || message === undefined || roles.includes(null)) return null;
    return { kind: 'notify', roles: [...new Set(roles as string[])], message };
  }

  private readApproval(given: unknown, place: Place): Action | null {
    const { isPlain, main, rest } = this.parted(given, 'role', ['reason'], place);
    const role = this.team(main, isObject(given) ? [...place, 'role'] : place);
    const reason = this.text(rest['reason'], [...place, 'reason']);
    return isPlain && role && reason !== undefined ? { kind: 'require_approval', role, reason } : null;
  }

  private readSla(given: unknown, place: Place): Action | null {
    const { isPlain, main, rest } = this.parted(given, 'policy', ['within_minutes'], place);
    const { slaPolicies, outOfUse } = this.catalogue;
    const policy = this.name(main, 'an SLA policy', slaPolicies, isObject(given) ? [...place, 'policy'] : place, outOfUse?.slaPolicies);
    const minutes = rest['within_minutes'] ?? null;
    const isWhole = minutes === null || (Number.isInteger(minutes) && (minutes as number) >= 1 && (minutes as number) <= mostMinutes);
    if (!isWhole)
      return this.problems.add([...place, 'within_minutes'], `write whole minutes from 1 to ${mostMinutes}, and not ${shown(minutes)}.`);
    return isPlain && policy ? { kind: 'start_sla', policy, withinMinutes: minutes as number | null } : null;
  }

  private readWebhook(given: unknown, place: Place): Action | null {
    const { isPlain, main, rest } = this.parted(given, 'webhook', ['event'], place);
    const webhook = this.name(main, 'a webhook of yours', this.catalogue.webhooks, isObject(given) ? [...place, 'webhook'] : place);
    const event = this.text(rest['event'], [...place, 'event']);
    if (event !== undefined && event !== null && (event.length > ruleLimits.nameLetters || !eventPattern.test(event)))
      return this.problems.add(
        [...place, 'event'],
        `write words of lower case parted by dots, such as "sample.urgent", and not ${shown(event)}.`,
      );
    return isPlain && webhook && event !== undefined ? { kind: 'call_webhook', webhook, event } : null;
  }

  /** An action's main argument, given alone or in an object beside others. */
  private parted(
    given: unknown,
    main: string,
    others: readonly string[],
    place: Place,
  ): { readonly isPlain: boolean; readonly main: unknown; readonly rest: JsonObject } {
    if (!isObject(given)) return { isPlain: true, main: given, rest: {} };
    return { isPlain: hasOnly(given, [main, ...others], place, this.problems), main: given[main], rest: given };
  }

  private team(given: unknown, place: Place): string | null {
    const { roles, outOfUse } = this.catalogue;
    return this.name(given, 'a team', roles, place, outOfUse?.roles);
  }

  private name(given: unknown, what: string, known: readonly string[], place: Place, outOfUse: readonly string[] = []): string | null {
    if (typeof given !== 'string') return this.problems.add(place, `write the name of ${what}, and not ${shown(given)}.`);
    if (known.includes(given)) return given;
    if (outOfUse.includes(given))
      return this.problems.add(place, `${shown(given)} is the name of ${what} that is not in use any more: activate it, or name another.`);
    return this.problems.add(place, `${shown(given)} is not the name of ${what}. ${didYouMean(given.slice(0, 60), known)}`);
  }

  /** Null where there is none, undefined where it is wrong. */
  private text(given: unknown, place: Place): string | null | undefined {
    if (given === undefined || given === null) return null;
    if (typeof given === 'string' && given.trim() !== '' && isRuleText(given)) return given.trim();
    this.problems.add(place, `write a text of 1 to ${ruleLimits.textLetters} letters, or leave it out.`);
    return undefined;
  }
}

function isActionKind(word: string): word is ActionKind {
  return (actionKinds as readonly string[]).includes(word);
}
