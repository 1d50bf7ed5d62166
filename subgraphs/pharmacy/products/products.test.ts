import { newId } from '#kernel/graph/type-id.js';
import { contextOf, testTenant, type TestSubgraph } from '#kernel/testing/test-subgraph.js';
import type { Refused } from '#kernel/testing/house.js';
import type { Neighbours } from '#kernel/testing/neighbours.js';
import { pharmacy } from '../index.js';
import { Dispensary, openPharmacy } from '../testing/dispensary.js';

const permissions = Object.keys(pharmacy.permissions);
let subgraph: TestSubgraph;
let neighbours: Neighbours;
beforeAll(async () => {
  ({ subgraph, neighbours } = await openPharmacy());
});
afterAll(() => subgraph.close());

const fields = `product { id kind status name gtin nationalCode nationalCodeSystem pack imageUrls version
  referencePrice { amountMinor currency }
  medication { genericName form routes atcCodes rxNormCodes prescriptionRequired controlledSchedule storage { minCelsius maxCelsius note }
    ingredients { substance { id name } role strength strengthValue strengthUnit referenceAmount } } }`;

interface Answer {
  readonly product: ({ readonly id: string; readonly version: number } & Record<string, unknown>) | null;
  readonly userErrors: readonly Refused[];
}

function shop() {
  const dispensary = new Dispensary(subgraph, neighbours);
  const create = (input: object, context = dispensary.context) =>
    dispensary.run<Answer>(
      'createProduct',
      fields,
      { kind: 'MEDICINE', name: 'METFORMIN 500 mg, tablet', medication: {}, ...input },
      context,
    );
  const update = (input: object, context = dispensary.context) => dispensary.run<Answer>('updateProduct', fields, input, context);
  const list = async (filter: object, context = dispensary.context, more = '') => {
    const text = `query ($filter: ProductFilter) { products(first: 100, filter: $filter${more}) { totalCount nodes { name } } }`;
    const { products } = await dispensary.ask<{ products: { totalCount: number; nodes: { name: string }[] } }>(text, { filter }, context);
    expect(products.totalCount).toBe(products.nodes.length);
    return products.nodes.map(({ name }) => name);
  };
  return { dispensary, create, update, list };
}

