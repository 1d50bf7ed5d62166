import { commandIn, type Command } from '../words/commands.js';
import type { Language } from '../words/languages.js';
import { say } from '../words/saying.js';
import { callOff, menu, visit } from './visits.js';
import { clinic, practitioner, service } from './choosing.js';
import { confirm, letGo } from './confirming.js';
import { beginning, currentForm, type Choice, type Dialogue, type StepName } from './dialogue.js';
import { chosenBy } from './chosen.js';
import { code, language, looksLikeCode, patient, phone, verify } from './identifying.js';
import type { Answer, Answered, Ending, Go, Question, Step, Surroundings, Trouble } from './step.js';
import { day, time } from './times.js';

/** What came from a person. `other` is what is no words: a picture, a place, a voice. */
export type Said = { readonly kind: 'text' | 'tap'; readonly text: string } | { readonly kind: 'other' };

/** What we send: a text, and what can be tapped under it. */
export interface Reply {
  readonly language: Language;
  readonly text: string;
  readonly choices: readonly Choice[];
}

export interface Outcome {
  /** How the talk goes on; null when it is over. */
  readonly dialogue: Dialogue | null;
  /** What was found out, also when it is over. */
  readonly facts: Dialogue['facts'];
  readonly step: StepName;
  readonly reply: Reply;
  readonly ending: Ending | null;
  readonly trouble: Trouble | null;
  /** What was said may be a secret of theirs, and is not kept. */
  readonly secret: boolean;
}

const steps: Readonly<Record<StepName, Step>> = {
  LANGUAGE: language,
  VERIFY: verify,
  PHONE: phone,
  CODE: code,
  PATIENT: patient,
  MENU: menu,
  VISIT: visit,
  CALL_OFF: callOff,
  CLINIC: clinic,
  SERVICE: service,
  PRACTITIONER: practitioner,
  DAY: day,
  TIME: time,
  CONFIRM: confirm,
};

/** So often in a row we do not understand, before a person of the staff must help. */
const mostMisunderstood = 3;

/** Rows of a list, of which WhatsApp shows ten: two are kept for turning its pages. */
const rowsOnPage = 8;

const [more, earlier] = ['more', 'earlier'];

/** A talk that begins: with the choice of a language, or where the person's language is known after it. */
export function opened(contact: string, tongue: Language, isKnown: boolean): Dialogue {
  const fresh = beginning(tongue, contact);
  return isKnown ? { ...fresh, step: 'VERIFY', trail: ['LANGUAGE'] } : fresh;
}

/** The first question of a talk, to whatever was said before it. */
export function open(dialogue: Dialogue, surroundings: Surroundings): Promise<Outcome> {
  const { step, facts } = dialogue;
  return enter(dialogue, step, surroundings, step === 'LANGUAGE' ? [] : [say(facts.language, 'greeting')]);
}

/** What we answer to what a person said, and where the talk stands then. Says the same to the same: it may be asked again. */
export async function converse(dialogue: Dialogue, said: Said, surroundings: Surroundings): Promise<Outcome> {
  return { ...(await answerTo(dialogue, said, surroundings)), secret: isSecret(dialogue, said) };
}

/** Whether what was said is a code, right or wrong. */
export function isSecret(dialogue: Dialogue, said: Said): boolean {
  return dialogue.step === 'CODE' && said.kind === 'text' && looksLikeCode(said.text);
}

/** Ends a talk from outside, such as one that has gone silent; gives back what is held. */
export async function leave(dialogue: Dialogue, because: Ending, surroundings: Surroundings): Promise<Outcome> {
  await letGo(dialogue.facts, surroundings.desk);
  return ended(dialogue, because, say(dialogue.facts.language, because === 'SILENT' ? 'silent' : 'cancelled'));
}

/** Has a person of the staff go on. */
export async function handOver(dialogue: Dialogue, trouble: Trouble, note: string | null, surroundings: Surroundings): Promise<Outcome> {
  await letGo(dialogue.facts, surroundings.desk);
  return handedOver(dialogue, trouble, note);
}

/** The same when nothing can be asked, also not to give back what is held. */
export function handedOver(dialogue: Dialogue, trouble: Trouble, note: string | null): Outcome {
  const { language: tongue, contact } = dialogue.facts;
  const text = [...(note ? [note] : []), say(tongue, 'handedOver', { phone: contact })].join('\n\n');
  return { ...ended(dialogue, 'HANDED_OVER', text), trouble };
}

/** Whether what was kept is a talk of the present form. */
export function isDialogue(kept: unknown): kept is Dialogue {
  return typeof kept === 'object' && kept !== null && (kept as Partial<Dialogue>).form === currentForm;
}

function answerTo(dialogue: Dialogue, said: Said, surroundings: Surroundings): Promise<Outcome> {
  const { facts, shown, turn } = dialogue;
  if (said.kind === 'other') return misunderstood(dialogue, null, surroundings);
  const command = said.kind === 'text' ? commandIn(said.text) : null;
  const choice = chosenBy(said, shown, turn);
  // Where a choice is called as a command is, it is the choice that is meant.
  if (command && !choice) return obey(dialogue, command, surroundings);
  if (choice === 'outdated') return ask(dialogue, dialogue.step, surroundings, [say(facts.language, 'oldChoice')], dialogue.page);
  if (choice?.id === more) return ask(dialogue, dialogue.step, surroundings, [], dialogue.page + 1);
  if (choice?.id === earlier) return ask(dialogue, dialogue.step, surroundings, [], Math.max(0, dialogue.page - 1));
  const answer: Answer | null = choice
    ? { kind: 'choice', id: choice.id }
    : said.kind === 'text'
      ? { kind: 'text', text: said.text }
      : null;
  return answer ? take(dialogue, answer, surroundings) : misunderstood(dialogue, null, surroundings);
}

