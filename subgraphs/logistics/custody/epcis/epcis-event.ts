/*
 * The part of GS1 EPCIS 2.0 (JSON binding, chapter 10) with the words of CBV 2.0 in which a change of hands is told.
 */

/** Business steps of CBV 2.0, 7.1. */
export type BizStep = 'shipping' | 'accepting' | 'receiving';

/** Dispositions of CBV 2.0, 7.2. */
export type Disposition = 'in_transit' | 'in_progress';

/** Dispositions that stay until they are taken back. */
export type PersistentDisposition = 'container_open' | 'damaged' | 'mismatch_quantity';

/** Who physically has the item. */
export interface EpcisSource {
  readonly type: 'possessing_party';
  readonly source: string;
}

export interface EpcisDestination {
  readonly type: 'possessing_party';
  readonly destination: string;
}

/** What a sensor measured: the context of EPCIS makes `Temperature` gs1:Temperature; CEL is the degree Celsius (UN/ECE Rec. 20). */
export interface SensorReport {
  readonly type: 'Temperature';
  readonly value: number;
  readonly uom: 'CEL';
}

export interface SensorElement {
  readonly sensorMetadata: { readonly time: string; readonly deviceID?: string };
  readonly sensorReport: readonly SensorReport[];
}

/** Something was seen to happen to objects. */
export interface ObjectEvent {
  readonly type: 'ObjectEvent';
  readonly eventID?: string;
  readonly eventTime: string;
  readonly eventTimeZoneOffset: string;
  readonly epcList: readonly string[];
  readonly action: 'OBSERVE';
  readonly bizStep: BizStep;
  readonly disposition: Disposition;
  readonly persistentDisposition?: { readonly set: readonly PersistentDisposition[] };
  /** Where it was seen. */
  readonly readPoint?: { readonly id: string };
  /** Where the object is from now on; absent while it is on its way. */
  readonly bizLocation?: { readonly id: string };
  readonly sourceList: readonly EpcisSource[];
  readonly destinationList: readonly EpcisDestination[];
  readonly sensorElementList?: readonly SensorElement[];
  /** The entry of the chain of custody that the event tells: an extension of ours. */
  readonly 'custody:entry': string;
}

/** The prefixes of extensions with the addresses that they stand for. */
export interface ExtensionContext {
  readonly custody: string;
}

export interface EpcisDocument {
  readonly '@context': readonly [string, ExtensionContext];
  readonly id: string;
  readonly type: 'EPCISDocument';
  readonly schemaVersion: '2.0';
  readonly creationDate: string;
  readonly epcisBody: { readonly eventList: readonly ObjectEvent[] };
}
