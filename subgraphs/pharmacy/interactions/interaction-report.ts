import type { Changes, InteractionImportReport } from './importing-interactions.js';
import type { Thesaurus } from './reading-thesaurus.js';

/** What an import of interactions did, for the operator to read. */
export function interactionReport(thesaurus: Thesaurus, report: InteractionImportReport): string {
  const { matched, unmatched, inProducts, unknown } = report;
  const all = matched.length + unmatched.length;
  return [
    thesaurus.source,
    `${thesaurus.rows} rows read, ${thesaurus.leftOut.length} left out`,
    `Rules: ${changes(report.rules)}`,
    `Substances in classes: ${changes(report.memberships)}`,
    `${matched.length} of its ${all} substances are in products here; ${inProducts - unknown.length} of the ${inProducts} substances of products are in it.`,
    ...named('Left out', thesaurus.leftOut, '\n  '),
    ...named('In rules, but neither a substance nor a class of the index: nothing is found by them', thesaurus.unresolved, '; '),
    ...named('Of its substances, in no product here', unmatched, '; '),
    ...named('Of the substances of products, not in it', unknown, '; '),
  ].join('\n');
}

function changes({ added, changed, unchanged, removed }: Changes): string {
  return `${added} added, ${changed} changed, ${unchanged} unchanged, ${removed} removed`;
}

function named(title: string, names: readonly string[], separator: string): string[] {
  return names.length === 0 ? [] : [`${title} (${names.length}):\n  ${names.join(separator)}`];
}