describe('a product', () => {
  it('is created with all that is known of it', async () => {
    const { dispensary, create } = shop();
    const salt = await dispensary.substance('Metformin hydrochloride');
    const base = await dispensary.substance('Metformin');
    const medication = {
      genericName: ' metformin ',
      form: 'tablet',
      routes: [' oral '],
      atcCodes: ['A10BA02'],
      rxNormCodes: ['6809'],
      prescriptionRequired: true,
      storageMaxCelsius: 25.5,
      storageNote: 'Protect from light',
      ingredients: [
        { substanceId: salt, strength: '500 mg', strengthValue: 500, strengthUnit: 'mg', referenceAmount: 'one tablet' },
        { substanceId: base, role: 'MOIETY', strength: '390 mg' },
      ],
    };
    const answer = await create({
      gtin: '3400930000014',
      nationalCode: ' 3400930000014 ',
      nationalCodeSystem: 'CIP13',
      pack: '30 tablets',
      imageUrls: ['https://images.example/1.jpg'],
      referencePrice: { amountMinor: '215', currency: 'EUR' },
      medication,
    });
    expect(answer).toEqual({
      product: {
        id: expect.stringMatching(/^product_/) as string,
        kind: 'MEDICINE',
        status: 'ACTIVE',
        name: 'METFORMIN 500 mg, tablet',
        gtin: '03400930000014',
        nationalCode: '3400930000014',
        nationalCodeSystem: 'CIP13',
        pack: '30 tablets',
        imageUrls: ['https://images.example/1.jpg'],
        version: 1,
        referencePrice: { amountMinor: '215', currency: 'EUR' },
        medication: {
          genericName: 'metformin',
          form: 'tablet',
          routes: ['oral'],
          atcCodes: ['A10BA02'],
          rxNormCodes: ['6809'],
          prescriptionRequired: true,
          controlledSchedule: null,
          storage: { minCelsius: null, maxCelsius: 25.5, note: 'Protect from light' },
          ingredients: [
            {
              substance: { id: salt, name: 'Metformin hydrochloride' },
              role: 'ACTIVE',
              strength: '500 mg',
              strengthValue: 500,
              strengthUnit: 'mg',
              referenceAmount: 'one tablet',
            },
            {
              substance: { id: base, name: 'Metformin' },
              role: 'MOIETY',
              strength: '390 mg',
              strengthValue: null,
              strengthUnit: null,
              referenceAmount: null,
            },
          ],
        },
      },
      userErrors: [],
    });
  });

  it('takes an empty text for none: what has no schedule is not controlled', async () => {
    const { create } = shop();
    const blank = { genericName: ' ', form: '', controlledSchedule: ' ', storageNote: ' ', substitutionGroup: ' ' };
    expect((await create({ pack: ' ', nationalCode: ' ', nationalCodeSystem: '', medication: blank })).product).toMatchObject({
      pack: null,
      nationalCode: null,
      nationalCodeSystem: null,
      medication: { genericName: null, form: null, controlledSchedule: null, storage: null },
    });
  });

  it.each([
    [{ name: ' - ' }, 'REQUIRED', 'A product needs a name.'],
    [{ name: 'x'.repeat(201) }, 'INVALID', 'name holds at most 200 characters.'],
    [{ pack: 'x'.repeat(1001) }, 'INVALID', 'pack holds at most 1000 characters.'],
    [{ medication: null }, 'REQUIRED', 'Say what the medicine is, in medication.'],
    [{ kind: 'OPTICAL' }, 'INVALID', 'A product of the kind OPTICAL is no medicine: leave medication out.'],
    [
      { gtin: '3400930000015' },
      'INVALID',
      'The GTIN (01) "3400930000015" ends in 5 where its digits ask for 4: scan it again, or compare what was typed with the label.',
    ],
    [{ gtin: '340093' }, 'INVALID', 'A GTIN has 8, 12, 13 or 14 digits, not 6 ("340093"): scan it again or type all of it.'],
    [{ nationalCode: '123' }, 'REQUIRED', 'A national code needs its system, and a system its code.'],
    [{ nationalCodeSystem: 'CIP13', nationalCode: ' ' }, 'REQUIRED', 'A national code needs its system, and a system its code.'],
    [{ nationalCodeSystem: 'CIP13', nationalCode: '1'.repeat(3000) }, 'INVALID', 'nationalCode holds at most 200 characters.'],
    [
      { imageUrls: ['http://images.example/1.jpg'] },
      'INVALID',
      '"http://images.example/1.jpg" is no address of a picture: it begins with https://.',
    ],
    [
      { imageUrls: Array.from({ length: 21 }, () => 'https://images.example/1.jpg') },
      'LIMIT_REACHED',
      'A product has at most 20 pictures.',
    ],
    [{ referencePrice: { amountMinor: '-1', currency: 'EUR' } }, 'INVALID', 'A price is 0 to 1000000000000000 minor units.'],
    [{ referencePrice: { amountMinor: '9'.repeat(30), currency: 'EUR' } }, 'INVALID', 'A price is 0 to 1000000000000000 minor units.'],
    [{ medication: { atcCodes: ['A1'] } }, 'INVALID', '"A1" is no ATC code: those look like A10BA02.'],
    [{ medication: { rxNormCodes: ['a'] } }, 'INVALID', '"a" is no RXCUI: those are digits only.'],
    [{ medication: { routes: [' '] } }, 'INVALID', 'A route is a short text, such as oral.'],
    [{ medication: { routes: Array.from({ length: 21 }, () => 'oral') } }, 'LIMIT_REACHED', 'A medicine has at most 20 routes.'],
    [{ medication: { storageMinCelsius: 8, storageMaxCelsius: 2 } }, 'INVALID', 'The lowest temperature is above the highest.'],
    [{ medication: { storageMinCelsius: -300 } }, 'INVALID', 'Temperatures of storage lie between -273 and 200 degrees Celsius.'],
    [{ medication: { ingredients: [{ substanceId: newId('substance') }] } }, 'NOT_FOUND', 'There is no such substance.'],
    [{ medication: { ingredients: [{ substanceId: newId('substance'), strengthValue: 0 }] } }, 'INVALID', 'A strength is more than zero.'],
    [
      { medication: { ingredients: [{ substanceId: newId('substance'), strength: 'x'.repeat(201) }] } },
      'INVALID',
      'The texts of an ingredient hold at most 200 characters.',
    ],
  ])('is refused with %j', async (input, code, message) => {
    const { create, list } = shop();
    expect(await create(input)).toEqual({ product: null, userErrors: [{ code, message }] });
    expect(await list({})).toEqual([]);
  });

  it('has its GTIN and national code alone, in its tenant', async () => {
    const { create } = shop();
    const code = { nationalCode: '123', nationalCodeSystem: 'NDC' };
    await create({ gtin: '3400930000014', ...code });
    expect((await create({ gtin: '03400930000014' })).userErrors).toEqual([{ code: 'TAKEN', message: 'Another product has that GTIN.' }]);
    expect((await create(code)).userErrors).toEqual([{ code: 'TAKEN', message: 'Another product has that national code.' }]);
    expect((await create({ ...code, nationalCodeSystem: 'CIP13' })).userErrors).toEqual([]);
    expect((await shop().create({ gtin: '3400930000014', ...code })).userErrors).toEqual([]);
  });

  it('is no medicine unless it is one', async () => {
    const { create } = shop();
    expect((await create({ kind: 'OPTICAL', name: 'Frame', medication: null })).product).toMatchObject({
      kind: 'OPTICAL',
      medication: null,
    });
  });

  it('changes field by field, and its medicine as a whole, by who has read it as it is', async () => {
    const { dispensary, create, update } = shop();
    const substanceId = await dispensary.substance('Metformin');
    const { product } = await create({
      gtin: '3400930000014',
      pack: '30 tablets',
      medication: { genericName: 'metformin', atcCodes: ['A10BA02'], ingredients: [{ substanceId }, { substanceId, role: 'MOIETY' }] },
    });
    const id = product?.id;
    expect((await update({ id, expectedVersion: 1, name: 'METFORMIN 850 mg' })).product).toMatchObject({
      name: 'METFORMIN 850 mg',
      pack: '30 tablets',
      gtin: '03400930000014',
      version: 2,
      medication: { genericName: 'metformin', ingredients: [{ role: 'ACTIVE' }, { role: 'MOIETY' }] },
    });
    const code = { nationalCode: '77', nationalCodeSystem: 'NDC' };
    expect(
      (await update({ id, expectedVersion: 2, gtin: null, pack: null, ...code, medication: { form: 'tablet' } })).product,
    ).toMatchObject({
      gtin: null,
      pack: null,
      ...code,
      medication: { genericName: null, form: 'tablet', atcCodes: [], ingredients: [] },
    });
    expect((await update({ id, expectedVersion: 3, nationalCodeSystem: null })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id, expectedVersion: 3, medication: null })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id, expectedVersion: 3, name: ' ' })).userErrors).toMatchObject([{ code: 'REQUIRED' }]);
    expect((await update({ id, expectedVersion: 2, name: 'X' })).userErrors).toMatchObject([{ code: 'STALE_VERSION' }]);
    expect((await update({ id: newId('product'), expectedVersion: 1 })).userErrors).toEqual([
      { code: 'NOT_FOUND', message: 'There is no such product.' },
    ]);
  });

  it('is no mistake while there are packs of it', async () => {
    const { dispensary, create, update } = shop();
    const { product } = await create({});
    const id = product?.id ?? '';
    await dispensary.shelve(id, [{ quantity: 3 }]);
    expect((await update({ id, expectedVersion: 1, status: 'ENTERED_IN_ERROR' })).userErrors).toEqual([
      {
        code: 'WRONG_STATE',
        message: 'There are 3 packs of it in stock: correct them or write them off first, or make the product INACTIVE.',
      },
    ]);
    expect((await update({ id, expectedVersion: 1, status: 'INACTIVE' })).product).toMatchObject({ status: 'INACTIVE' });
  });

  it('of another tenant is not there, and is changed by nobody without the permission', async () => {
    const { dispensary, create, update, list } = shop();
    const { product } = await create({});
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    expect(await list({}, stranger)).toEqual([]);
    const text = 'query ($id: ID!) { product(id: $id) { id } }';
    expect(await dispensary.ask(text, { id: product?.id }, stranger)).toEqual({ product: null });
    expect((await update({ id: product?.id, expectedVersion: 1, name: 'Mine' }, stranger)).userErrors).toMatchObject([
      { code: 'NOT_FOUND' },
    ]);
    const substanceId = await dispensary.substance('Metformin');
    const theirs = { medication: { ingredients: [{ substanceId }] } };
    expect((await create(theirs, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such substance.' }]);
    const reader = dispensary.somebody({ permissions: ['medicines:read'] });
    await expect(create({}, reader)).rejects.toThrow('medicines:manage');
    await expect(update({ id: product?.id, expectedVersion: 1 }, reader)).rejects.toThrow('medicines:manage');
    await expect(list({}, dispensary.somebody({ permissions: ['stock:read'] }))).rejects.toThrow('medicines:read');
  });
});

describe('products are found', () => {
  it('by the beginning of their name or generic name, whatever the accents and case', async () => {
    const { create, list } = shop();
    await create({ name: 'Éfferalgan 1 g', medication: { genericName: 'Paracétamol' } });
    await create({ name: 'PARACETAMOL 500 mg' });
    await create({ name: 'Ibuprofen 200 mg', medication: { genericName: 'ibuprofen' } });
    expect(await list({ search: 'paracé' })).toEqual(['Éfferalgan 1 g', 'PARACETAMOL 500 mg']);
    expect(await list({ search: 'EFF' })).toEqual(['Éfferalgan 1 g']);
    expect(await list({ search: 'mol' })).toEqual([]);
    expect(await list({}, undefined, ', orderBy: { field: NAME, direction: DESC }')).toEqual([
      'PARACETAMOL 500 mg',
      'Ibuprofen 200 mg',
      'Éfferalgan 1 g',
    ]);
  });

  it('by their code in 13 and 14 digits, and by their national code', async () => {
    const { create, list } = shop();
    await create({ name: 'A', gtin: '3400930000014' });
    await create({ name: 'B', nationalCode: '3400930000021', nationalCodeSystem: 'CIP13' });
    await create({ name: 'C', nationalCode: '0093-0014', nationalCodeSystem: 'NDC' });
    expect(await list({ code: '3400930000014' })).toEqual(['A']);
    expect(await list({ code: ' 03400930000014 ' })).toEqual(['A']);
    expect(await list({ code: '3400930000021' })).toEqual(['B']);
    expect(await list({ code: '0093-0014' })).toEqual(['C']);
    expect(await list({ code: '3400930000015' })).toEqual([]);
  });

  it('by kind, status, substance, and for whom they may stand in', async () => {
    const { dispensary, create, update, list } = shop();
    const substanceId = await dispensary.substance('Metformin');
    const group = { substitutionGroup: 'METFORMIN 500' };
    const { product: brand } = await create({ name: 'Brand', medication: { ...group, ingredients: [{ substanceId }] } });
    await create({ name: 'Generic', medication: { ...group, ingredients: [{ substanceId, role: 'MOIETY' }] } });
    const { product: gone } = await create({ name: 'Gone', medication: group });
    await update({ id: gone?.id, expectedVersion: 1, status: 'INACTIVE' });
    const { product: other } = await create({ name: 'Other' });
    await create({ kind: 'DEVICE', name: 'Meter', medication: null });
    expect(await list({})).toEqual(['Brand', 'Generic', 'Meter', 'Other']);
    expect(await list({ kind: 'DEVICE' })).toEqual(['Meter']);
    expect(await list({ status: 'INACTIVE' })).toEqual(['Gone']);
    expect(await list({ substanceId })).toEqual(['Brand', 'Generic']);
    expect(await list({ substituteForId: brand?.id })).toEqual(['Generic']);
    // That neither has a group does not make one of them.
    expect(await list({ substituteForId: other?.id })).toEqual([]);
    expect(await list({ substituteForId: newId('product') })).toEqual([]);
    const { create: elsewhere } = shop();
    const { product: theirs } = await elsewhere({ name: 'Theirs', medication: group });
    expect(await list({ substituteForId: theirs?.id })).toEqual([]);
  });

  it('with as many statements for many as for one', async () => {
    const { dispensary, create } = shop();
    const substanceId = await dispensary.substance('Metformin');
    const text = `{ products(first: 50) { nodes { branchProducts { price { amountMinor } branch { id } product { name } } medication { ingredients { substance { name } } } } } }`;
    const count = async () => {
      const before = subgraph.database.statementCount;
      await dispensary.ask(text);
      return subgraph.database.statementCount - before;
    };
    const more = async (name: string) => {
      const { product } = await create({ name, medication: { ingredients: [{ substanceId }] } });
      await dispensary.price(product?.id ?? '', 100n);
    };
    await more('A');
    const one = await count();
    for (const name of ['B', 'C', 'D', 'E']) await more(name);
    expect(await count()).toBe(one);
  });
});

describe('a substance', () => {
  interface Added {
    readonly substance: { id: string; name: string; code: string | null; codeSystem: string | null } | null;
    readonly userErrors: readonly Refused[];
  }
  const add = (dispensary: Dispensary, input: object, context = dispensary.context) =>
    dispensary.run<Added>('addSubstance', 'substance { id name code codeSystem }', input, context);

  it('is added with a code of its own, and found by name and code', async () => {
    const { dispensary } = shop();
    const rxNorm = { codeSystem: 'RxNorm', code: '6809' };
    expect(await add(dispensary, { name: ' Métformin ', ...rxNorm })).toEqual({
      substance: { id: expect.stringMatching(/^substance_/) as string, name: 'Métformin', ...rxNorm },
      userErrors: [],
    });
    expect((await add(dispensary, { name: 'Other', ...rxNorm })).userErrors).toEqual([
      { code: 'TAKEN', message: 'Another substance has that code.' },
    ]);
    expect((await add(dispensary, { name: 'Ibuprofen', ...rxNorm, codeSystem: 'BDPM' })).userErrors).toEqual([]);
    expect((await add(dispensary, { name: 'Aspirin', code: ' ', codeSystem: '' })).substance).toMatchObject({
      code: null,
      codeSystem: null,
    });
    const list = async (filter: object, context = dispensary.context) => {
      const text = 'query ($filter: SubstanceFilter) { substances(filter: $filter) { totalCount nodes { name } } }';
      const { substances } = await dispensary.ask<{ substances: { totalCount: number; nodes: { name: string }[] } }>(
        text,
        { filter },
        context,
      );
      return substances.nodes.map(({ name }) => name);
    };
    expect(await list({})).toEqual(['Aspirin', 'Ibuprofen', 'Métformin']);
    expect(await list({ search: 'METF' })).toEqual(['Métformin']);
    expect(await list({ code: '6809' })).toEqual(['Ibuprofen', 'Métformin']);
    expect(await list({ code: '6809', codeSystem: 'RxNorm' })).toEqual(['Métformin']);
    expect(await list({}, contextOf({ tenant: testTenant('copperbelt'), permissions }))).toEqual([]);
  });

  it.each([
    [{ name: ' ' }, 'REQUIRED', 'A substance needs a name.'],
    [{ name: 'x'.repeat(201) }, 'INVALID', 'name holds at most 200 characters.'],
    [{ name: 'A', code: 'x'.repeat(201), codeSystem: 'B' }, 'INVALID', 'code holds at most 200 characters.'],
    [{ name: 'A', code: '1' }, 'REQUIRED', 'A code needs its system, and a system its code.'],
    [{ name: 'A', codeSystem: 'RxNorm' }, 'REQUIRED', 'A code needs its system, and a system its code.'],
  ])('is refused with %j', async (input, code, message) => {
    expect(await add(shop().dispensary, input)).toEqual({ substance: null, userErrors: [{ code, message }] });
  });

  it('is added by nobody without the permission', async () => {
    const { dispensary } = shop();
    await expect(add(dispensary, { name: 'A' }, dispensary.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow(
      'medicines:manage',
    );
  });
});

describe('how a branch keeps a product', () => {
  interface Set {
    readonly branchProduct: Record<string, unknown> | null;
    readonly userErrors: readonly Refused[];
  }

  async function kept() {
    const { dispensary, create } = shop();
    const { product } = await create({});
    const productId = product?.id ?? '';
    const set = (input: object, context = dispensary.context) =>
      dispensary.run<Set>(
        'setBranchProduct',
        'branchProduct { id branch { id } product { id } price { amountMinor currency } reorderPoint orderUpTo version }',
        { branchId: dispensary.branchId, productId, ...input },
        context,
      );
    return { dispensary, productId, set };
  }

  it('is set as a whole, once for each branch', async () => {
    const { dispensary, productId, set } = await kept();
    const lusaka = dispensary.addBranch(undefined, { currency: 'ZMW' });
    const first = await set({ price: { amountMinor: '1500', currency: 'MNT' }, reorderPoint: 5, orderUpTo: 20 });
    expect(first).toMatchObject({
      branchProduct: {
        branch: { id: dispensary.branchId },
        product: { id: productId },
        price: { amountMinor: '1500', currency: 'MNT' },
        reorderPoint: 5,
        orderUpTo: 20,
        version: 1,
      },
      userErrors: [],
    });
    await set({ branchId: lusaka, price: { amountMinor: '0', currency: 'ZMW' } });
    const again = await set({ reorderPoint: 0 });
    expect(again.branchProduct).toMatchObject({
      id: first.branchProduct?.['id'],
      price: null,
      reorderPoint: 0,
      orderUpTo: null,
      version: 2,
    });
    const seen = async (context = dispensary.context) => {
      const text = 'query ($id: ID!) { product(id: $id) { branchProducts { branch { id } } } }';
      const { product } = await dispensary.ask<{ product: { branchProducts: { branch: { id: string } }[] } }>(
        text,
        { id: productId },
        context,
      );
      return product.branchProducts.map(({ branch }) => branch.id);
    };
    expect(await seen()).toEqual([dispensary.branchId, lusaka]);
    expect(await seen(dispensary.somebody({ branches: [lusaka] }))).toEqual([lusaka]);
  });

  it.each([
    [{ productId: newId('product') }, 'NOT_FOUND', 'There is no such product.'],
    [{ branchId: newId('branch') }, 'NOT_FOUND', 'There is no such branch among those where you may do this.'],
    [{ branchId: null }, 'REQUIRED', 'Say at which branch: send branchId, or the header X-Branch-ID.'],
    [{ price: { amountMinor: '1', currency: 'USD' } }, 'INVALID', 'The branch sells in MNT, not in USD.'],
    [{ price: { amountMinor: '-1', currency: 'MNT' } }, 'INVALID', 'A price is 0 to 1000000000000000 minor units.'],
    [{ reorderPoint: -1 }, 'INVALID', 'reorderPoint is zero or more, not -1.'],
    [{ reorderPoint: 5, orderUpTo: 5 }, 'INVALID', 'orderUpTo is more than 5, the reorderPoint.'],
    [{ orderUpTo: 0 }, 'INVALID', 'orderUpTo is more than 0, the reorderPoint.'],
  ])('is refused with %j', async (input, code, message) => {
    const { set } = await kept();
    expect(await set(input)).toEqual({ branchProduct: null, userErrors: [{ code, message }] });
  });

  it('is set by nobody of another tenant, at no other branch, and not without the permission', async () => {
    const { dispensary, set } = await kept();
    const elsewhere = dispensary.somebody({ branches: [newId('branch')] });
    expect((await set({}, elsewhere)).userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const stranger = contextOf({ tenant: testTenant('copperbelt'), permissions });
    expect((await set({}, stranger)).userErrors).toMatchObject([{ code: 'NOT_FOUND', message: 'There is no such product.' }]);
    await expect(set({}, dispensary.somebody({ permissions: ['medicines:read'] }))).rejects.toThrow('medicines:manage');
  });

  it('is set once when several set it at once', async () => {
    const { dispensary, productId, set } = await kept();
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => set({ reorderPoint: index })));
    expect(answers.flatMap(({ userErrors }) => userErrors)).toEqual([]);
    const text = 'query ($id: ID!) { product(id: $id) { branchProducts { version } } }';
    expect(await dispensary.ask(text, { id: productId })).toEqual({ product: { branchProducts: [{ version: 10 }] } });
  });
});
