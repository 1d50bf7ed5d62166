import { everywhereRefusal } from '#kernel/branches/everywhere.js';
import { sql } from '#kernel/database/sql.js';
import type { Transaction } from '#kernel/database/transaction.js';
import { newId, toUuid } from '#kernel/graph/type-id.js';
import { Refusal, refuse, userError } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { keepBuiltIn } from './keeping-workflows.js';
import { OrderWorkflow, OrderWorkflowStatus } from './order-workflow.js';
import { readWorkflow } from './reading-workflows.js';
import { DefineOrderWorkflowPayload, type DefineOrderWorkflowInput } from './workflow.inputs.js';
import { codePattern, workflowLimits } from './workflow-vocabulary.js';

const nothing = { workflow: null };

/** Writes a lifecycle anew. Orders in flight keep the revision that they were placed by; new ones go by this. */
export async function defineOrderWorkflow(context: Context, input: DefineOrderWorkflowInput): Promise<DefineOrderWorkflowPayload> {
  const options = { name: 'defineOrderWorkflow', permission: 'orders:configure' };
  return context.db.command(DefineOrderWorkflowPayload, options, async (transaction) => {
    const outside = everywhereRefusal(context.request, options.permission, nothing);
    if (outside) return outside;
    const { type, code } = input;
    if (!codePattern.test(code) || code.length > workflowLimits.codeLetters)
      return refuse('INVALID', 'A code is words of lower-case letters, parted by underscores: cold_chain.', ['input', 'code'], nothing);
    const name = input.name.trim();
    if (!name || name.length > workflowLimits.nameLetters)
      return refuse('REQUIRED', `Name it, in at most ${workflowLimits.nameLetters} letters.`, ['input', 'name'], nothing);
    const { definition, problems } = readWorkflow(input.definition);
    if (!definition) {
      const errors = problems.map(({ path, message }) => userError('INVALID', message, ['input', 'definition', ...path]));
      return new Refusal(errors, nothing);
    }
    await keepBuiltIn(transaction, type, code);
    await holdCode(transaction, input);
    const [latest] = await transaction.all(
      OrderWorkflow,
      sql`where order_type = ${type} and code = ${code} order by revision desc limit 1`,
    );
    if (latest) await retire(transaction, latest);
    const workflow = await transaction.insert(
      Object.assign(new OrderWorkflow(), {
        ...{ id: newId('orderworkflow'), type, code, name, definition, edition: null },
        ...{ revision: (latest?.revision ?? 0) + 1, status: OrderWorkflowStatus.ACTIVE },
      }),
    );
    return { workflow };
  });
}

/** Two who define the same code make two revisions, one after the other. */
async function holdCode(transaction: Transaction, { type, code }: DefineOrderWorkflowInput): Promise<void> {
  const key = `${transaction.context.tenant?.id}:workflow:${type}:${code}`;
  await transaction.rows(sql`select pg_advisory_xact_lock(hashtextextended(${key}, 0))`);
}

async function retire(transaction: Transaction, { id }: OrderWorkflow): Promise<void> {
  await transaction.rows(sql`update order_workflows set status = ${OrderWorkflowStatus.RETIRED}
    where id = ${toUuid('orderworkflow', id)}`);
}
