import { converse, open, opened, type Outcome, type Reply } from '../dialogue/converse.js';
import type { Dialogue } from '../dialogue/dialogue.js';
import type { Language } from '../words/languages.js';
import type { FakeDesk } from './fake-desk.js';

/** Somebody who writes to the fake desk, in the words of a chat. */
export class Talk {
  dialogue: Dialogue | null = null;
  outcome: Outcome | null = null;

  constructor(
    readonly desk: FakeDesk,
    readonly now: Date,
    private readonly language: Language = 'en',
    private readonly isKnown = false,
    private readonly contact = '+97699112233',
  ) {}

  /** Writes texts one after the other; a text in brackets taps the choice of that title. Answers the last reply. */
  async says(...texts: string[]): Promise<Reply> {
    for (const text of texts) await this.hears(text);
    if (!this.outcome) throw new Error('Nothing was said');
    return this.outcome.reply;
  }

  /** Something that is no words. */
  async sendsPicture(): Promise<Reply> {
    return this.take(this.dialogue ? await converse(this.dialogue, { kind: 'other' }, this) : await open(this.fresh(), this));
  }

  async taps(id: string): Promise<Reply> {
    if (!this.dialogue) throw new Error('There is nothing to tap');
    return this.take(await converse(this.dialogue, { kind: 'tap', text: id }, this));
  }

  private async hears(text: string): Promise<Reply> {
    const tapped = /^\[(.*)\]$/.exec(text)?.[1];
    if (tapped === undefined)
      return this.take(this.dialogue ? await converse(this.dialogue, { kind: 'text', text }, this) : await open(this.fresh(), this));
    const choice = this.outcome?.reply.choices.find(({ title }) => title === tapped);
    if (!choice) throw new Error(`There is no "${tapped}" among ${this.outcome?.reply.choices.map(({ title }) => title).join(', ')}`);
    return this.taps(choice.id);
  }

  private fresh(): Dialogue {
    return opened(this.contact, this.language, this.isKnown);
  }

  private take(outcome: Outcome): Reply {
    this.outcome = outcome;
    // Between two messages it is kept as JSON.
    this.dialogue = outcome.dialogue && (JSON.parse(JSON.stringify(outcome.dialogue)) as Dialogue);
    return outcome.reply;
  }
}
