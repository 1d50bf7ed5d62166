/**
 * How many days, or hours and shorter periods, are looked at in vain before a rule counts as ended. The calendar repeats after
 * 146,097 days, the days of 400 years: a rule of days or longer that was silent for so long is silent for ever.
 */
export const looksInVain = 146_097;

/** Ends the search for what no day fulfils, such as 30 February. */
export class Patience {
  #looks = 0;
  #inVain = 0;

  /** Everything that was looked at so far. */
  get looks(): number {
    return this.#looks;
  }

  get isOver(): boolean {
    return this.#inVain >= looksInVain;
  }

  spend(looks: number): void {
    this.#looks += looks;
    this.#inVain += looks;
  }

  renew(): void {
    this.#inVain = 0;
  }
}
