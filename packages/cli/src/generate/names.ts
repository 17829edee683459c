/** Names in the forms that code wants. */

import { UsageError } from '../errors';

/** `order-line`, `OrderLine`, `orderLine` and `order_line` are the words `order` and `line`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase());
}

export function kebabCase(name: string): string {
  return wordsOf(name).join('-');
}

export function pascalCase(name: string): string {
  return wordsOf(name)
    .map((word) => word[0]?.toUpperCase() + word.slice(1))
    .join('');
}

export function camelCase(name: string): string {
  const pascal = pascalCase(name);
  return (pascal[0]?.toLowerCase() ?? '') + pascal.slice(1);
}

/** The regular plural in English, good enough for paths and variables: `box` is `boxes`, `city` is `cities`. */
export function plural(name: string): string {
  if (/[^aeiou]y$/i.test(name)) return `${name.slice(0, -1)}ies`;
  if (/(s|x|z|ch|sh)$/i.test(name)) return `${name}es`;
  return `${name}s`;
}

/**
 * Checks the name of something to be generated.
 *
 * @throws UsageError unless it is a word, or several joined by hyphens, underscores or capitals
 */
export function checkName(name: string): string {
  if (!/^[A-Za-z][A-Za-z0-9]*([_-][A-Za-z0-9]+)*$/.test(name) || RESERVED.has(camelCase(name))) {
    throw new UsageError(
      'a name is a word such as product or order-line, and none that TypeScript reserves',
      {
        name,
      },
    );
  }
  return name;
}

const RESERVED = new Set(
  (
    'abstract any as async await boolean break case catch class const continue debugger declare default delete do else ' +
    'enum export extends false finally for function if implements import in instanceof interface let new null number ' +
    'object package private protected public return static string super switch symbol this throw true try type typeof ' +
    'undefined var void while with yield'
  ).split(' '),
);
