import { searchKey } from '#kernel/graph/search-key.js';
import { lengthErrors, mostLetters } from '#kernel/graph/text-length.js';
import { newId } from '#kernel/graph/type-id.js';
import { refuse, Refusal } from '#kernel/graph/user-error.js';
import type { Context } from '#kernel/subgraph/context.js';
import { AddSubstancePayload, type AddSubstanceInput } from './product.inputs.js';
import { Substance } from './substance.js';
import { textOf } from './texts.js';

export async function addSubstance(context: Context, input: AddSubstanceInput): Promise<AddSubstancePayload> {
  const nothing = { substance: null };
  const constraints = {
    substances_code_once: { code: 'TAKEN', message: 'Another substance has that code.', field: ['input', 'code'] },
  } as const;
  return context.db.command(
    AddSubstancePayload,
    { name: 'addSubstance', permission: 'medicines:manage', constraints },
    async (transaction) => {
      const name = input.name.trim();
      if (!searchKey(name)) return refuse('REQUIRED', 'A substance needs a name.', ['input', 'name'], nothing);
      const [code, codeSystem] = [textOf(input.code), textOf(input.codeSystem)];
      const tooLong = lengthErrors(mostLetters.name, { name, codeSystem, code });
      if (tooLong.length > 0) return new Refusal(tooLong, nothing);
      if ((code === null) !== (codeSystem === null))
        return refuse('REQUIRED', 'A code needs its system, and a system its code.', ['input', 'code'], nothing);
      const facts = { name, nameKey: searchKey(name), codeSystem, code };
      return { substance: await transaction.insert(Object.assign(new Substance(), { id: newId('substance'), ...facts })) };
    },
  );
}
