import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../errors';
import { camelCase, checkName, kebabCase, pascalCase, plural } from './names';

describe('names', () => {
  test.each(['order-line', 'orderLine', 'OrderLine', 'order_line'])(
    '%s is the same in every form',
    (name) => {
      expect([kebabCase(name), pascalCase(name), camelCase(name)]).toEqual([
        'order-line',
        'OrderLine',
        'orderLine',
      ]);
    },
  );

  test.each([
    ['product', 'products'],
    ['city', 'cities'],
    ['day', 'days'],
    ['box', 'boxes'],
    ['branch', 'branches'],
    ['address', 'addresses'],
  ])('one %s, many %s', (one, many) => expect(plural(one)).toBe(many));

  test.each(['class', '', '9lives', 'a b', '../x', 'a/b', 'delete'])('%j is none', (name) => {
    expect(() => checkName(name)).toThrow(UsageError);
  });
});
