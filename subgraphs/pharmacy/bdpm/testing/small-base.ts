import type { MedicineTables } from '../reading-medicines.js';

const headers = {
  'CIS_bdpm.tsv': 'cis\tdenomination\tforme\tvoies\tstatut_amm\tprocedure\tcommercialisation',
  'CIS_CIP_bdpm.tsv': 'cis\tcip7\tpresentation\tstatut\tetat_commercialisation\tcip13\tprix\tprix_public',
  'CIS_COMPO_bdpm.tsv': 'cis\tdesignation_element\tcode_substance\tsubstance\tdosage\treference_dosage\tnature\tnumero_lien',
  'CIS_CPD_bdpm.tsv': 'cis\tcondition_prescription_delivrance',
  'CIS_GENER_bdpm.tsv': 'id_groupe\tlibelle_groupe\tcis\ttype_generique\tordre',
} as const;

const sold = 'Présentation active\tDéclaration de commercialisation';

/** Three medicines, four packs: metformin in two packs, a narcotic, and one that anybody may buy. */
const small: Readonly<Record<keyof MedicineTables, readonly string[]>> = {
  'CIS_bdpm.tsv': [
    '60000001\tMETFORMINE EG 500&nbsp;mg, comprim&eacute; \tcomprimé\torale\tAutorisation active\tProcédure nationale\tCommercialisée',
    '60000002\tSKENAN LP 10 mg, gélule\tgélule\torale\tAutorisation active\tProcédure nationale\tCommercialisée',
    '60000003\tDOLIPRANE 500 mg, comprimé\tcomprimé\torale; rectale\tAutorisation active\tProcédure nationale\tCommercialisée',
  ],
  'CIS_CIP_bdpm.tsv': [
    `60000001\t3551025\t30 comprimé(s)\t${sold}\t3400935510259\t1,00\t2,02`,
    `60000001\t3669465\t90 comprimé(s)\t${sold}\t3400936694651\t1,068,92\t1,069,94`,
    `60000002\t2165828\t14 gélule(s)\t${sold}\t3400921658286\t\t`,
    `60000003\t5651179\t16 comprimé(s)\tPrésentation active\tDéclaration d'arrêt de commercialisation\t3400956511792\t1,00\t2,18`,
  ],
  'CIS_COMPO_bdpm.tsv': [
    '60000001\tcomprimé\t00001\tCHLORHYDRATE DE METFORMINE\t500 mg\tun comprimé\tSA\t1',
    '60000001\tcomprimé\t00002\tMETFORMINE\t390 mg\tun comprimé\tFT\t1',
    '60000002\tgélule\t00003\tSULFATE DE MORPHINE\t10 mg\tune gélule\tSA\t1',
    '60000003\tcomprimé\t00004\tPARACÉTAMOL\t500 mg\tun comprimé\tSA\t1',
  ],
  'CIS_CPD_bdpm.tsv': ['60000001\tliste I', '60000002\tstupéfiants'],
  'CIS_GENER_bdpm.tsv': ['94\tMETFORMINE 500 mg - GLUCOPHAGE 500 mg, comprimé\t60000001\t1\t2'],
};

/** The small base, with some of its tables replaced by these lines. */
export function smallBase(other: Partial<Record<keyof MedicineTables, readonly string[]>> = {}): MedicineTables {
  const files = Object.keys(headers) as (keyof MedicineTables)[];
  return Object.fromEntries(files.map((file) => [file, [headers[file], ...(other[file] ?? small[file])].join('\n')])) as MedicineTables;
}

/** Its lines, to change one of them. */
export function linesOf(file: keyof MedicineTables): string[] {
  return [...small[file]];
}
