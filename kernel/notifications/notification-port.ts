/** How a message travels. `LOG` reaches nobody: only the caller's own row says that there was something to tell. */
export type NotificationChannel = 'EMAIL' | 'SMS' | 'WHATSAPP' | 'LOG';

export interface NotificationMessage {
  readonly channel: NotificationChannel;
  /** An e-mail address; for SMS and WhatsApp a number as E.164 writes it: `+97699112233`. */
  readonly to: string;
  /** E-mail has one; the other channels leave it out. */
  readonly subject: string | null;
  readonly text: string;
  /** BCP 47, such as `mn` or `en-GB`. */
  readonly locale: string | null;
  /** The same for every attempt at the same delivery, so that a mailbox or a provider can tell a repetition. */
  readonly idempotencyKey: string;
  /** WhatsApp takes free text only within a day of the person's last message, and this at any time. */
  readonly template?: NotificationTemplate;
}

export interface NotificationTemplate {
  readonly name: string;
  /** In the order of the template's placeholders. */
  readonly parameters: readonly string[];
  /** WhatsApp's code of the approved text, where it is not the message's locale: WhatsApp has no Mongolian, among others. */
  readonly language?: string;
}

/** `SENT` says that the provider took the message, not that anybody read it. `REJECTED` is final: another attempt would end the same. */
export type DeliveryOutcome =
  { readonly status: 'SENT'; readonly providerId: string | null } | { readonly status: 'REJECTED'; readonly reason: string };

/** The provider could not take the message now. Let it pass out of the job, which tries again with growing pauses. */
export class NotificationUnavailable extends Error {
  override name = 'NotificationUnavailable';
}

/**
 * Delivers messages to persons; what became of them is for the caller to record. At least once: when a provider's answer gets
 * lost, the next attempt may reach the person a second time.
 */
export interface NotificationPort {
  /** What is configured here. Anything else is REJECTED. */
  readonly channels: ReadonlySet<NotificationChannel>;
  /** Throws `NotificationUnavailable` for trouble that passes. */
  deliver(message: NotificationMessage): Promise<DeliveryOutcome>;
  close(): Promise<void>;
}

/** One way to deliver, as the router knows it. */
export interface NotificationAdapter {
  readonly channel: NotificationChannel;
  deliver(message: NotificationMessage): Promise<DeliveryOutcome>;
  close(): Promise<void>;
}

/** Hands each message to the adapter of its channel. */
export class NotificationRouter implements NotificationPort {
  private readonly adapters: ReadonlyMap<NotificationChannel, NotificationAdapter>;

  constructor(adapters: readonly NotificationAdapter[]) {
    this.adapters = new Map(adapters.map((adapter) => [adapter.channel, adapter]));
  }

  get channels(): ReadonlySet<NotificationChannel> {
    return new Set(this.adapters.keys());
  }

  async deliver(message: NotificationMessage): Promise<DeliveryOutcome> {
    const adapter = this.adapters.get(message.channel);
    return adapter ? adapter.deliver(message) : rejected(`The channel ${message.channel} is not configured here.`);
  }

  async close(): Promise<void> {
    await Promise.all([...this.adapters.values()].map((adapter) => adapter.close()));
  }
}

export function rejected(reason: string): DeliveryOutcome {
  return { status: 'REJECTED', reason };
}
