import type { Action } from './action.js';
import { valueToJson, type JsonValue } from './attribute-value.js';
import { termsOf, type Comparison, type Condition, type TimeWindow } from './condition.js';
import type { JsonObject } from './json-object.js';
import type { Rule } from './rule.js';

/** A rule as JSON in its long form; read again it is the same rule. */
export function writeRule({ name, when, then, stop }: Rule): JsonObject {
  return { name, when: writeCondition(when), then: then.map(writeAction), ...(stop ? { stop } : {}) };
}

function writeCondition(condition: Condition): JsonObject {
  switch (condition.kind) {
    case 'all':
    case 'any':
      // All of none is always, which is written as nothing.
      return condition.conditions.length === 0 ? {} : { [condition.kind]: condition.conditions.map(writeCondition) };
    case 'not':
      return { not: writeCondition(condition.condition) };
    case 'comparison':
      return { attribute: condition.path.text, [condition.operator]: writeExpected(condition) };
    case 'time':
      return writeTimeWindow(condition);
  }
}

/** What a comparison compares with: a list where its operator takes one. */
export function writeExpected({ path, operator, expected }: Comparison): JsonValue | readonly JsonValue[] {
  const { takes } = termsOf(operator);
  const values = expected.map((value) => valueToJson(takes === 'boolean' ? 'boolean' : path.leadsTo.type, value));
  return takes === 'list' || takes === 'range' ? values : (values[0] as JsonValue);
}

function writeTimeWindow({ between, days }: TimeWindow): JsonObject {
  return { ...(between ? { local_time: { between } } : {}), ...(days ? { days } : {}) };
}

function writeAction(action: Action): JsonObject {
  switch (action.kind) {
    case 'set_field':
      return { set_field: { [action.field]: valueToJson(action.type, action.value) } };
    case 'choose_workflow':
      return { choose_workflow: action.workflow };
    case 'assign_dispatch':
      return { assign_dispatch: action.dispatch };
    case 'notify':
      return { notify: { roles: action.roles, ...(action.message === null ? {} : { message: action.message }) } };
    case 'require_approval':
      return { require_approval: { role: action.role, ...(action.reason === null ? {} : { reason: action.reason }) } };
    case 'start_sla':
      return { start_sla: { policy: action.policy, ...(action.withinMinutes === null ? {} : { within_minutes: action.withinMinutes }) } };
    case 'call_webhook':
      return { call_webhook: { webhook: action.webhook, ...(action.event === null ? {} : { event: action.event }) } };
  }
}
