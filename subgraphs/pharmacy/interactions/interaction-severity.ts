import { registerEnumType } from 'type-graphql';

export enum InteractionSeverity {
  CONTRAINDICATED = 'CONTRAINDICATED',
  NOT_RECOMMENDED = 'NOT_RECOMMENDED',
  PRECAUTION = 'PRECAUTION',
  TO_CONSIDER = 'TO_CONSIDER',
}

registerEnumType(InteractionSeverity, {
  name: 'InteractionSeverity',
  description:
    'How grave it is to take two substances together: the four levels of the French thesaurus of interactions (ANSM), the gravest first.',
  valuesConfig: {
    CONTRAINDICATED: { description: 'They must not be taken together (contre-indication).' },
    NOT_RECOMMENDED: {
      description:
        'Better avoided, unless the benefit was weighed against the risk and the patient is watched closely (association déconseillée).',
    },
    PRECAUTION: {
      description: "They may be taken together if what `management` says is done, above all at the beginning (précaution d'emploi).",
    },
    TO_CONSIDER: { description: 'A risk exists, mostly of effects that add up; nothing practical can be advised (à prendre en compte).' },
  },
});

/** The gravest first. */
export const severities: readonly InteractionSeverity[] = Object.values(InteractionSeverity);
