import type { SupergraphCase } from '../supergraph-case.js';
import { abstractTypes } from './abstract-types.js';
import { circularReferences } from './circular-references.js';
import { compoundKeys } from './compound-keys.js';
import { differingInterfaces, differingUnions } from './differing-members.js';
import { enums } from './enums.js';
import { extendedEntities } from './extended-entities.js';
import { inaccessible } from './inaccessible.js';
import { interfaceObject, interfaceObjectIndirect, interfaceObjectRequires } from './interface-objects.js';
import { mutations } from './mutations.js';
import { nodes } from './nodes.js';
import { nullKeys } from './null-keys.js';
import { override, progressiveOverride, unavailableOverride } from './override.js';
import { provides, providesAbstract } from './provides.js';
import { requiresAbstract, requiresOfRequires } from './requires-abstract.js';
import { requires } from './requires.js';
import { customScalars, inputObjects } from './scalars-and-inputs.js';
import { severalKeys } from './several-keys.js';
import { sharedRoots } from './shared-roots.js';
import { simpleKeys } from './simple-keys.js';
import { typeExplosion } from './type-explosion.js';
import { valueTypes } from './value-types.js';

export const cases: readonly SupergraphCase[] = [
  simpleKeys,
  severalKeys,
  compoundKeys,
  nullKeys,
  requires,
  requiresOfRequires,
  requiresAbstract,
  provides,
  providesAbstract,
  override,
  progressiveOverride,
  unavailableOverride,
  abstractTypes,
  differingUnions,
  differingInterfaces,
  typeExplosion,
  interfaceObject,
  interfaceObjectRequires,
  interfaceObjectIndirect,
  sharedRoots,
  valueTypes,
  enums,
  inaccessible,
  extendedEntities,
  circularReferences,
  customScalars,
  inputObjects,
  mutations,
  nodes,
];
