import { expect, test } from '@jest/globals';
import { startNode } from '../support/program';

test.each([
  ['no name', []],
  ['an unknown name', ['nowhere']],
])('npm run example with %s lists the examples and exits with 64', async (_what, args) => {
  const { code, stderr } = await startNode(['scripts/dist/example.js', ...args]).ended();
  expect(stderr).toContain('Examples: crud, blog, queue, express-app, nestjs-app.');
  expect(code).toBe(64);
});

test('npm run test:cluster without a cluster says how to name one and exits with 64', async () => {
  const { code, stderr } = await startNode(['scripts/dist/test-cluster.js'], { TITO_PD: '' }).ended();
  expect(stderr).toContain('TITO_PD=host:port');
  expect(code).toBe(64);
});
