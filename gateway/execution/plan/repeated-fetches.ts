import type { FetchNode, PlanNode } from '@apollo/query-planner';

/**
 * What one subgraph is asked about entities at several places of a plan. Where such fetches come at the same moment they can be
 * one, in which every entity stands once. Only those qualify that bring nothing but plain values: objects of one answer may
 * not be shared by places from which different things are selected below them.
 */
export function repeatedFetches(plan: PlanNode | undefined): ReadonlySet<string> {
  const seen = new Set<string>();
  const repeated = new Set<string>();
  const visit = (node: PlanNode): void => {
    switch (node.kind) {
      case 'Fetch': {
        const asked = askedBy(node);
        if (asked === null) return;
        if (seen.has(asked)) repeated.add(asked);
        seen.add(asked);
        return;
      }
      case 'Sequence':
      case 'Parallel':
        return node.nodes.forEach(visit);
      case 'Flatten':
        return visit(node.node);
      case 'Condition':
        if (node.ifClause) visit(node.ifClause);
        if (node.elseClause) visit(node.elseClause);
        return;
      case 'Defer':
        return;
    }
  };
  if (plan) visit(plan);
  return repeated;
}

/** What a fetch asks, whatever it is called; null for one that cannot be joined with others. */
export function askedBy(node: FetchNode): string | null {
  if (!node.requires || node.inputRewrites?.length || node.outputRewrites?.length || node.contextRewrites?.length) return null;
  const body = node.operationName === undefined ? node.operation : node.operation.replace(node.operationName, '');
  return JSON.stringify([node.serviceName, body, node.requires, node.variableUsages ?? []]);
}
