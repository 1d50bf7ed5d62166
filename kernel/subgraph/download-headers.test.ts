import { describedBy, downloadHeaders } from './download-headers.js';

describe('the headers of a file', () => {
  it.each([
    ['stock.csv', 'stock.csv', 'stock.csv'],
    ['жор 12.pdf', '___ 12.pdf', '%D0%B6%D0%BE%D1%80%2012.pdf'],
    ['50% "off" (it\'s).txt', "50_ _off_ (it's).txt", '50%25%20%22off%22%20%28it%27s%29.txt'],
  ])('say its name, %s, in ASCII and whole, and give it back', (name, plain, whole) => {
    const described = { name, type: 'text/plain; charset=utf-8', length: 3 };
    const headers = downloadHeaders(described);
    expect(headers).toEqual({
      'content-type': 'text/plain; charset=utf-8',
      'content-disposition': `attachment; filename="${plain}"; filename*=UTF-8''${whole}`,
      'content-length': '3',
    });
    expect(describedBy(headers)).toEqual(described);
  });

  it.each([
    ['a path', '../etc/passwd', '.._etc_passwd'],
    ["another system's path", 'C:\\stock.csv', 'C:_stock.csv'],
    ['another header', 'a\r\nset-cookie: b=c', 'a__set-cookie: b=c'],
    ['letters that turn round', 'stock\u202excod.exe', 'stock_xcod.exe'],
    ['half a letter', 'stock\ud800.csv', 'stock\ufffd.csv'],
  ])('carry no %s in its name', (_, name, safe) => {
    expect(describedBy(downloadHeaders({ name, type: 'text/csv', length: null }))).toEqual({ name: safe, type: 'text/csv', length: null });
  });
});
