import type { Sealer } from '#kernel/sealing/sealer.js';
import type { PublicGraph } from '#kernel/subgraph/public-graph.js';
import type { WhatsAppSender } from './sending/whatsapp-sender.js';

/** What messaging needs beside its database, handed in by the app. */
export interface MessagingServices {
  /** Opens the secrets of channels. */
  readonly sealer: Sealer;
  /** The graph in the name of a channel's client. */
  readonly publicGraph: PublicGraph;
  readonly whatsapp: WhatsAppSender;
  /** What a patient has just consented to is told to other subgraphs by an event: so long it may take to be known there. */
  readonly consentTravelsMs: number;
}
