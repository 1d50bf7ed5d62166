import { say } from '../words/saying.js';
import { known, unclear, type Step } from './step.js';

/** Where, for what, and with whom; what leaves no choice is not asked. */
export const clinic: Step = {
  enter: async ({ language }, _page, { desk }) => {
    const clinics = await desk.clinics();
    const [only, ...others] = clinics;
    if (!only) return { handOver: 'NOTHING_TO_BOOK', note: say(language, 'nothingToBook') };
    if (others.length === 0) return { go: 'SERVICE', learnt: { clinic: only } };
    return { ask: { text: say(language, 'clinicQuestion'), choices: clinics.map(({ id, name }) => ({ id, title: name })) } };
  },
  answer: async (_, answer, { desk }) => {
    const chosen = answer.kind === 'choice' ? (await desk.clinics()).find(({ id }) => id === answer.id) : undefined;
    return chosen ? { go: 'SERVICE', learnt: { clinic: chosen } } : unclear;
  },
};

export const service: Step = {
  enter: async ({ language, clinic: at }, _page, { desk }) => {
    const services = await desk.services(known(at, 'clinic').id);
    const [only, ...others] = services;
    if (!only) return { handOver: 'NOTHING_TO_BOOK', note: say(language, 'nothingToBook') };
    if (others.length === 0) return { go: 'PRACTITIONER', learnt: { service: only } };
    return { ask: { text: say(language, 'serviceQuestion'), choices: services.map(({ id, name }) => ({ id, title: name })) } };
  },
  answer: async ({ clinic: at }, answer, { desk }) => {
    const services = answer.kind === 'choice' ? await desk.services(known(at, 'clinic').id) : [];
    const chosen = services.find(({ id }) => answer.kind === 'choice' && id === answer.id);
    return chosen ? { go: 'PRACTITIONER', learnt: { service: chosen } } : unclear;
  },
};

export const practitioner: Step = {
  enter: ({ language, service: wanted }) => {
    const { practitioners } = known(wanted, 'service');
    const [only, ...others] = practitioners;
    if (others.length === 0) return { go: 'DAY', learnt: { practitioner: only ?? null } };
    const anyone = { id: 'anyone', title: say(language, 'anyPractitioner') };
    const choices = practitioners.map(({ id, name }) => ({ id, title: name }));
    return { ask: { text: say(language, 'practitionerQuestion'), choices: [anyone, ...choices] } };
  },
  answer: ({ service: wanted }, answer) => {
    if (answer.kind !== 'choice') return unclear;
    if (answer.id === 'anyone') return { go: 'DAY', learnt: { practitioner: null } };
    const chosen = known(wanted, 'service').practitioners.find(({ id }) => id === answer.id);
    return chosen ? { go: 'DAY', learnt: { practitioner: chosen } } : unclear;
  },
};
