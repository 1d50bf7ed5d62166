import { auditDenials } from '../consents/access-denials.js';
import { readableErrors } from '../consents/readable-errors.js';
import { readableAnswer } from '../consents/readable-answer.js';
import type { RequestContext } from '../context/request-context.js';
import { Refusal, userError, type MutationPayload, type UserError, type UserErrorCode } from '../graph/user-error.js';
import { ConsentRequiredError, isWithoutConsent } from './consent-required.js';
import type { Database } from './database.js';
import { claimAnswer, storeAnswer } from './idempotency.js';
import { repeating } from './repeating.js';
import { scopeOf } from './scope.js';
import { sql } from './sql.js';
import type { Transaction } from './transaction.js';

export interface CommandOptions<P extends MutationPayload = MutationPayload> {
  /** The mutation field, by which its answer is kept for an `Idempotency-Key`. */
  readonly name: string;
  /** The permission in whose branches the command may read and write; null when it touches no branch-owned rows. */
  readonly permission: string | null;
  /** Where the answer holds a secret, which is never stored. `true`: nor is the answer, and the call is carried out for each repetition. */
  readonly answersSecret?: boolean | SecretAnswer<P>;
  /** What a violated constraint means for the caller, by the constraint's name. */
  readonly constraints?: Readonly<Record<string, ConstraintRefusal>>;
}

/** How a call that shows a secret once is repeated by its `Idempotency-Key`. */
export interface SecretAnswer<P extends MutationPayload> {
  /** The payload's fields that hold the secret: the answer is stored without them. */
  readonly fields: readonly (keyof P & string)[];
  /** What a repetition is told in their place: that it was done, and how to get another. */
  readonly again: (answer: P) => UserError;
}

export interface ConstraintRefusal {
  readonly code: `${UserErrorCode}`;
  readonly message: string;
  readonly field?: readonly string[];
}

/** The payload's own fields. `userErrors` is empty when left out; a command that gives some is committed nevertheless. */
export type CommandOutcome<P extends MutationPayload> = Omit<P, 'userErrors'> & Partial<Pick<P, 'userErrors'>>;

export async function runCommand<P extends MutationPayload>(
  database: Database,
  context: RequestContext,
  payload: new () => P,
  options: CommandOptions<P>,
  body: (transaction: Transaction) => Promise<CommandOutcome<P> | Refusal>,
): Promise<P> {
  const { answered, isRepeated } = await carryOut(database, context, payload, options, body);
  // Staff could see what they wrote just now; what is repeated they may have lost sight of since.
  return isRepeated || context.actor.kind === 'client' ? readableAnswer(database, context, answered) : answered;
}

/** An answer, and whether it was given before. */
interface Answered<P extends MutationPayload> {
  readonly answered: P;
  readonly isRepeated: boolean;
}

async function carryOut<P extends MutationPayload>(
  database: Database,
  context: RequestContext,
  payload: new () => P,
  options: CommandOptions<P>,
  body: (transaction: Transaction) => Promise<CommandOutcome<P> | Refusal>,
): Promise<Answered<P>> {
  const scope = scopeOf(context, options.permission);
  try {
    const { missing, ...answered } = await repeating(() =>
      database.transaction(context, scope, 'command', async (transaction) => ({
        ...(await answer(database, transaction, payload, options, body)),
        missing: transaction.missing,
      })),
    );
    for (const [entity, ids] of missing) auditDenials(database, context, entity, ids, { permission: options.permission });
    return answered;
  } catch (error) {
    const constraint = options.constraints?.[constraintOf(error) ?? ''];
    if (constraint) {
      return { answered: refused(payload, [userError(constraint.code, constraint.message, constraint.field)], {}), isRepeated: false };
    }
    if (isWithoutConsent(error)) throw new ConsentRequiredError(options.permission);
    throw error;
  }
}

async function answer<P extends MutationPayload>(
  database: Database,
  transaction: Transaction,
  payload: new () => P,
  options: CommandOptions<P>,
  body: (transaction: Transaction) => Promise<CommandOutcome<P> | Refusal>,
): Promise<Answered<P>> {
  const { answersSecret = false } = options;
  const repeatable = answersSecret !== true && transaction.context.idempotency !== null;
  if (repeatable) {
    const stored = await claimAnswer(transaction, options.name, database.mappers);
    if (stored) return { answered: Object.assign(new payload(), stored), isRepeated: true };
  }
  await transaction.rows(sql`savepoint command`);
  const outcome = await body(transaction);
  let result: P;
  if (outcome instanceof Refusal) {
    await transaction.rows(sql`rollback to savepoint command`);
    result = refused(payload, await readableErrors(transaction, outcome.errors), outcome.payload);
  } else {
    result = Object.assign(new payload(), { userErrors: [] }, outcome);
  }
  if (repeatable) {
    const kept = answersSecret ? withoutSecret(result, answersSecret) : result;
    await storeAnswer(transaction, options.name, kept, database.mappers);
  }
  return { answered: result, isRepeated: false };
}

function withoutSecret<P extends MutationPayload>(answer: P, { fields, again }: SecretAnswer<P>): object {
  const shown = fields.filter((field) => answer[field] != null);
  if (shown.length === 0) return answer;
  return { ...answer, ...Object.fromEntries(shown.map((field) => [field, null])), userErrors: [again(answer)] };
}

function refused<P extends MutationPayload>(payload: new () => P, errors: readonly UserError[], fields: object): P {
  return Object.assign(new payload(), fields, { userErrors: [...errors] });
}

function constraintOf(error: unknown): string | undefined {
  return (error as { constraint?: string } | null)?.constraint;
}