async function take(dialogue: Dialogue, answer: Answer, surroundings: Surroundings): Promise<Outcome> {
  const answered: Answered = await steps[dialogue.step].answer(dialogue.facts, answer, surroundings);
  if ('unclear' in answered) return misunderstood(dialogue, answered.unclear, surroundings);
  if ('handOver' in answered) return handOver(dialogue, answered.handOver, answered.note ?? null, surroundings);
  if ('end' in answered) return ended(dialogue, answered.end, answered.note);
  const heard = { ...dialogue, misunderstood: 0, facts: { ...dialogue.facts, ...answered.learnt } };
  if ('again' in answered) return ask(heard, dialogue.step, surroundings, [answered.again], dialogue.page);
  return follow(heard, answered, surroundings, dialogue.step);
}

async function obey(dialogue: Dialogue, command: Command, surroundings: Surroundings): Promise<Outcome> {
  if (command === 'human') return handOver(dialogue, 'ASKED_FOR_PERSON', null, surroundings);
  if (command === 'cancel') return leave(dialogue, 'CANCELLED', surroundings);
  const facts = { ...dialogue.facts, ...(await letGo(dialogue.facts, surroundings.desk)) };
  const before = dialogue.trail.at(-1) ?? dialogue.step;
  return enter({ ...dialogue, facts, misunderstood: 0, trail: dialogue.trail.slice(0, -1) }, before, surroundings, []);
}

function misunderstood(dialogue: Dialogue, why: string | null, surroundings: Surroundings): Promise<Outcome> {
  const times = dialogue.misunderstood + 1;
  const note = why ?? say(dialogue.facts.language, 'notUnderstood');
  if (times >= mostMisunderstood) return handOver(dialogue, 'NOT_UNDERSTOOD', note, surroundings);
  return ask({ ...dialogue, misunderstood: times }, dialogue.step, surroundings, [note], dialogue.page);
}

/** On to a step, by way of the one that was answered. One that was asked before is gone back to. */
function follow(
  dialogue: Dialogue,
  { go, learnt, note, forGood }: Go,
  surroundings: Surroundings,
  from: StepName | null,
): Promise<Outcome> {
  const passed = from === null ? dialogue.trail : [...dialogue.trail, from];
  const trail = forGood ? [] : passed.includes(go) ? passed.slice(0, passed.indexOf(go)) : passed;
  return enter({ ...dialogue, trail, facts: { ...dialogue.facts, ...learnt } }, go, surroundings, note ? [note] : []);
}

function enter(dialogue: Dialogue, step: StepName, surroundings: Surroundings, notes: readonly string[]): Promise<Outcome> {
  return ask(dialogue, step, surroundings, notes, 0);
}

async function ask(
  dialogue: Dialogue,
  step: StepName,
  surroundings: Surroundings,
  notes: readonly string[],
  page: number,
): Promise<Outcome> {
  const entered = await steps[step].enter(dialogue.facts, page, surroundings);
  if ('handOver' in entered)
    return handOver(dialogue, entered.handOver, [...notes, entered.note ?? ''].filter(Boolean).join('\n\n'), surroundings);
  if ('go' in entered) {
    const { note, ...onwards } = entered;
    const through = follow(dialogue, onwards, surroundings, null);
    return withNotes(await through, [...notes, ...(note ? [note] : [])]);
  }
  const facts = { ...dialogue.facts, ...entered.learnt };
  const turn = dialogue.turn + 1;
  const shown = pageOf(entered.ask, page, facts.language);
  const next: Dialogue = { ...dialogue, step, facts, turn, page: shown.page, shown: shown.choices };
  const choices = shown.choices.map((choice) => ({ ...choice, id: `${turn}:${choice.id}` }));
  const reply = { language: facts.language, text: [...notes, entered.ask.text].join('\n\n'), choices };
  return { dialogue: next, facts, step, reply, ending: null, trouble: null, secret: false };
}

function withNotes(outcome: Outcome, notes: readonly string[]): Outcome {
  const { reply } = outcome;
  return { ...outcome, reply: { ...reply, text: [...notes, reply.text].join('\n\n') } };
}

/** The choices of one page, with those that turn it. A step that pages by itself is asked for what is on the page. */
function pageOf({ choices, pages }: Question, wanted: number, tongue: Language): { page: number; choices: readonly Choice[] } {
  const turning = (has: { readonly earlier: boolean; readonly more: boolean }): Choice[] => [
    ...(has.earlier ? [{ id: 'earlier', title: say(tongue, 'earlier') }] : []),
    ...(has.more ? [{ id: 'more', title: say(tongue, 'more') }] : []),
  ];
  if (pages) return { page: pages.page, choices: [...choices, ...turning(pages)] };
  const last = Math.max(0, Math.ceil(choices.length / rowsOnPage) - 1);
  const page = Math.min(wanted, last);
  const onPage = choices.slice(page * rowsOnPage, (page + 1) * rowsOnPage);
  return { page, choices: [...onPage, ...turning({ earlier: page > 0, more: page < last })] };
}

function ended(dialogue: Dialogue, ending: Ending, text: string): Outcome {
  const { facts, step } = dialogue;
  return { dialogue: null, facts, step, reply: { language: facts.language, text, choices: [] }, ending, trouble: null, secret: false };
}
