/** Why an item cannot change hands so, for a program to branch on; the message is for the person who hands it over. */
export type CustodyErrorCode =
  'OTHER_ITEM' | 'NOT_HOLDER' | 'SAME_PARTY' | 'TIME_BACKWARDS' | 'INVALID_TIME' | 'INVALID_PLACE' | 'INVALID_TEMPERATURE';

export class CustodyError extends Error {
  override readonly name = 'CustodyError';

  constructor(
    readonly code: CustodyErrorCode,
    message: string,
  ) {
    super(message);
  }
}
