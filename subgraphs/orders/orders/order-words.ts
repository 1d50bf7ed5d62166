import { mostLetters } from '#kernel/graph/text-length.js';
import { userError, type UserError } from '#kernel/graph/user-error.js';
import type { DeliveryPlaceInput } from './order.inputs.js';
import type { DeliveryPlace } from './order.js';

interface Words {
  readonly note?: string | null;
  readonly requestedFrom?: Date | null;
  readonly requestedUntil?: Date | null;
  readonly deliveryPlace?: DeliveryPlaceInput | null;
  readonly lines?: readonly { readonly note?: string | null }[] | null;
}

/** What is wrong with the words and times of an order. */
export function wordErrors({ note, requestedFrom, requestedUntil, deliveryPlace, lines }: Words): UserError[] {
  const errors: UserError[] = [];
  const long = (text: string | null | undefined, most: number, field: readonly string[]): void => {
    if ((text?.length ?? 0) > most)
      errors.push(userError('INVALID', `${field.at(-1)} holds at most ${most} characters.`, ['input', ...field]));
  };
  long(note, mostLetters.text, ['note']);
  for (const [index, line] of (lines ?? []).entries()) long(line.note, mostLetters.text, ['lines', String(index), 'note']);
  if (requestedFrom && requestedUntil && requestedUntil < requestedFrom)
    errors.push(
      userError('INVALID', 'It is wanted until before it is wanted: send requestedUntil after requestedFrom.', ['input', 'requestedUntil']),
    );
  if (!deliveryPlace) return errors;
  const { name, address, latitude, longitude } = deliveryPlace;
  long(name, mostLetters.name, ['deliveryPlace', 'name']);
  long(address, mostLetters.text, ['deliveryPlace', 'address']);
  if (!name.trim()) errors.push(userError('REQUIRED', 'Say who takes it there.', ['input', 'deliveryPlace', 'name']));
  if (!address.trim()) errors.push(userError('REQUIRED', 'Say where it is brought.', ['input', 'deliveryPlace', 'address']));
  if ((latitude == null) !== (longitude == null) || Math.abs(latitude ?? 0) > 90 || Math.abs(longitude ?? 0) > 180)
    errors.push(
      userError('INVALID', 'A place is -90 to 90 degrees north and -180 to 180 degrees east: send both, or neither.', [
        'input',
        'deliveryPlace',
        'latitude',
      ]),
    );
  return errors;
}

export function placeFrom(input: DeliveryPlaceInput | null | undefined): DeliveryPlace | null {
  if (!input) return null;
  const { name, phone, address, latitude, longitude } = input;
  return { name: name.trim(), phone: phone ?? null, address: address.trim(), latitude: latitude ?? null, longitude: longitude ?? null };
}
