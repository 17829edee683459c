/** The source of a repository class. */

import type { ThingNames } from './sources';

/** @param modelImport how the file imports the model */
export function repositorySource({ className, many }: ThingNames, modelImport: string): string {
  return `import { RepositoryFor } from '@tito/orm';
import { ${className} } from '${modelImport}';

/** Queries that belong together. All methods of a repository are there already. */
export class ${className}Repository extends RepositoryFor(${className}) {
  /** The ${many} that were made last, newest first. */
  newest(limit: number): Promise<${className}[]> {
    return this.all().reverse().limit(limit).toArray(); // ids rise with time
  }
}
`;
}
