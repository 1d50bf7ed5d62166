import type { DocumentNode, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { answeredCost } from './answered-cost.js';
import type { CostRules } from './cost-rules.js';
import type { Costs } from './costs.js';
import { requestedCost } from './requested-cost.js';
import { selectOperation, type Selected } from './selected.js';
import { variablesOf, type Variables } from './variables.js';

/** What an operation costs, by the GraphQL cost directives: compiled once per text, told for any variables and any answer. */
export class OperationCost {
  private constructor(
    private readonly operation: OperationDefinitionNode,
    private readonly selected: Selected,
  ) {}

  /** Throws when the operation spreads out too far to be weighed. The document must be valid. */
  static compile(schema: GraphQLSchema, rules: CostRules, document: DocumentNode, operation: OperationDefinitionNode): OperationCost {
    return new OperationCost(operation, selectOperation(schema, rules, document, operation));
  }

  /** The most that it can cost, before it runs. Throws when a slicing argument that must be given is not. */
  requested(variables: Variables = {}): Costs {
    return requestedCost(this.selected, variablesOf(this.operation, variables));
  }

  /** What it did cost, by its answer; errors answer nothing, and cost nothing. */
  answered(data: unknown, variables: Variables = {}): Costs {
    return answeredCost(this.selected, data, variablesOf(this.operation, variables));
  }
}
