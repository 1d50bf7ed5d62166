export { createGateway, type Gateway, type GatewayOptions } from './http/gateway.js';
export { HttpChannel } from './channels/http-channel.js';
export { compose, CompositionError, type Composition, type SubgraphSdl } from './composition/compose.js';
export { limits, type Limits } from './limits.js';
export { EntityOwners, type EntityOwner } from './node/entity-owners.js';
export { nodeSdl, NodeSubgraph } from './node/node-subgraph.js';
export { registerExplorer } from './explorer/explorer.js';
