import { dayAndTimeOf } from '../words/moments.js';
import { onOneLine, say } from '../words/saying.js';
import type { Visit } from './booking-desk.js';
import { known, unclear, type Step } from './step.js';
import { described } from './describing.js';

/** So many of a patient's visits are offered to be changed: the soonest. */
const mostVisits = 7;

export const menu: Step = {
  enter: async ({ language, patientId }, _page, { desk }) => {
    const visits = (await desk.visits(known(patientId, 'patient'))).slice(0, mostVisits);
    if (visits.length === 0) return { go: 'CLINIC', learnt: { visits, visit: null } };
    const choices = visits.map((visit) => ({
      id: visit.appointmentId,
      title: dayAndTimeOf(language, new Date(visit.startsAt), visit.clinic.timeZone),
      description: onOneLine([visit.service.name, visit.clinic.name].join(', ')),
    }));
    return {
      ask: { text: say(language, 'menuQuestion'), choices: [{ id: 'new', title: say(language, 'newVisit') }, ...choices] },
      learnt: { visits, visit: null },
    };
  },
  answer: ({ visits }, answer) => {
    if (answer.kind !== 'choice') return unclear;
    const visit = visits.find(({ appointmentId }) => appointmentId === answer.id);
    if (visit) return { go: 'VISIT', learnt: { visit } };
    return answer.id === 'new' ? { go: 'CLINIC' } : unclear;
  },
};

export const visit: Step = {
  enter: ({ language, visit: chosen }) => ({
    ask: {
      text: say(language, 'visitQuestion', { visit: described(language, known(chosen, 'visit')) }),
      choices: [
        { id: 'move', title: say(language, 'move') },
        { id: 'callOff', title: say(language, 'callOff') },
        { id: 'keep', title: say(language, 'keep') },
      ],
    },
  }),
  answer: ({ visit: chosen }, answer) => {
    const { id } = answer.kind === 'choice' ? answer : { id: null };
    if (id === 'keep') return { go: 'MENU' };
    if (id === 'callOff') return { go: 'CALL_OFF' };
    return id === 'move' ? { go: 'DAY', learnt: termsOf(known(chosen, 'visit')) } : unclear;
  },
};

export const callOff: Step = {
  enter: ({ language, visit: chosen }) => ({
    ask: {
      text: say(language, 'callOffQuestion', { visit: described(language, known(chosen, 'visit')) }),
      choices: [
        { id: 'yes', title: say(language, 'callOffYes') },
        { id: 'keep', title: say(language, 'keep') },
      ],
    },
  }),
  answer: async ({ language, visit: chosen }, answer, { desk }) => {
    const { id } = answer.kind === 'choice' ? answer : { id: null };
    if (id === 'keep') return { go: 'MENU' };
    if (id !== 'yes') return unclear;
    const calledOff = known(chosen, 'visit');
    const outcome = await desk.callOff(calledOff);
    if ('refused' in outcome) return { go: 'MENU', note: say(language, 'notPossible') };
    return { end: 'CALLED_OFF', note: say(language, 'calledOff', { visit: described(language, calledOff) }) };
  },
};

/** Whoever moves a visit looks for another time of the same. */
function termsOf({ clinic, service, practitioner }: Visit): object {
  return { clinic, service: { ...service, practitioners: practitioner ? [practitioner] : [] }, practitioner };
}
