import { Directive, Field, ObjectType, registerEnumType } from 'type-graphql';
import { ListSize } from './cost-decorator.js';

/** Why a business rule refused a mutation. The message says it for a person; the code is for programs. */
export enum UserErrorCode {
  REQUIRED = 'REQUIRED',
  INVALID = 'INVALID',
  NOT_FOUND = 'NOT_FOUND',
  TAKEN = 'TAKEN',
  LIKELY_DUPLICATE = 'LIKELY_DUPLICATE',
  LIMIT_REACHED = 'LIMIT_REACHED',
  STALE_VERSION = 'STALE_VERSION',
  WRONG_STATE = 'WRONG_STATE',
  NOT_ALLOWED = 'NOT_ALLOWED',
  WRONG_CREDENTIALS = 'WRONG_CREDENTIALS',
  TOO_MANY_ATTEMPTS = 'TOO_MANY_ATTEMPTS',
}

registerEnumType(UserErrorCode, {
  name: 'UserErrorCode',
  description: 'Why a mutation was refused. New codes may be added; treat an unknown one as INVALID.',
  valuesConfig: {
    REQUIRED: { description: 'A value is missing.' },
    INVALID: { description: 'A value cannot be right.' },
    NOT_FOUND: { description: 'A value names something that does not exist, or that you cannot see.' },
    TAKEN: { description: 'A value that must be unique is in use.' },
    LIKELY_DUPLICATE: { description: 'What you add seems to exist already; the payload names it, and the input can insist.' },
    LIMIT_REACHED: { description: 'The plan or a setting allows no more.' },
    STALE_VERSION: { description: 'Somebody changed it since you read it: read it again.' },
    WRONG_STATE: { description: 'Its present status does not allow this.' },
    NOT_ALLOWED: { description: 'Your roles do not allow this for the thing named.' },
    WRONG_CREDENTIALS: { description: 'The email, password or token is not right.' },
    TOO_MANY_ATTEMPTS: { description: 'Too many tries: wait, as the message says.' },
  },
});

@ObjectType({ description: 'A refusal that a person can act on. Nothing was changed when a payload carries one.' })
@Directive('@shareable')
export class UserError {
  @Field(() => UserErrorCode, { simple: true, description: 'For programs.' })
  code: UserErrorCode;

  @Field(() => String, { simple: true, description: 'For the person: what is wrong and what to do.' })
  message: string;

  @Field(() => [String], { simple: true, nullable: true, description: 'The input field concerned, as a path from the arguments, such as ["input", "email"].' })
  field: string[] | null;
}

/** What every mutation answers beside its own fields. */
@ObjectType()
export abstract class MutationPayload {
  @Field(() => [UserError], { simple: true, description: 'Why nothing was done; empty when it was.' })
  @ListSize(3)
  userErrors: UserError[];
}

/** A command's answer when a rule says no. Whatever the command wrote before is undone. */
export class Refusal {
  constructor(
    readonly errors: readonly UserError[],
    /** Further payload fields that help the caller, such as the likely duplicates. */
    readonly payload: Readonly<Record<string, unknown>>,
  ) {}
}

export function userError(code: `${UserErrorCode}`, message: string, field?: readonly string[]): UserError {
  return Object.assign(new UserError(), { code: UserErrorCode[code], message, field: field ? [...field] : null });
}

/** Refuses for one reason. `field` is the path from the arguments: `['input', 'email']`. */
export function refuse(
  code: `${UserErrorCode}`,
  message: string,
  field?: readonly string[],
  payload: Readonly<Record<string, unknown>> = {},
): Refusal {
  return new Refusal([userError(code, message, field)], payload);
}
