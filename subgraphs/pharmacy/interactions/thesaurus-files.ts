import { filesIn, readSource, SourceError } from '../bdpm/source-files.js';
import { readThesaurus, type Thesaurus } from './reading-thesaurus.js';

const table = /^thesaurus_(\d{4}-\d{2})\.csv$/;

/** The newest edition in a folder: `thesaurus_2020-10.csv`, and the index that belongs to it. */
export async function openThesaurus(folder: string): Promise<Thesaurus> {
  const editions = (await filesIn(folder)).flatMap((name) => table.exec(name)?.[1] ?? []).sort();
  const edition = editions.at(-1);
  if (!edition)
    throw new SourceError(`There is no thesaurus in ${folder}: its file is named by its edition, such as thesaurus_2020-10.csv.`);
  const index = `substance_classes_${edition}.json`;
  const [rules, classes] = [await readSource(folder, `thesaurus_${edition}.csv`), await readSource(folder, index)];
  try {
    return readThesaurus(edition, rules, classes);
  } catch (error) {
    throw new SourceError(`The thesaurus of ${edition} in ${folder} cannot be read: ${(error as Error).message}`);
  }
}
