import type { NotificationPort } from '#kernel/notifications/notification-port.js';

/** What patients needs of the process that it runs in. */
export interface PatientsServices {
  readonly notifications: NotificationPort;
  /** The permissions that the public graph asks for: to others nobody can consent. */
  readonly publicScopes: ReadonlySet<string>;
}
