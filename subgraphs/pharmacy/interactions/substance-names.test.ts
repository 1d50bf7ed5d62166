import { sourceKey, substanceKeys } from './substance-names.js';

describe('the key of a name', () => {
  it.each([
    ['VALPROÏQUE (ACIDE)', 'acide valproïque'],
    ['MAGNÉSIUM (HYDROXYDE DE)', 'hydroxyde  de magnésium'],
    ['FER (GLUCONATE D’)', "gluconate d'fer"],
    ['BÊTA-BLOQUANTS (SAUF ESMOLOL)', 'beta bloquants, sauf esmolol'],
  ])('is the same for %p and %p', (one, other) => {
    expect(sourceKey(one)).toBe(sourceKey(other));
  });
});

describe('a substance', () => {
  it.each([
    ['CHLORHYDRATE DE METFORMINE', 'metformine'],
    ['METFORMINE (CHLORHYDRATE DE)', 'metformine'],
    ['METFORMINE BASE', 'metformine'],
    ['DILTIAZEM (CHLORHYDRATE DE)', 'diltiazem'],
    ["AMIODARONE (CHLORHYDRATE D')", 'amiodarone'],
    ['FUMARATE ACIDE DE BISOPROLOL', 'bisoprolol'],
    ['CHLORHYDRATE DE TÉRAZOSINE DIHYDRATÉ', 'terazosine'],
    ['ÉSOMÉPRAZOLE MAGNÉSIQUE DIHYDRATÉ', 'esomeprazole'],
    ['PÉRINDOPRIL ARGININE', 'perindopril'],
    ['LOSARTAN POTASSIQUE', 'losartan'],
    ['CHLORURE DE POTASSIUM', 'potassium'],
    ['SULFATE FERREUX', 'fer'],
    ['ACÉTYLSALICYLIQUE (ACIDE)', 'acide acetylsalicylique'],
    ['ACÉTYLSALICYLATE DE DL-LYSINE', 'acide acetylsalicylique'],
    ['DL-LYSINE (ACÉTYLSALICYLATE DE)', 'acide acetylsalicylique'],
    ['VALPROATE DE SODIUM', 'acide valproique'],
    ['ALENDRONATE MONOSODIQUE TRIHYDRATÉ', 'acide alendronique'],
    ['CLAVULANATE DE POTASSIUM', 'acide clavulanique'],
    ['FOLINATE DE CALCIUM', 'acide folinique'],
    ['ÉTODOLIQUE ACIDE', 'acide etodolique'],
    ["D,L-HYDROGÉNOMALATE D'ALMOTRIPTAN", 'almotriptan'],
    ['L-TRYPTOPHANE', 'tryptophane'],
    ['VIRUS DE LA ROUGEOLE (SOUCHE EDMONSTON ENDERS) (VIVANT, ATTÉNUÉ)', 'virus de la rougeole'],
    ["OXYDE D'ALUMINIUM HYDRATÉ", 'aluminium'],
    ['MÉSILATE DE DABIGATRAN ÉTEXILATE', 'dabigatran'],
    ['COBICISTAT SUR DIOXYDE DE SILICIUM', 'cobicistat'],
    ['PÉRINDOPRIL TERT-BUTYLAMINE', 'perindopril'],
    ['MILLEPERTUIS (SOMMITÉ FLEURIE DE) (EXTRAIT SEC DE)', 'millepertuis'],
    ['STRONTIUM (RANÉLATE DE)', 'strontium'],
    ['PARACÉTAMOL', 'paracetamol'],
  ])('%p comes down to %p', (name, itself) => {
    expect(substanceKeys(name).at(-1)).toBe(itself);
  });

  it('keeps the name of its salt too, where a list knows that one in particular', () => {
    expect(substanceKeys('HYDROXYDE DE MAGNÉSIUM')).toEqual(['hydroxyde de magnesium', 'magnesium']);
    expect(substanceKeys("OXYDE D'ALUMINIUM HYDRATÉ")).toContain('oxyde d aluminium');
    const keys = substanceKeys('FUMARATE DE TÉNOFOVIR DISOPROXIL');
    expect(keys).toEqual(expect.arrayContaining(['fumarate de tenofovir disoproxil', 'tenofovir disoproxil']));
    expect(keys.at(-1)).toBe('tenofovir');
  });

  it('is not taken for the metal that only keeps its acid in solution', () => {
    expect(substanceKeys('CLAVULANATE DE POTASSIUM')).not.toContain('potassium');
    expect(substanceKeys('LOSARTAN POTASSIQUE')).not.toContain('potassium');
  });

  it('goes by the kind that the list knows', () => {
    expect(substanceKeys('INSULINE GLULISINE')).toEqual(['insuline', 'insuline glulisine']);
    expect(substanceKeys('NORADRÉNALINE')).toContain('norepinephrine');
    expect(substanceKeys('CHLORURE DE MÉTHYLTHIONINIUM')).toContain('bleu de methylene');
  });

  it('is the same in all its forms, and another than its neighbour', () => {
    const itself = (name: string) => substanceKeys(name).at(-1);
    expect(itself('AMOXICILLINE TRIHYDRATÉE')).toBe(itself('AMOXICILLINE SODIQUE'));
    expect(itself('INSULINE LISPRO')).not.toBe(itself('INSULINE GLARGINE'));
    expect(itself('CHLORURE DE SODIUM')).not.toBe(itself('CHLORURE DE POTASSIUM'));
  });

  it('has a key, whatever its name', () => {
    for (const name of ['L', 'D', 'CHLORURE DE', 'acide', '(S)', 'sodium', 'de', 'N,N', 'ФЕРРУМ']) {
      expect(substanceKeys(name).every((key) => key.length > 0)).toBe(true);
      expect(substanceKeys(name).length).toBeGreaterThan(0);
    }
  });
});
