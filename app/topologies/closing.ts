/** What must be closed, in the reverse order of its opening; asked twice, it closes once. */
export class Closing {
  private readonly steps: (() => Promise<void>)[] = [];
  private done: Promise<void> | null = null;

  add(step: () => Promise<void>): void {
    this.steps.push(step);
  }

  run(): Promise<void> {
    return (this.done ??= this.close());
  }

  private async close(): Promise<void> {
    const failures: unknown[] = [];
    for (const step of this.steps.toReversed()) {
      await step().catch((error: unknown) => failures.push(error));
    }
    if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be closed');
  }
}
