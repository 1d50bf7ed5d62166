import { searchKey } from '#kernel/graph/search-key.js';
import type { Language } from './languages.js';

/** What a person can say at every step. */
export type Command = 'back' | 'cancel' | 'human';

/** By the language; whoever writes in one may use the words of another. */
const spoken: Readonly<Record<Language, Readonly<Record<Command, readonly string[]>>>> = {
  en: {
    back: ['back', 'go back'],
    cancel: ['cancel', 'stop', 'quit', 'exit'],
    human: ['human', 'person', 'agent', 'operator', 'help', 'call me'],
  },
  mn: {
    back: ['буцах', 'буцаах', 'butsah', 'butsakh'],
    cancel: ['болих', 'цуцлах', 'зогс', 'bolih', 'tsutslah'],
    human: ['хүн', 'ажилтан', 'оператор', 'тусламж', 'hun', 'khun', 'ajiltan'],
  },
  th: {
    back: ['กลับ', 'ย้อนกลับ'],
    cancel: ['ยกเลิก', 'หยุด'],
    human: ['เจ้าหน้าที่', 'คน', 'ติดต่อเจ้าหน้าที่', 'ช่วยด้วย', 'ช่วยเหลือ'],
  },
  ur: {
    back: ['واپس', 'پیچھے', 'wapas'],
    cancel: ['منسوخ', 'منسوخ کریں', 'بند کریں', 'رکیں'],
    human: ['نمائندہ', 'انسان', 'عملہ', 'مدد', 'insan', 'madad'],
  },
};

const commands = new Map<string, Command>(
  Object.values(spoken).flatMap((words) =>
    (Object.keys(words) as Command[]).flatMap((command) => words[command].map((word): [string, Command] => [searchKey(word), command])),
  ),
);

/** The command that a text is as a whole; null when it is none. */
export function commandIn(text: string): Command | null {
  return commands.get(searchKey(text)) ?? null;
}

/** A command's first word in a language, as the hint names it. */
export function wordOf(language: Language, command: Command): string {
  return spoken[language][command][0] ?? command;
}
