import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { ARCHITECTURE } from '../../scripts/src/architecture';
import { checkWorkspace } from '../../scripts/src/check-workspace';
import { loadWorkspace } from '../../scripts/src/load-workspace';

test('this workspace keeps its own rules', () => {
  const files = loadWorkspace(resolve(__dirname, '..', '..'));
  expect(files.size).toBeGreaterThan(50);
  const { problems } = checkWorkspace(files, ARCHITECTURE);
  expect(problems.map(({ path, line, message }) => `${path}:${line} ${message}`)).toEqual([]);
});
