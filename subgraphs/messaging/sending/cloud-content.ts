import { templateContent } from '#kernel/notifications/whatsapp-endpoint.js';
import type { Choice } from '../dialogue/dialogue.js';
import type { Reply } from '../dialogue/converse.js';
import { say } from '../words/saying.js';
import type { MessageContent } from './outgoing-message.js';

/** In UTF-16 units, as WhatsApp's reference has them. */
const most = { text: 4096, body: 1024, button: 20, rowTitle: 24, rowDescription: 72, buttons: 3, rows: 10 } as const;

/** A message as the Cloud API takes it: buttons where they have room, else a list, else plain text. */
export function cloudContent(content: MessageContent): object {
  if ('template' in content) return templateContent(content.template, content.language, []);
  const { text, choices, language } = content;
  if (choices.length === 0) return { type: 'text', text: { body: cut(text, most.text), preview_url: false } };
  const shared = { body: { text: cut(text, most.body) }, footer: { text: say(language, 'hint') } };
  const action = fitButtons(choices) ? { type: 'button', action: buttons(choices) } : { type: 'list', action: rows(content) };
  return { type: 'interactive', interactive: { ...shared, ...action } };
}

function fitButtons(choices: readonly Choice[]): boolean {
  return (
    choices.length <= most.buttons && choices.every(({ title, description }) => title.length <= most.button && description === undefined)
  );
}

function buttons(choices: readonly Choice[]): object {
  return { buttons: choices.map(({ id, title }) => ({ type: 'reply', reply: { id, title } })) };
}

function rows({ choices, language }: Reply): object {
  return { button: say(language, 'choose'), sections: [{ rows: choices.slice(0, most.rows).map(rowOf) }] };
}

/** A title that is too long for its line goes on in the second. */
function rowOf({ id, title, description }: Choice): object {
  const rest = title.length > most.rowTitle ? [title, description].filter(Boolean).join(', ') : description;
  return { id, title: cut(title, most.rowTitle), ...(rest ? { description: cut(rest, most.rowDescription) } : {}) };
}

/** To so many units, without cutting through what a reader takes for one letter. */
function cut(text: string, units: number): string {
  if (text.length <= units) return text;
  let kept = '';
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (kept.length + segment.length > units - 1) break;
    kept += segment;
  }
  return `${kept}…`;
}
