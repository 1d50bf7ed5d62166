import fc from 'fast-check';
import { MalformedIdError, newId, newUuid, prefixOf, toTypeId, toUuid } from './type-id.js';

// Vectors of the TypeID specification 0.3.
const valid = [
  ['00000000000000000000000000', '00000000-0000-0000-0000-000000000000'],
  ['00000000000000000000000001', '00000000-0000-0000-0000-000000000001'],
  ['0000000000000000000000000a', '00000000-0000-0000-0000-00000000000a'],
  ['0000000000000000000000000g', '00000000-0000-0000-0000-000000000010'],
  ['00000000000000000000000010', '00000000-0000-0000-0000-000000000020'],
  ['7zzzzzzzzzzzzzzzzzzzzzzzzz', 'ffffffff-ffff-ffff-ffff-ffffffffffff'],
  ['0123456789abcdefghjkmnpqrs', '0110c853-1d09-52d8-d73e-1194e95b5f19'],
  ['01h455vb4pex5vsknk084sn02q', '01890a5d-ac96-774b-bcce-b302099a8057'],
] as const;

describe('a TypeID', () => {
  it.each(valid)('%s is %s', (suffix, uuid) => {
    expect(toTypeId('patient', uuid)).toBe(`patient_${suffix}`);
    expect(toUuid('patient', `patient_${suffix}`)).toBe(uuid);
  });

  it.each([
    'patient_8zzzzzzzzzzzzzzzzzzzzzzzzz',
    'patient_0123456789ABCDEFGHJKMNPQRS',
    'patient_0123456789abcdefghjkmnpqru',
    'patient_0123456789abcdefghjkmnpqr',
    'patient_0123456789abcdefghjkmnpqrss',
    'patient-0123456789abcdefghjkmnpqrs',
    'patient_ 123456789abcdefghjkmnpqrs',
    'branch_0123456789abcdefghjkmnpqrs',
    '_0123456789abcdefghjkmnpqrs',
    '01890a5d-ac96-774b-bcce-b302099a8057',
    '__proto__',
    '',
  ])('%p is not the id of a patient', (id) => {
    expect(() => toUuid('patient', id)).toThrow(MalformedIdError);
  });

  it('comes back from every uuid', () => {
    fc.assert(
      fc.property(fc.uuid(), (uuid) => {
        expect(toUuid('patient', toTypeId('patient', uuid))).toBe(uuid);
      }),
    );
  });

  it('grows within one process', () => {
    const ids = Array.from({ length: 20_000 }, () => newUuid());
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.every((id) => /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(id))).toBe(true);
  });

  it('says of which type it is', () => {
    expect(prefixOf(newId('patient'))).toBe('patient');
    expect(prefixOf('patient')).toBeNull();
    expect(prefixOf('Patient_0123456789abcdefghjkmnpqrs')).toBeNull();
  });
});
