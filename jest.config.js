export default {
  testEnvironment: 'node',
  // Machines that test are busy: a test that hangs is told from one that waits for its turn.
  testTimeout: 240_000,
  // Modules loaded as ESM are never let go of: a worker that has grown is replaced between two suites.
  workerIdleMemoryLimit: '1500MB',
  globalSetup: './tests/setup/start-database.js',
  globalTeardown: './tests/setup/stop-database.js',
  setupFiles: ['reflect-metadata'],
  roots: ['<rootDir>/kernel', '<rootDir>/subgraphs', '<rootDir>/gateway', '<rootDir>/app', '<rootDir>/tests', '<rootDir>/sdk', '<rootDir>/bench/measure', '<rootDir>/bench/federation'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^#kernel/(.*)\\.js$': '<rootDir>/kernel/$1',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: { '\\.ts$': '@swc/jest' },
};
