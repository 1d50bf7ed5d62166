/** Something in the surroundings keeps CareGraph from starting. The message is one sentence for a person, with what to do. */
export class StartupError extends Error {
  override name = 'StartupError';
}
