import eslint from '@eslint/js';
import typescript from 'typescript-eslint';

/** Reading the environment and printing are for few places; everything else is handed what it needs. */
const environment = { object: 'process', property: 'env', message: 'Only app/configuration.ts reads the environment.' };

export default typescript.config(
  { ignores: ['dist/', 'dist-explorer/', 'dist-portal/', 'data/', 'sdk/dist/', '**/node_modules/', '**/generated/'] },
  eslint.configs.recommended,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [typescript.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', destructuredArrayIgnorePattern: '^_' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      // `void` marks a promise that is left to itself on purpose.
      '@typescript-eslint/no-floating-promises': ['error', { ignoreVoid: true }],
      'no-console': 'error',
      'no-restricted-properties': ['error', environment],
    },
  },
  { files: ['app/**/*.ts', 'bench/**/*.ts', 'gateway/explorer/build.ts'], rules: { 'no-console': 'off' } },
  { files: ['app/configuration.ts', 'kernel/testing/**', 'tests/**', 'bench/**', '**/*.test.ts'], rules: { 'no-restricted-properties': 'off' } },
  { files: ['**/*.js', '**/*.cjs'], languageOptions: { globals: { process: 'readonly', module: 'writable', globalThis: 'readonly' } } },
);
