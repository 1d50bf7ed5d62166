import type { Logger } from '../log/logger.js';
import { maskAddress } from './address.js';
import { deliveryId } from './delivery-id.js';
import type { DeliveryOutcome, NotificationAdapter, NotificationMessage } from './notification-port.js';

/** Sends nothing. The line says that a message was due; text and address stay in the caller's row, where access is ruled and audited. */
export class LogAdapter implements NotificationAdapter {
  readonly channel = 'LOG';

  constructor(private readonly log: Logger) {}

  deliver({ to, locale, template, idempotencyKey }: NotificationMessage): Promise<DeliveryOutcome> {
    this.log.info(
      { delivery: deliveryId(idempotencyKey), to: maskAddress(to), locale, template: template?.name ?? null },
      'a notification was only logged',
    );
    return Promise.resolve({ status: 'SENT', providerId: null });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}
