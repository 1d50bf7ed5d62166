import { yymmdd } from './dates-and-times.js';
import { nonDigit, type Finding, type Linter } from './finding.js';

/** Reads a coupon's fields one behind the other and keeps the first fault; behind a fault, nothing more is read. */
class CouponFields {
  finding: Finding | null;
  private at = 0;

  constructor(private readonly text: string) {
    this.finding = nonDigit(text);
  }

  /** Whether the next optional field is the one of that number; its number is then behind. */
  begins(number: string): boolean {
    if (this.finding || this.text[this.at] !== number) return false;
    this.at += 1;
    return true;
  }

  /** One digit out of those allowed. */
  digit(name: string, allowed: RegExp): string {
    const digit = this.text[this.at];
    if (digit === undefined) return this.fault(`COUPON_MISSING_${name}`, `lacks ${words(name)}`);
    if (!allowed.test(digit)) return this.fault(`COUPON_INVALID_${name}`, `has ${digit} for ${words(name)}, which is not allowed`);
    return this.take(1);
  }

  /** So many digits, whatever they are. */
  digits(name: string, length: number, code = `COUPON_TRUNCATED_${name}`): string {
    if (this.text.length - this.at < length) return this.fault(code, `is cut short in ${words(name)}`);
    return this.take(length);
  }

  /** A digit that says how much longer than `least` the field is, then the field. 9 stands for none where `mayBeNone`. */
  sized(name: string, allowed: RegExp, least: number, mayBeNone = false): void {
    const size = this.text[this.at];
    if (size === undefined) return void this.fault(`COUPON_MISSING_${name}_VLI`, `lacks the length of ${words(name)}`);
    if (!allowed.test(size))
      return void this.fault(`COUPON_INVALID_${name}_LENGTH`, `has ${size} for the length of ${words(name)}, which is not allowed`);
    this.take(1);
    this.digits(name, mayBeNone && size === '9' ? 0 : least + Number(size));
  }

  date(name: string, invalid: string): string {
    const from = this.at;
    const text = this.digits(name, 6, `COUPON_TOO_SHORT_FOR_${name}`);
    if (!this.finding && yymmdd(text)) this.fault(invalid, `has ${text} for ${words(name)}, which is no date`, from);
    return text;
  }

  fault(code: string, because: string, at = this.at): '' {
    this.finding ??= { code, at, because };
    return '';
  }

  /** The verdict, when all that a coupon can hold has been read. */
  end(): Finding | null {
    if (!this.finding && this.at < this.text.length) this.fault('COUPON_EXCESS_DATA', 'goes on behind its last field');
    return this.finding;
  }

  private take(length: number): string {
    const text = this.finding ? '' : this.text.slice(this.at, this.at + length);
    if (!this.finding) this.at += length;
    return text;
  }
}

/** A North American coupon ("North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols"), in AI 8110. */
export const couponcode: Linter = (text) => {
  const fields = new CouponFields(text);
  fields.sized('GCP', /[0-6]/, 6);
  fields.digits('OFFER_CODE', 6);
  fields.sized('SAVE_VALUE', /[1-5]/, 0);
  purchase(fields, '1ST');
  if (fields.begins('1')) {
    fields.digit('ADDITIONAL_PURCHASE_RULES_CODE', /[0-3]/);
    purchase(fields, '2ND');
    fields.sized('2ND_PURCHASE_GCP', /[0-69]/, 6, true);
  }
  if (fields.begins('2')) {
    purchase(fields, '3RD');
    fields.sized('3RD_PURCHASE_GCP', /[0-69]/, 6, true);
  }
  // The name of the second fault is misspelled in GS1's own tests.
  const expiry = fields.begins('3') ? fields.date('EXPIRATION_DATE', 'COUPON_INVALID_EXIPIRATION_DATE') : null;
  const start = fields.begins('4') ? fields.date('START_DATE', 'COUPON_INVALID_START_DATE') : null;
  if (expiry !== null && start !== null && expiry < start) fields.fault('COUPON_EXPIRATION_BEFORE_START', 'ends before it starts');
  if (fields.begins('5')) fields.sized('SERIAL_NUMBER', /\d/, 6);
  if (fields.begins('6')) fields.sized('RETAILER_GCP_OR_GLN', /[1-7]/, 6);
  if (fields.begins('9')) {
    fields.digit('SAVE_VALUE_CODE', /[01256]/);
    fields.digit('SAVE_VALUE_APPLIES_TO_ITEM', /[0-2]/);
    fields.digit('STORE_COUPON_FLAG', /\d/);
    fields.digit('DONT_MULTIPLY_FLAG', /[01]/);
  }
  return fields.end();
};

/** A coupon of a positive offer file ("GS1 AI (8112) Coupon Data Specification"). */
export const couponposoffer: Linter = (text) => {
  const fields = new CouponFields(text);
  fields.digit('FORMAT_CODE', /[01]/);
  fields.sized('FUNDER', /[0-6]/, 6);
  fields.digits('OFFER_CODE', 6);
  fields.sized('SERIAL_NUMBER', /\d/, 6);
  return fields.end();
};

function purchase(fields: CouponFields, which: '1ST' | '2ND' | '3RD'): void {
  fields.sized(`${which}_PURCHASE_REQUIREMENT`, /[1-5]/, 0);
  fields.digit(`${which}_PURCHASE_REQUIREMENT_CODE`, /[0-49]/);
  fields.digits(`${which}_PURCHASE_FAMILY_CODE`, 3);
}

function words(name: string): string {
  return `its ${name.toLowerCase().replaceAll('_', ' ')}`;
}
