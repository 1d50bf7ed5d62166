import { say } from '../words/saying.js';
import type { BookingDesk, Visit } from './booking-desk.js';
import { described } from './describing.js';
import type { Facts } from './dialogue.js';
import { known, unclear, type Answered, type Step } from './step.js';

/** The last question: of a new visit, whose time is held meanwhile, or of one that moves. */
export const confirm: Step = {
  enter: (facts) => {
    const { language, visit } = facts;
    const wanted = described(language, wantedVisit(facts));
    const text = visit ? say(language, 'moveQuestion', { visit: wanted }) : say(language, 'confirmQuestion', { visit: wanted });
    const choices = [
      { id: 'yes', title: say(language, visit ? 'moveYes' : 'confirmYes') },
      { id: 'other', title: say(language, 'otherTime') },
    ];
    return { ask: { text, choices } };
  },
  answer: async (facts, answer, { desk }) => {
    const { id } = answer.kind === 'choice' ? answer : { id: null };
    if (id === 'other') return { go: 'TIME', learnt: await letGo(facts, desk) };
    if (id !== 'yes') return unclear;
    return facts.visit ? move(facts, facts.visit, desk) : book(facts, desk);
  },
};

async function book(facts: Facts, desk: BookingDesk): Promise<Answered> {
  const { language } = facts;
  const outcome = await desk.confirm(known(facts.held, 'hold'));
  if ('refused' in outcome) return { go: 'TIME', learnt: { held: null }, note: say(language, 'holdRanOut') };
  return { end: 'BOOKED', note: say(language, 'booked', { visit: described(language, wantedVisit(facts)) }) };
}

/** The visit is not what was read of it: until it is read anew, no time could be had for it. */
const hasChanged: ReadonlySet<string> = new Set(['STALE_VERSION', 'WRONG_STATE', 'NOT_FOUND']);

async function move(facts: Facts, visit: Visit, desk: BookingDesk): Promise<Answered> {
  const { language } = facts;
  const outcome = await desk.move(visit, known(facts.movingTo, 'time'));
  if ('refused' in outcome) {
    return hasChanged.has(outcome.refused)
      ? { go: 'MENU', learnt: { movingTo: null }, note: say(language, 'notPossible') }
      : { go: 'TIME', learnt: { movingTo: null }, note: say(language, 'timeTaken') };
  }
  return { end: 'MOVED', note: say(language, 'moved', { visit: described(language, wantedVisit(facts)) }) };
}

/** Gives back what is held for a talk that goes elsewhere. */
export async function letGo({ held }: Facts, desk: BookingDesk): Promise<Partial<Facts>> {
  if (held) await desk.release(held);
  return { held: null, movingTo: null };
}

function wantedVisit({ clinic, service, held, movingTo }: Facts): Omit<Visit, 'appointmentId' | 'version'> {
  const { startsAt, practitioner } = known(held ?? movingTo, 'time');
  return { clinic: known(clinic, 'clinic'), service: known(service, 'service'), startsAt, practitioner };
}
