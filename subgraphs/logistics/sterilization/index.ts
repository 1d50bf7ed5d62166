import { reference } from '#kernel/subgraph/definition.js';
import { InstrumentSet, instrumentSetById } from './instruments/instrument-set.js';
import { InstrumentResolver, InstrumentSetResolver } from './instruments/instrument.resolver.js';
import { Instrument, instrumentById } from './instruments/instrument.js';
import { packagingById, SterilePackaging } from './instruments/sterile-packaging.js';
import {
  BiologicalIndicatorResolver,
  ChemicalIndicatorResolver,
  SterilizationItemResolver,
  SterilizationLoadResolver,
  TaskSterilizationResolver,
} from './loads/load.resolver.js';
import {
  SterilizationReachedOrderResolver,
  SterilizationReachedPatientResolver,
  SterilizationReachedThingResolver,
} from './loads/sterilization-reach.resolver.js';
import {
  BiologicalIndicator,
  biologicalIndicatorById,
  ChemicalIndicator,
  loadById,
  SterilizationItem,
  SterilizationLoad,
} from './loads/sterilization-load.js';
import { loadRecordDownload, sterileLabelDownload } from './printing/sterilization-downloads.js';
import { SterilizerResolver } from './sterilizers/sterilizer.resolver.js';
import { programmeById, SterilizationProgramme, Sterilizer, sterilizerById } from './sterilizers/sterilizer.js';
import { tellExpiredSterility } from './telling-expiry.js';
import { InstrumentUse, useById } from './use/instrument-use.js';
import { InstrumentUseResolver } from './use/use.resolver.js';

/** What sterilization adds to logistics. */
export const sterilizationEntities = [
  Instrument,
  InstrumentSet,
  SterilePackaging,
  Sterilizer,
  SterilizationProgramme,
  SterilizationLoad,
  SterilizationItem,
  ChemicalIndicator,
  BiologicalIndicator,
  InstrumentUse,
];

export const sterilizationResolvers = [
  InstrumentResolver,
  InstrumentSetResolver,
  SterilizerResolver,
  SterilizationLoadResolver,
  SterilizationItemResolver,
  ChemicalIndicatorResolver,
  BiologicalIndicatorResolver,
  SterilizationReachedPatientResolver,
  SterilizationReachedOrderResolver,
  SterilizationReachedThingResolver,
  TaskSterilizationResolver,
  InstrumentUseResolver,
];

export const sterilizationReferences = [
  reference('Instrument', 'instrument', instrumentById),
  reference('InstrumentSet', 'instrumentset', instrumentSetById),
  reference('SterilePackaging', 'packaging', packagingById),
  reference('Sterilizer', 'sterilizer', sterilizerById),
  reference('SterilizationProgramme', 'programme', programmeById),
  reference('SterilizationLoad', 'sterilizationload', loadById),
  reference('BiologicalIndicator', 'biologicalindicator', biologicalIndicatorById),
  reference('InstrumentUse', 'instrumentuse', useById),
];

export const sterilizationPermissions = {
  'sterilization:read': 'See instruments, loads, and what was used on whom.',
  'sterilization:manage': 'Register instruments, put sets together, and keep sterilizers and packagings.',
  'sterilization:run': 'Clean instruments, run loads and read indicators.',
  'sterilization:release': 'Release, reject and call back loads that somebody else ran.',
  'sterilization:use': 'Record what sterile things are used on whom.',
};

export const sterilizationDownloads = [loadRecordDownload, sterileLabelDownload];

export const sterilizationCrons = [tellExpiredSterility];
