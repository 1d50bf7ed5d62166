import type { BookingDesk } from './booking-desk.js';
import type { Choice, Facts, StepName } from './dialogue.js';

/** What a person said to a question. */
export type Answer = { readonly kind: 'choice'; readonly id: string } | { readonly kind: 'text'; readonly text: string };

/** Why a talk is over. */
export type Ending = 'BOOKED' | 'MOVED' | 'CALLED_OFF' | 'CANCELLED' | 'SILENT' | 'HANDED_OVER';

/** Why a person of the staff must help. */
export type Trouble =
  'ASKED_FOR_PERSON' | 'NOT_UNDERSTOOD' | 'NOT_VERIFIED' | 'NOTHING_TO_BOOK' | 'BOOKING_FAILED' | 'NOT_DELIVERED' | 'WINDOW_CLOSED';

export interface Question {
  readonly text: string;
  /** Shown a page at a time when there are many. */
  readonly choices: readonly Choice[];
  /** Whether more or earlier ones can be had by asking with another page; unless the step says so, they are counted. */
  readonly pages?: { readonly page: number; readonly earlier: boolean; readonly more: boolean };
}

/** On to another step; what is learnt goes along. */
export interface Go {
  readonly go: StepName;
  readonly learnt?: Partial<Facts>;
  /** Said before the next question. */
  readonly note?: string;
  /** There is no way back from here. */
  readonly forGood?: boolean;
}

export type Entered = { readonly ask: Question; readonly learnt?: Partial<Facts> } | Go | HandOver;

export interface HandOver {
  readonly handOver: Trouble;
  readonly note?: string;
}

export type Answered =
  | Go
  | HandOver
  | { readonly end: Ending; readonly note: string }
  /** The same question again, for a reason that is nobody's misunderstanding. */
  | { readonly again: string; readonly learnt?: Partial<Facts> }
  | { readonly unclear: string | null };

/** What a step has at hand. */
export interface Surroundings {
  readonly desk: BookingDesk;
  readonly now: Date;
}

export interface Step {
  /** The question, or another step when there is nothing to ask. */
  enter(facts: Facts, page: number, surroundings: Surroundings): Promise<Entered> | Entered;
  answer(facts: Facts, answer: Answer, surroundings: Surroundings): Promise<Answered> | Answered;
}

/** The fact that a step could not have been reached without. */
export function known<Value>(value: Value | null, what: string): Value {
  if (value === null) throw new Error(`The dialogue has come here without its ${what}`);
  return value;
}

export const unclear: Answered = { unclear: null };
