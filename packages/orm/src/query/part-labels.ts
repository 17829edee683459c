/** Parts of indexes as people write them: `address.city`, `tags.each`, `email.ci`, `createdAt.desc`. */

import type { IndexMetadata } from '../metadata/model-metadata';

export function columnLabels({ parts }: IndexMetadata): string[] {
  return parts.map(({ path, eachAt, isCaseInsensitive, isDescending }) => {
    const steps = eachAt === null ? [...path] : [...path.slice(0, eachAt), 'each', ...path.slice(eachAt)];
    return [...steps, ...(isCaseInsensitive ? ['ci'] : []), ...(isDescending ? ['desc'] : [])].join('.');
  });
}
