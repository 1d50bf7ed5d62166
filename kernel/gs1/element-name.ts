import { applicationIdentifier } from './application-identifier.js';

/** What a pharmacist calls the fields of a medicine's code. GS1's own titles ("USE BY or EXPIRY") name the rest. */
const everyday: Readonly<Record<string, string>> = {
  '00': 'SSCC',
  '01': 'GTIN',
  '02': 'GTIN of the content',
  '10': 'batch',
  '11': 'production date',
  '15': 'best-before date',
  '17': 'expiry',
  '21': 'serial number',
  '30': 'count',
  '37': 'count of the content',
  '240': 'additional product number',
  '250': 'secondary serial number',
  '400': 'order number',
  '410': 'GLN to ship to',
  '414': 'GLN of the location',
  '710': 'German PZN',
  '711': 'French CIP',
  '712': 'Spanish CN',
  '713': 'Brazilian DRN',
  '714': 'Portuguese AIM',
  '715': 'US NDC',
  '716': 'Italian AIC',
  '7003': 'expiry date and time',
  '7004': 'active potency',
  '8200': 'product URL',
};

/** Choices as a sentence lists them: "a, b or c". */
export function eitherOf(choices: readonly string[]): string {
  const last = choices.at(-1) ?? '';
  return choices.length < 2 ? last : `${choices.slice(0, -1).join(', ')} or ${last}`;
}

/** The field as messages name it: "batch (10)". Takes patterns of the dictionary too: "field (35nn)". */
export function elementName(ai: string): string {
  const name = everyday[ai] ?? (applicationIdentifier(ai)?.title || 'field');
  return `${name} (${ai})`;
}
