import { readConfiguration } from './configuration.js';

describe('where third parties find us', () => {
  it('is an origin, and nothing more', () => {
    expect(readConfiguration({}).publicUrl).toBeNull();
    expect(readConfiguration({ PUBLIC_URL: 'https://api.caregraph.example/' }).publicUrl).toBe('https://api.caregraph.example');
    expect(() => readConfiguration({ PUBLIC_URL: 'https://api.caregraph.example/v1' })).toThrow(/set it to https:\/\/api\.caregraph\.example/);
    expect(() => readConfiguration({ PUBLIC_URL: 'api.caregraph.example' })).toThrow(/PUBLIC_URL is not an address/);
  });
});

describe('webhooks to the own machine', () => {
  it('are for those who build, and only when they say so', () => {
    expect(readConfiguration({}).webhooksToLoopback).toBe(false);
    expect(readConfiguration({ WEBHOOKS_TO_LOOPBACK: 'true' }).webhooksToLoopback).toBe(true);
    expect(readConfiguration({ NODE_ENV: 'production' }).webhooksToLoopback).toBe(false);
    expect(() => readConfiguration({ WEBHOOKS_TO_LOOPBACK: 'true', NODE_ENV: 'production' })).toThrow(/WEBHOOKS_TO_LOOPBACK/);
  });
});
