import type { PlanNode } from '@apollo/query-planner';
import type { GraphQLSchema } from 'graphql';
import type { SubgraphChannel } from '#kernel/subgraph/channel.js';
import { compileFetch } from './fetch.js';
import { collect, type PlanPath } from './path.js';
import type { Step } from './run.js';

export interface PlanSettings {
  /** The whole supergraph, with what clients cannot see. */
  readonly supergraph: GraphQLSchema;
  /** The names of its interfaces and unions. */
  readonly abstract: ReadonlySet<string>;
  readonly channels: ReadonlyMap<string, SubgraphChannel>;
  /** Whether code may be made for the plan. */
  readonly generate: boolean;
  /** Response keys that stand for another one in the plan. */
  readonly renamed: ReadonlyMap<string, string>;
  /** What is asked of one subgraph at several places of the plan (repeated-fetches.ts). */
  readonly repeated: ReadonlySet<string>;
  /** How long one fetch may take. */
  readonly timeoutMs: number;
}

const nothing: Step = () => undefined;

/** A plan as one function, made once and run for every operation of its text. */
export function compilePlan(node: PlanNode | undefined, settings: PlanSettings): Step {
  return node ? compileNode(node, [], settings) : nothing;
}

function compileNode(node: PlanNode, path: PlanPath, settings: PlanSettings): Step {
  switch (node.kind) {
    case 'Fetch':
      return compileFetch(node, path, settings);
    case 'Sequence':
      return oneAfterAnother(node.nodes.map((child) => compileNode(child, path, settings)));
    case 'Parallel':
      return together(node.nodes.map((child) => compileNode(child, path, settings)));
    case 'Flatten': {
      const below = node.path.map(String);
      const step = compileNode(node.node, [...path, ...below], settings);
      return (run, targets) => {
        const found = collect(targets, below);
        return found.length > 0 ? step(run, found) : undefined;
      };
    }
    case 'Condition': {
      const { condition, ifClause, elseClause } = node;
      const [met, unmet] = [ifClause, elseClause].map((clause) => (clause ? compileNode(clause, path, settings) : nothing)) as [Step, Step];
      return (run, targets) => (run.variables[condition] === true ? met : unmet)(run, targets);
    }
    case 'Defer':
      throw new Error('This graph does not answer in parts: leave @defer out.');
  }
}

function oneAfterAnother(steps: readonly Step[]): Step {
  return (run, targets) => {
    let next = 0;
    const go = (): Promise<void> | undefined => {
      while (next < steps.length) {
        const pending = steps[next++]?.(run, targets);
        if (pending) return pending.then(go);
      }
      return undefined;
    };
    return go();
  };
}

function together(steps: readonly Step[]): Step {
  return (run, targets) => {
    const pending = steps.map((step) => step(run, targets)).filter((promise) => promise !== undefined);
    return pending.length > 1 ? Promise.all(pending).then(() => undefined) : pending[0];
  };
}
