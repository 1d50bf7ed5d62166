import { Vehicle } from '../tasks/task-terms.js';

interface VehicleSpeed {
  /** What it cannot go beyond, also downhill or by a courier who is driven. */
  readonly fastestKmh: number;
  /** What it makes in town on average, with lights and corners. */
  readonly usualKmh: number;
}

export const vehicleSpeeds: Readonly<Record<Vehicle, VehicleSpeed>> = {
  [Vehicle.FOOT]: { fastestKmh: 30, usualKmh: 5 },
  [Vehicle.BICYCLE]: { fastestKmh: 80, usualKmh: 15 },
  [Vehicle.MOTORCYCLE]: { fastestKmh: 180, usualKmh: 30 },
  [Vehicle.CAR]: { fastestKmh: 180, usualKmh: 30 },
  [Vehicle.VAN]: { fastestKmh: 160, usualKmh: 28 },
};
