import { dayToWall, wallToDay, ZoneClock } from '#kernel/calendar/zone-clock.js';
import { dayOf, timeOf } from '../words/moments.js';
import { onOneLine, say } from '../words/saying.js';
import { daysAtOnce, type FreeTime, type WantedTimes } from './booking-desk.js';
import type { Facts } from './dialogue.js';
import { known, unclear, type Entered, type Step, type Surroundings } from './step.js';

const dayMs = 86_400_000;

/** Days are not offered beyond eight weeks. */
const mostPages = 7;

/** The free times of a day, one for each moment unless a practitioner was chosen: the first by name. */
export const day: Step = {
  enter: async (facts, page, surroundings): Promise<Entered> => {
    const { language } = facts;
    const { timeZone } = known(facts.clinic, 'clinic');
    for (let looked = page; looked < mostPages; looked += 1) {
      const first = dayAfter(today(timeZone, surroundings.now), looked * daysAtOnce);
      const among = Array.from({ length: daysAtOnce }, (_, index) => dayAfter(first, index));
      const days = await surroundings.desk.days(wanted(facts), among);
      if (days.length === 0) continue;
      const choices = days.map((each) => ({ id: each, title: dayName(language, each) }));
      return {
        ask: { text: say(language, 'dayQuestion'), choices, pages: { page: looked, earlier: looked > 0, more: looked < mostPages - 1 } },
      };
    }
    const note = say(language, 'noTimes');
    return page > 0 ? { go: 'DAY', note } : { ...noOtherService(facts), note };
  },
  answer: (_, answer) =>
    answer.kind === 'choice' && /^\d{4}-\d\d-\d\d$/.test(answer.id) ? { go: 'TIME', learnt: { day: answer.id } } : unclear,
};

export const time: Step = {
  enter: async (facts, _page, { desk }) => {
    const { language } = facts;
    const { timeZone } = known(facts.clinic, 'clinic');
    const chosen = known(facts.day, 'day');
    const times = await timesOf(facts, chosen, desk);
    if (times.length === 0) return { go: 'DAY', note: say(language, 'timeTaken') };
    const choices = times.map((free) => ({
      id: idOf(free),
      title: timeOf(language, new Date(free.startsAt), timeZone),
      ...(free.practitioner ? { description: onOneLine(free.practitioner.name) } : {}),
    }));
    return { ask: { text: say(language, 'timeQuestion', { day: dayName(language, chosen) }), choices } };
  },
  answer: async (facts, answer, { desk }) => {
    if (answer.kind !== 'choice') return unclear;
    const taken = { go: 'TIME', note: say(facts.language, 'timeTaken') } as const;
    if (facts.visit) {
      const free = (await timesOf(facts, known(facts.day, 'day'), desk)).find((each) => idOf(each) === answer.id);
      return free ? { go: 'CONFIRM', learnt: { movingTo: free } } : taken;
    }
    // Without a look at what is free: whoever died after holding it would find their own time taken.
    const { startsAt, practitionerId } = chosenIn(answer.id);
    const held = await desk.hold({
      clinicId: known(facts.clinic, 'clinic').id,
      serviceId: known(facts.service, 'service').id,
      patientId: known(facts.patientId, 'patient'),
      practitionerId,
      startsAt,
    });
    return 'refused' in held ? taken : { go: 'CONFIRM', learnt: { held } };
  },
};

async function timesOf(facts: Facts, chosen: string, desk: Surroundings['desk']): Promise<FreeTime[]> {
  const first = new Map<string, FreeTime>();
  for (const free of await desk.times(wanted(facts), chosen)) if (!first.has(free.startsAt)) first.set(free.startsAt, free);
  return [...first.values()];
}

function wanted({ clinic, service, practitioner, patientId }: Facts): WantedTimes {
  return {
    clinicId: known(clinic, 'clinic').id,
    serviceId: known(service, 'service').id,
    practitionerId: practitioner?.id ?? null,
    patientId: known(patientId, 'patient'),
  };
}

/** Nothing is free: whoever books may choose another thing, unless there is none; whoever moves a visit goes back to it. */
function noOtherService({ visit }: Facts): { readonly go: 'VISIT' } | { readonly handOver: 'NOTHING_TO_BOOK' } {
  return visit ? { go: 'VISIT' } : { handOver: 'NOTHING_TO_BOOK' };
}

function idOf({ startsAt, practitioner }: FreeTime): string {
  return practitioner ? `${startsAt}/${practitioner.id}` : startsAt;
}

/** The time that was shown by this id. */
function chosenIn(id: string): { readonly startsAt: string; readonly practitionerId: string | null } {
  const [startsAt = '', practitionerId = null] = id.split('/');
  return { startsAt, practitionerId };
}

function today(timeZone: string, now: Date): string {
  return wallToDay(ZoneClock.of(timeZone).toWall(now.getTime()));
}

function dayAfter(from: string, days: number): string {
  return wallToDay(dayToWall(from) + days * dayMs);
}

/** A day of the calendar is the same wherever it is read. */
function dayName(language: Facts['language'], each: string): string {
  return dayOf(language, new Date(dayToWall(each)), 'UTC');
}
