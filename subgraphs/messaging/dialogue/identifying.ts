import { toE164 } from '#kernel/graph/scalars/index.js';
import { isLanguage, languages, tongues } from '../words/languages.js';
import { say } from '../words/saying.js';
import { digitsOf } from './digits.js';
import type { Facts } from './dialogue.js';
import { known, unclear, type Answered, type Step, type Surroundings } from './step.js';

/** So often a code is sent, and so many wrong ones are taken, before a person of the staff must help. */
const mostCodes = 3;

export const language: Step = {
  enter: ({ language: own }) => {
    const questions = languages.map((each) => say(each, 'languageQuestion'));
    const choices = languages.map((each) => ({ id: each, title: tongues[each].words.languageName }));
    return { ask: { text: [say(own, 'greeting'), questions.join('\n')].join('\n\n'), choices } };
  },
  answer: (_, answer) => {
    if (answer.kind !== 'choice' || !isLanguage(answer.id)) return unclear;
    return { go: 'VERIFY', learnt: { language: answer.id } };
  },
};

export const verify: Step = {
  enter: ({ language: tongue, phone }) => ({
    ask: {
      text: say(tongue, 'verifyQuestion', { phone }),
      choices: [
        { id: 'send', title: say(tongue, 'sendCode') },
        { id: 'other', title: say(tongue, 'otherNumber') },
      ],
    },
  }),
  answer: (facts, answer, surroundings) => {
    if (answer.kind === 'choice') return answer.id === 'other' ? { go: 'PHONE' } : sendCode(facts, facts.phone, surroundings);
    const phone = phoneIn(answer.text);
    return phone === null ? unclear : sendCode(facts, phone, surroundings);
  },
};

export const phone: Step = {
  enter: ({ language: tongue, contact }) => ({ ask: { text: say(tongue, 'phoneQuestion', { example: contact }), choices: [] } }),
  answer: (facts, answer, surroundings) => {
    const number = answer.kind === 'text' ? phoneIn(answer.text) : null;
    return number === null ? { unclear: say(facts.language, 'notANumber') } : sendCode(facts, number, surroundings);
  },
};

export const code: Step = {
  enter: ({ language: tongue, phone: number }) => ({
    ask: {
      text: say(tongue, 'codeQuestion', { phone: number }),
      choices: [
        { id: 'again', title: say(tongue, 'sendAgain') },
        { id: 'other', title: say(tongue, 'otherNumber') },
      ],
    },
  }),
  answer: async (facts, answer, surroundings) => {
    if (answer.kind === 'choice') return answer.id === 'other' ? { go: 'PHONE' } : sendCode(facts, facts.phone, surroundings);
    const digits = digitsOf(answer.text);
    if (digits.length !== codeLength) return unclear;
    const found = await surroundings.desk.confirmCode(known(facts.verificationId, 'verification'), digits);
    const { language: tongue } = facts;
    if ('refused' in found) {
      const wrongCodes = facts.wrongCodes + 1;
      if (wrongCodes >= mostCodes) return { handOver: 'NOT_VERIFIED', note: say(tongue, 'notVerified') };
      return { again: say(tongue, 'codeWrong'), learnt: { wrongCodes } };
    }
    if (found.patients.length === 0) return { handOver: 'NOT_VERIFIED', note: say(tongue, 'notVerified') };
    return { go: 'PATIENT', learnt: { patients: found.patients, verificationId: null }, forGood: true };
  },
};

export const patient: Step = {
  enter: ({ language: tongue, patients }) => {
    const [only, ...others] = patients;
    if (only && others.length === 0) return { go: 'MENU', learnt: { patientId: only.id } };
    return { ask: { text: say(tongue, 'patientQuestion'), choices: patients.map(({ id, name }) => ({ id, title: name })) } };
  },
  answer: ({ patients }, answer) => {
    const chosen = answer.kind === 'choice' ? patients.find(({ id }) => id === answer.id) : undefined;
    return chosen ? { go: 'MENU', learnt: { patientId: chosen.id } } : unclear;
  },
};

const codeLength = 6;

/** Whether a text could be somebody's code, which nobody else is to read. */
export function looksLikeCode(text: string): boolean {
  return digitsOf(text).length === codeLength;
}

async function sendCode(facts: Facts, number: string, { desk }: Surroundings): Promise<Answered> {
  const tooMany: Answered = { handOver: 'NOT_VERIFIED', note: say(facts.language, 'notVerified') };
  if (facts.codesSent >= mostCodes) return tooMany;
  const sent = await desk.requestCode(number);
  if ('refused' in sent) return tooMany;
  const { verificationId } = sent;
  return { go: 'CODE', learnt: { phone: number, verificationId, codesSent: facts.codesSent + 1 } };
}

/** Written with + or 00 and the country's code, in the digits of any script. */
function phoneIn(text: string): string | null {
  const digits = digitsOf(text);
  const international = /^\s*\+/.test(text) ? digits : digits.startsWith('00') ? digits.slice(2) : null;
  return international === null ? null : toE164(`+${international}`);
}
