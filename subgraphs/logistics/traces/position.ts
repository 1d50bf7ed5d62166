/** A place on the earth, in degrees of WGS 84. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** Where a courier's device says that it was. */
export interface Position extends Place {
  readonly at: Date;
  /** The radius in which the device believes itself with 68 %, as phones tell it. */
  readonly accuracyMetres?: number | null;
  /** Metres per second. */
  readonly speed?: number | null;
  /** Degrees clockwise from true north. */
  readonly heading?: number | null;
}

/** Positions of one courier in the order of time, as `mergeTrace` puts them. */
export type Trace = readonly Position[];
