import { isLoopbackAddress, isPublicAddress } from './public-address.js';
import { WebhookTargets } from './webhook-target.js';

const closed = [
  ['of a private network', ['10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', 'fc00::1', 'fd12:3456::1']],
  ['of the machine itself', ['127.0.0.1', '127.255.0.9', '0.0.0.0', '::1', '::']],
  ['of a link', ['169.254.1.1', 'fe80::1', 'fe80::1%eth0']],
  ['at which clouds answer their machines', ['169.254.169.254', 'fd00:ec2::254', '168.63.129.16', '100.100.100.200', '192.0.0.192']],
  ['of carriers', ['100.64.0.1', '100.127.255.255']],
  ['of groups', ['224.0.0.1', '239.255.255.255', '255.255.255.255', 'ff02::1']],
  [
    'that hides an IPv4 address',
    [
      '::ffff:127.0.0.1',
      '::ffff:7f00:1',
      '::ffff:8.8.8.8',
      '::127.0.0.1',
      '64:ff9b::10.0.0.1',
      '64:ff9b::8.8.8.8',
      '2002:7f00:1::',
      '2001:0:7f00:1::',
    ],
  ],
  ['for documentation and tests', ['192.0.2.1', '198.51.100.7', '203.0.113.9', '198.18.0.1', '2001:db8::1', '3fff::1']],
  ['of nobody', ['240.0.0.1', '4000::1', 'localhost', '', '1.2.3']],
] as const;

describe('an address', () => {
  it.each(closed)('%s is closed', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  it('of the Internet is open, up to the borders of what is closed', () => {
    const open = [
      '8.8.8.8',
      '1.1.1.1',
      '172.15.255.255',
      '172.32.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '223.255.255.255',
      '2606:4700:4700::1111',
      '2a00:1450::1',
      '2001:200::1',
    ];
    expect(open.filter(isPublicAddress)).toEqual(open);
  });

  it('is loopback or not', () => {
    expect(['127.0.0.1', '::1', '127.9.9.9', '10.0.0.1', '::ffff:127.0.0.1', 'fe80::1%lo'].map(isLoopbackAddress)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});

describe('the URL of a webhook', () => {
  const targets = new WebhookTargets(false);
  const forBuilders = new WebhookTargets(true);

  it.each([
    ['https://lims.example/hooks', null],
    ['https://lims.example:8443/hooks?lab=1', null],
    ['https://8.8.8.8/', null],
    ['https://[2606:4700:4700::1111]/', null],
    ['lims.example', /no URL/],
    ['http://lims.example/', /https:/],
    ['ftp://lims.example/', /https:/],
    ['https://user:secret@lims.example/', /name or password/],
    ['https://lims.example/#part', /after #/],
    ['https://localhost/', /on the Internet/],
    ['https://127.0.0.1/', /on the Internet/],
    ['https://2130706433/', /on the Internet/],
    ['https://0x7f.1/', /on the Internet/],
    ['https://0177.0.0.1./', /on the Internet/],
    ['https://[::ffff:10.0.0.1]/', /on the Internet/],
    ['https://169.254.169.254/latest/meta-data', /on the Internet/],
    [`https://lims.example/${'x'.repeat(1_000)}`, /longer/],
  ])('%s', (url, problem) => {
    const found = targets.problemWith(url);
    if (problem) expect(found).toMatch(problem);
    else expect(found).toBeNull();
  });

  it('may be of the own machine, by http, where that is allowed, and of no other', () => {
    expect(['http://127.0.0.1:9000/', 'http://localhost:9000/', 'https://[::1]/'].map((url) => forBuilders.problemWith(url))).toEqual([
      null,
      null,
      null,
    ]);
    expect(['http://lims.example/', 'http://10.0.0.1/', 'https://10.0.0.1/'].map((url) => forBuilders.problemWith(url) !== null)).toEqual([
      true,
      true,
      true,
    ]);
  });
});
