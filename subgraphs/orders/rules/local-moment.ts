export const daysOfWeek = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'] as const;
export type DayOfWeek = (typeof daysOfWeek)[number];

/** When and where a rule is evaluated. */
export interface BranchClock {
  readonly now: Date;
  /** The branch's zone, by its name in the IANA database. */
  readonly timeZone: string;
}

/** What the wall clock of a branch shows. */
export interface LocalMoment {
  readonly day: DayOfWeek;
  readonly dayBefore: DayOfWeek;
  /** HH:MM:SS */
  readonly time: string;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function localMoment({ now, timeZone }: BranchClock): LocalMoment {
  const parts = formatFor(timeZone).formatToParts(now);
  const part = (name: Intl.DateTimeFormatPartTypes) => parts.find(({ type }) => type === name)?.value ?? '';
  const index = daysOfWeek.findIndex((day) => day === part('weekday').toUpperCase());
  return {
    day: daysOfWeek[index] as DayOfWeek,
    dayBefore: daysOfWeek[(index + 6) % 7] as DayOfWeek,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
  };
}

/** Made once a zone: making one is slow. */
function formatFor(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (!format) {
    const digits = '2-digit';
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      weekday: 'short',
      hour: digits,
      minute: digits,
      second: digits,
    });
    formats.set(timeZone, format);
  }
  return format;
}
