import { isLinterName, linterNamed, type LinterName } from './linter.js';

const primary = '0' + '614141' + '123456' + '2' + '50' + '1' + '3' + '0' + '101';

describe.each<[LinterName, string[], [text: string, code: string, at: number][]]>([
  ['csetnumeric', ['', '0123456789'], [['12a', 'NON_DIGIT_CHARACTER', 2]]],
  [
    'cset39',
    ['#-/019AZ'],
    [
      ['AB-c', 'INVALID_CSET39_CHARACTER', 3],
      ['A B', 'INVALID_CSET39_CHARACTER', 1],
    ],
  ],
  [
    'cset64',
    ['', 'AZaz09-_', 'AA==', 'AAA='],
    [
      ['A+', 'INVALID_CSET64_CHARACTER', 1],
      ['AA=A', 'INVALID_CSET64_CHARACTER', 2],
      ['A====', 'INVALID_CSET64_PADDING', 1],
      ['AAAA=', 'INVALID_CSET64_PADDING', 4],
    ],
  ],
  [
    'gcppos1',
    ['9501', '9501101530003', '9501ABC'],
    [
      ['950', 'TOO_SHORT_FOR_GCP', 0],
      ['', 'TOO_SHORT_FOR_GCP', 0],
      ['95X1', 'INVALID_GCP_PREFIX', 2],
    ],
  ],
  [
    'gcppos2',
    ['09501', 'X9501'],
    [
      ['0950', 'TOO_SHORT_FOR_GCP', 0],
      ['0X501', 'INVALID_GCP_PREFIX', 1],
    ],
  ],
  [
    'iban',
    ['GB82WEST12345698765432', 'NO9386011117947', 'FR1420041010050500013M02606'],
    [
      ['GB82WEST12', 'IBAN_TOO_SHORT', 0],
      ['GB82WEST 2345698765432', 'INVALID_IBAN_CHARACTER', 8],
      ['XX82WEST12345698765432', 'ILLEGAL_IBAN_COUNTRY_CODE', 0],
      ['GB82WEST12345698765423', 'INCORRECT_IBAN_CHECKSUM', 2],
    ],
  ],
  [
    'iso3166',
    ['496', '894', '764', '004'],
    [
      ['999', 'NOT_ISO3166', 0],
      ['4', 'NOT_ISO3166', 0],
      ['MNG', 'NOT_ISO3166', 0],
    ],
  ],
  ['iso3166999', ['999', '250'], [['998', 'NOT_ISO3166_OR_999', 0]]],
  [
    'iso3166alpha2',
    ['MN', 'ZM', 'TH'],
    [
      ['XX', 'NOT_ISO3166_ALPHA2', 0],
      ['mn', 'NOT_ISO3166_ALPHA2', 0],
    ],
  ],
  [
    'iso4217',
    ['496', '967', '764', '008'],
    [
      ['000', 'NOT_ISO4217', 0],
      ['8', 'NOT_ISO4217', 0],
      ['MNT', 'NOT_ISO4217', 0],
    ],
  ],
  [
    'mediatype',
    ['01', '10', '80', '99'],
    [
      ['00', 'INVALID_MEDIA_TYPE', 0],
      ['11', 'INVALID_MEDIA_TYPE', 0],
      ['79', 'INVALID_MEDIA_TYPE', 0],
      ['1', 'INVALID_MEDIA_TYPE', 0],
    ],
  ],
  [
    'packagetype',
    ['PX', 'CT', '8', 'APE', '200'],
    [
      ['', 'INVALID_PACKAGE_TYPE', 0],
      ['XX', 'INVALID_PACKAGE_TYPE', 0],
      ['px', 'INVALID_PACKAGE_TYPE', 0],
    ],
  ],
  [
    'winding',
    ['0', '1', '9'],
    [
      ['2', 'INVALID_WINDING_DIRECTION', 0],
      ['', 'INVALID_WINDING_DIRECTION', 0],
      ['00', 'INVALID_WINDING_DIRECTION', 0],
    ],
  ],
  [
    'importeridx',
    ['-', '0', 'A', '_', 'z'],
    [
      ['', 'IMPORTER_IDX_MUST_BE_ONE_CHARACTER', 0],
      ['AA', 'IMPORTER_IDX_MUST_BE_ONE_CHARACTER', 0],
      ['!', 'INVALID_IMPORT_IDX_CHARACTER', 0],
    ],
  ],
  [
    'hyphen',
    ['-', '--'],
    [
      ['', 'NOT_HYPHEN', 0],
      ['-+', 'NOT_HYPHEN', 0],
    ],
  ],
  [
    'pcenc',
    ['', 'Steppe%20Clinic', '%c3%9f'],
    [
      ['100%', 'INVALID_PERCENT_SEQUENCE', 3],
      ['%2', 'INVALID_PERCENT_SEQUENCE', 0],
      ['a%g0', 'INVALID_PERCENT_SEQUENCE', 1],
    ],
  ],
  [
    'posinseqslash',
    ['1/1', '1/2', '9/10', '123/124'],
    [
      ['2/1', 'POSITION_EXCEEDS_END', 0],
      ['10/9', 'POSITION_EXCEEDS_END', 0],
      ['0/1', 'ILLEGAL_ZERO_PREFIX', 0],
      ['1/02', 'ILLEGAL_ZERO_PREFIX', 2],
      ['1', 'POSITION_IN_SEQUENCE_MALFORMED', 0],
      ['1/', 'POSITION_IN_SEQUENCE_MALFORMED', 0],
      ['1/2/3', 'POSITION_IN_SEQUENCE_MALFORMED', 0],
    ],
  ],
  [
    'hh',
    ['00', '23'],
    [
      ['24', 'ILLEGAL_HOUR', 0],
      ['1', 'HOUR_TOO_SHORT', 0],
      ['111', 'HOUR_TOO_LONG', 0],
      ['1x', 'NON_DIGIT_CHARACTER', 1],
    ],
  ],
  [
    'mi',
    ['00', '59'],
    [
      ['60', 'ILLEGAL_MINUTE', 0],
      ['', 'MINUTE_TOO_SHORT', 0],
      ['111', 'MINUTE_TOO_LONG', 0],
    ],
  ],
  [
    'ss',
    ['00', '59'],
    [
      ['60', 'ILLEGAL_SECOND', 0],
      ['1', 'SECOND_TOO_SHORT', 0],
      ['111', 'SECOND_TOO_LONG', 0],
    ],
  ],
  [
    'couponposoffer',
    ['00' + '614141' + '123456' + '0' + '654321', '16' + '123456789012' + '123456' + '9' + '123456789012345'],
    [
      ['', 'COUPON_MISSING_FORMAT_CODE', 0],
      ['2', 'COUPON_INVALID_FORMAT_CODE', 0],
      ['0', 'COUPON_MISSING_FUNDER_VLI', 1],
      ['07', 'COUPON_INVALID_FUNDER_LENGTH', 1],
      ['0061414', 'COUPON_TRUNCATED_FUNDER', 2],
      ['0061414112345', 'COUPON_TRUNCATED_OFFER_CODE', 8],
      ['00614141123456', 'COUPON_MISSING_SERIAL_NUMBER_VLI', 14],
      ['00614141123456065432', 'COUPON_TRUNCATED_SERIAL_NUMBER', 15],
      ['0061414112345606543211', 'COUPON_EXCESS_DATA', 21],
      ['00x', 'NON_DIGIT_CHARACTER', 2],
    ],
  ],
  [
    'couponcode',
    [
      primary,
      '0614141' + '123456' + '3123' + '5' + '12345' + '9' + '999',
      '0614141' + '123456' + '111' + '1' + '0' + '000' + '1' + '3' + '11' + '0' + '000' + '9',
      '0614141' +
        '123456' +
        '111' +
        '1' +
        '0' +
        '000' +
        '2' +
        '11' +
        '0' +
        '000' +
        '0' +
        '614141' +
        '3' +
        '261231' +
        '4' +
        '260101' +
        '5' +
        '0' +
        '654321' +
        '6' +
        '1' +
        '1234567' +
        '9' +
        '0' +
        '2' +
        '5' +
        '1',
    ],
    [
      ['', 'COUPON_MISSING_GCP_VLI', 0],
      ['7', 'COUPON_INVALID_GCP_LENGTH', 0],
      ['061414', 'COUPON_TRUNCATED_GCP', 1],
      ['061414112345', 'COUPON_TRUNCATED_OFFER_CODE', 7],
      ['0614141123456', 'COUPON_MISSING_SAVE_VALUE_VLI', 13],
      ['06141411234560', 'COUPON_INVALID_SAVE_VALUE_LENGTH', 13],
      ['061414112345621', 'COUPON_TRUNCATED_SAVE_VALUE', 14],
      ['061414112345611', 'COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_VLI', 15],
      ['06141411234561115', 'COUPON_MISSING_1ST_PURCHASE_REQUIREMENT_CODE', 17],
      ['061414112345611155', 'COUPON_INVALID_1ST_PURCHASE_REQUIREMENT_CODE', 17],
      ['0614141123456111500', 'COUPON_TRUNCATED_1ST_PURCHASE_FAMILY_CODE', 18],
      ['061414112345611150000' + '14', 'COUPON_INVALID_ADDITIONAL_PURCHASE_RULES_CODE', 22],
      ['061414112345611150000' + '10110000' + '7', 'COUPON_INVALID_2ND_PURCHASE_GCP_LENGTH', 29],
      ['061414112345611150000' + '326123', 'COUPON_TOO_SHORT_FOR_EXPIRATION_DATE', 22],
      ['061414112345611150000' + '3261200', 'COUPON_INVALID_EXIPIRATION_DATE', 22],
      ['061414112345611150000' + '4261301', 'COUPON_INVALID_START_DATE', 22],
      ['061414112345611150000' + '3261231' + '4270101', 'COUPON_EXPIRATION_BEFORE_START', 35],
      ['061414112345611150000' + '60', 'COUPON_INVALID_RETAILER_GCP_OR_GLN_LENGTH', 22],
      ['061414112345611150000' + '93', 'COUPON_INVALID_SAVE_VALUE_CODE', 22],
      ['061414112345611150000' + '90', 'COUPON_MISSING_SAVE_VALUE_APPLIES_TO_ITEM', 23],
      ['061414112345611150000' + '90052', 'COUPON_INVALID_DONT_MULTIPLY_FLAG', 25],
      ['061414112345611150000' + '4260101' + '3261231', 'COUPON_EXCESS_DATA', 28],
    ],
  ],
])('%s', (name, good, bad) => {
  it.each(good)('passes %p', (text) => {
    expect(linterNamed(name)(text)).toBeNull();
  });

  it.each(bad)('refuses %p: %s', (text, code, at) => {
    expect(linterNamed(name)(text)).toMatchObject({ code, at });
  });
});

it('knows linters by the names of the dictionary only', () => {
  expect(isLinterName('csum')).toBe(true);
  expect(isLinterName('toString')).toBe(false);
});
