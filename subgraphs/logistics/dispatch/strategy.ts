import type { Departure, Stop } from './stop.js';

/** Why a courier cannot be sent. */
export enum DispatchObstacleCode {
  NOT_ON_SHIFT = 'NOT_ON_SHIFT',
  NO_SKILL = 'NO_SKILL',
  NO_COLD_BOX = 'NO_COLD_BOX',
  FULL = 'FULL',
  WINDOW_MISSED = 'WINDOW_MISSED',
  SHIFT_ENDS = 'SHIFT_ENDS',
  DECLINED = 'DECLINED',
  NO_POSITION = 'NO_POSITION',
  OTHER_COURIER = 'OTHER_COURIER',
}

export interface Obstacle {
  readonly code: DispatchObstacleCode;
  /** For a person. */
  readonly message: string;
}

/** Between which temperatures something is kept, in degrees Celsius. */
export interface TemperatureRange {
  readonly min: number;
  readonly max: number;
}

export interface DispatchTask {
  readonly stop: Stop;
  /** STAT before ASAP before URGENT before ROUTINE: the highest first. */
  readonly rank: number;
  readonly skills: readonly string[];
  readonly temperature: TemperatureRange | null;
  /** Tasks of one order go to one courier. */
  readonly orderId: string | null;
  /** Couriers who would not go. */
  readonly declinedBy: ReadonlySet<string>;
  /** Who has other tasks of the order, or what is to be brought. */
  readonly boundTo: string | null;
}

export interface DispatchCourier {
  readonly id: string;
  readonly name: string;
  readonly onShift: boolean;
  readonly departure: Departure;
  readonly skills: ReadonlySet<string>;
  readonly coldBox: TemperatureRange | null;
  /** What the courier has to do already, in order. */
  readonly stops: readonly Stop[];
}

export interface DispatchQuestion {
  readonly tasks: readonly DispatchTask[];
  readonly couriers: readonly DispatchCourier[];
}

/** What it would be to send one courier. */
export interface Candidate {
  readonly courierId: string;
  /** None for who can go. */
  readonly obstacles: readonly Obstacle[];
  /** How much longer the courier is on the way and at work; null where nobody knows from where. */
  readonly addedMinutes: number | null;
  /** What the courier's stops would be then, and when each begins. */
  readonly stops: readonly Stop[];
  readonly begins: readonly number[];
}

/** Who is to do some tasks that go together, and why. */
export interface DispatchChoice {
  readonly taskIds: readonly string[];
  readonly chosen: Candidate | null;
  /** All couriers, those who can go first, the nearest first. */
  readonly candidates: readonly Candidate[];
}

/** Decides who is sent where. Asks nobody, so that it can be tried, explained and replaced. */
export interface DispatchStrategy {
  readonly name: string;
  choose(question: DispatchQuestion): DispatchChoice[];
}
