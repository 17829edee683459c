/** What a project's package.json gets: packages that it lacks. */

import { applyEdits, modify } from 'jsonc-parser';
import { EditError } from '../errors';
import type { Framework, Project } from '../generate/project';

interface Wanted {
  readonly dependencies: readonly string[];
  readonly devDependencies: readonly string[];
}

/** Versions of what is not ours. */
const FOREIGN: Readonly<Record<string, string>> = {
  jest: '^30.0.0',
  '@jest/globals': '^30.0.0',
  'ts-jest': '^29.4.0',
  typescript: '>=5.9 <7',
  '@types/node': '^20.19.0',
  '@types/express': '^5.0.0',
};

const OWN: Readonly<Record<Framework, readonly string[]>> = {
  nest: ['@tito/nestjs', '@tito/orm'],
  express: ['@tito/express', '@tito/orm'],
  none: ['@tito/orm'],
};

/** Nest brings its tools along. */
const TOOLS: Readonly<Record<Framework, readonly string[]>> = {
  nest: ['@jest/globals'],
  express: ['@jest/globals', '@types/express', '@types/node', 'jest', 'ts-jest', 'typescript'],
  none: ['@jest/globals', '@types/node', 'jest', 'ts-jest', 'typescript'],
};

const JEST = { preset: 'ts-jest', testEnvironment: 'node', roots: ['<rootDir>/src'] };

/**
 * Adds packages that the project does not name yet, and a jest configuration where there is none.
 *
 * @param version of our packages
 * @throws EditError without a package.json
 */
export function editPackageJson(project: Project, version: string): (before: string | null) => string {
  return (before) => {
    if (before === null) throw new EditError('package.json is gone', { root: project.root });
    const wanted = wantedBy(project.framework);
    let text = before;
    const set = (path: string[], value: unknown): void => {
      const formattingOptions = { insertSpaces: true, tabSize: 2 };
      text = applyEdits(text, modify(text, path, value, { formattingOptions }));
    };
    for (const sort of ['dependencies', 'devDependencies'] as const) {
      for (const name of wanted[sort]) {
        if (!project.dependencies.has(name)) set([sort, name], FOREIGN[name] ?? `^${version}`);
      }
    }
    const { scripts, jest } = project.packageJson as { scripts?: Record<string, string>; jest?: unknown };
    if (project.framework !== 'nest') {
      if (scripts?.['build'] === undefined) set(['scripts', 'build'], 'tsc');
      if (scripts?.['test'] === undefined || NPM_PLACEHOLDER.test(scripts['test'])) {
        set(['scripts', 'test'], 'jest');
      }
      if (jest === undefined && !project.dependencies.has('jest')) set(['jest'], JEST);
    }
    return text;
  };
}

/** What `npm init` writes. */
const NPM_PLACEHOLDER = /no test specified/;

function wantedBy(framework: Framework): Wanted {
  return {
    dependencies: OWN[framework],
    devDependencies: ['@tito/cli', '@tito/server', ...TOOLS[framework]],
  };
}
