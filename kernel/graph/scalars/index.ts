export { BigIntScalar } from './big-int.js';
export { CurrencyScalar, minorDigits } from './currency.js';
export { JsonScalar } from './json.js';
export { PhoneNumberScalar, toE164 } from './phone-number.js';
export { DateScalar, DateTimeScalar, isDate, isTimeZone, LocalTimeScalar, TimeZoneScalar } from './time.js';
