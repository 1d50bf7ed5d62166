/** What a transition can ask its caller to be permitted. */
export const transitionPermissions = [
  'orders:place',
  'orders:fulfil',
  'orders:approve',
  'orders:configure',
  'specimens:collect',
  'specimens:receive',
] as const;

export const workflowLimits = { states: 50, transitions: 200, codeLetters: 60, nameLetters: 200, reserveMinutes: 10_080 } as const;

export const codePattern = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/;
