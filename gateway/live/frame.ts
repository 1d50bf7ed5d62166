import type { FormattedExecutionResult } from 'graphql';

/** A message of a subscription as bytes: the same for everybody, save for the id that each client gave its subscription. */
export class Frame {
  private readonly shared: Buffer;

  constructor(
    readonly sequence: number,
    payload: FormattedExecutionResult,
  ) {
    this.shared = Buffer.from(`{"type":"next","payload":${JSON.stringify(payload)}`);
  }

  /** The whole message for one client. */
  for(ending: Buffer): Buffer {
    return Buffer.concat([this.shared, ending]);
  }

  /** What follows the shared part, made once per subscription. */
  static ending(id: string): Buffer {
    return Buffer.from(`,"id":${JSON.stringify(id)}}`);
  }
}
