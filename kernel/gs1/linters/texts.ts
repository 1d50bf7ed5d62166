import { set82 } from '../character-set.js';
import { outside, type Linter } from './finding.js';

export const hasnondigit: Linter = (text) =>
  /\D/.test(text)
    ? null
    : { code: 'REQUIRES_NON_DIGIT_CHARACTER', at: 0, because: 'is digits only, where a letter or sign must be among them' };

export const hyphen: Linter = (text) =>
  /^-+$/.test(text) ? null : { code: 'NOT_HYPHEN', at: 0, because: 'ends in another sign than the minus that may be there' };

/** Text whose spaces and foreign letters are written as %20 and the like (RFC 3986, 2.1). */
export const pcenc: Linter = (text) => {
  const at = text.search(/%(?![\dA-Fa-f]{2})/);
  return at < 0 ? null : { code: 'INVALID_PERCENT_SEQUENCE', at, because: 'holds a "%" without the two digits that belong behind it' };
};

/** Which importer's machine or plant it is (EU 2018/574). */
export const importeridx: Linter = (text) => {
  if (text.length !== 1) {
    return { code: 'IMPORTER_IDX_MUST_BE_ONE_CHARACTER', at: 0, because: `has an importer index of ${text.length} characters, not one` };
  }
  const set = [...set82].filter((character) => /[-\w]/.test(character)).join('');
  return outside(text, set, 'INVALID_IMPORT_IDX_CHARACTER', ' where its importer index may be a letter, digit, - or _');
};
