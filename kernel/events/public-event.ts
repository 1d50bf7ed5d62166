/**
 * What third parties are told of an event: that it happened, and under which ids they read the rest in the graph, as far as they
 * may. Never more than ids: who may hear an event may still not see all that it is about.
 */
export interface PublicEvent<Data extends object = Record<string, unknown>> {
  /** The permission without which a client does not hear it; null when every client may. */
  readonly permission: string | null;
  /** The prefix of the ids that are its subjects: `order`. */
  readonly subject: string;
  /** Of the message; 1 when left out. Whatever would be taken from it, or mean something else, takes another type of event: only one is sent. */
  readonly version?: number;
  /** Ids among its data that are told too. */
  readonly ids?: { readonly [Name in NameIn<Data>]?: PublicId };
  /** Branches among its data, by their ids, that it concerns beside its own. */
  readonly otherBranches?: readonly NameIn<Data>[];
  /** Where it tells of a patient: a client hears it with that patient's consent alone. Null there is of no patient. */
  readonly patient?: PatientOfEvent<Data>;
  /** Where the one client stands that it is for: no other client hears it, and that one needs no consent to. */
  readonly client?: NameIn<Data>;
}

export interface PublicId {
  /** The prefix of such ids: `order`. */
  readonly prefix: string;
  readonly description: string;
  readonly nullable?: boolean;
}

export interface PatientOfEvent<Data extends object = Record<string, unknown>> {
  /** Where the id stands: among its data, or as its subject. */
  readonly at: 'subject' | NameIn<Data>;
  /**
   * When that id is not the patient's own: the type of the entity that it is, whose `patient { id }` it is. Clients are not told
   * where there is no such entity, for then nobody can say whether it is about a patient.
   */
  readonly through?: string;
}

type NameIn<Data extends object> = Extract<keyof Data, string>;
