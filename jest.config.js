export default {
  testEnvironment: 'node',
  testTimeout: 30_000,
  globalSetup: './tests/setup/start-database.js',
  globalTeardown: './tests/setup/stop-database.js',
  setupFiles: ['reflect-metadata'],
  roots: ['<rootDir>/kernel', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/app', '<rootDir>/tests', '<rootDir>/bench/measure', '<rootDir>/bench/federation'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#kernel/(.*)\\.js$': '<rootDir>/kernel/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '\\.ts$': '@swc/jest' },
};
