import { keepDenials } from '#kernel/consents/access-denials.js';
import { consentRecorded, consentWithdrawn } from '#kernel/consents/known-consents.js';
import { defineSubgraph, reference } from '#kernel/subgraph/definition.js';
import { Allergy, allergyById } from './allergies/allergy.js';
import { AllergyResolver } from './allergies/allergy.resolver.js';
import { Condition, conditionById } from './conditions/condition.js';
import { ConditionResolver } from './conditions/condition.resolver.js';
import { Consent, consentById } from './consents/consent.js';
import { ConsentResolver, PatientConsentsResolver } from './consents/consent.resolver.js';
import { Coverage } from './coverages/coverage.js';
import { CoverageResolver } from './coverages/coverage.resolver.js';
import { AccessDenial } from './denials/access-denial.js';
import { AccessDenialResolver } from './denials/access-denial.resolver.js';
import { EncounterDiagnosis, EncounterNote } from './encounters/encounter-details.js';
import { Encounter, encounterById } from './encounters/encounter.js';
import { EncounterDiagnosisResolver, EncounterResolver } from './encounters/encounter.resolver.js';
import { EncounterSubscription } from './encounters/encounter.subscription.js';
import { encounterUpdated, patientDeleted, patientRegistered, patientRestored, patientUpdated } from './events.js';
import { encounterChanges, registrations } from './feeds.js';
import { PatientIdentifier } from './patients/identifier.js';
import { Patient, patientById } from './patients/patient.js';
import { PatientResolver } from './patients/patient.resolver.js';
import { PatientSubscription } from './patients/patient.subscription.js';
import { publicPart } from './public-part.js';
import { PatientVerification } from './verifications/patient-verification.js';
import { VerificationResolver } from './verifications/verification.resolver.js';
import { forgetVerifications, sendVerificationCode } from './verifications/verifying.js';

export type { PatientsServices } from './services.js';

/** Who is cared for: the registry, allergies, conditions, coverages and encounters. */
export const patients = defineSubgraph({
  name: 'patients',
  entities: [Patient, PatientIdentifier, Allergy, Condition, Coverage, Encounter, EncounterNote, EncounterDiagnosis, Consent, PatientVerification, AccessDenial],
  resolvers: [
    PatientResolver,
    AllergyResolver,
    ConditionResolver,
    CoverageResolver,
    EncounterResolver,
    EncounterDiagnosisResolver,
    PatientSubscription,
    EncounterSubscription,
    ConsentResolver,
    PatientConsentsResolver,
    VerificationResolver,
    AccessDenialResolver,
  ],
  migrations: new URL('./migrations/', import.meta.url),
  references: [
    reference('Patient', 'patient', patientById),
    reference('AllergyIntolerance', 'allergy', allergyById),
    reference('Condition', 'condition', conditionById),
    reference('Encounter', 'encounter', encounterById),
    reference('Consent', 'consent', consentById),
  ],
  permissions: {
    'patients:read': 'Find patients and see who they are.',
    'patients:register': 'Register new patients.',
    'patients:update': "Change patients' records.",
    'patients:delete': 'Delete patients and restore them.',
    'allergies:read': 'See allergies and intolerances.',
    'allergies:record': 'Record allergies and intolerances.',
    'conditions:read': 'See problems and diagnoses.',
    'conditions:record': 'Record problems and diagnoses.',
    'coverages:read': 'See who pays for a patient.',
    'coverages:manage': 'Say who pays for a patient.',
    'encounters:read': 'See visits and stays at the branch.',
    'encounters:record': 'Begin, follow and document visits and stays at the branch.',
    'consents:read': 'See to which clients patients have consented.',
    'consents:manage': "Record patients' consents, and withdraw them.",
    'consents:request': 'Ask patients for their consent, by a code sent to their telephone; for clients.',
    'audit:read': 'See what clients asked for and were denied.',
  },
  feeds: [registrations, encounterChanges],
  publicPart,
  publishes: [patientRegistered, patientUpdated, patientDeleted, patientRestored, encounterUpdated, consentRecorded, consentWithdrawn],
  reactions: [keepDenials],
  errands: [sendVerificationCode],
  crons: [forgetVerifications],
});
