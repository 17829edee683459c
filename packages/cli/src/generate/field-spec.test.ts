import { describe, expect, test } from '@jest/globals';
import { UsageError } from '../errors';
import { parseFields } from './field-spec';

describe('fields of the command line', () => {
  test('say name, kind, whether they may be absent, and their index', () => {
    expect(
      parseFields(['email:string:unique', 'age?:int', 'price:decimal:index', 'author?:ref=user-account']),
    ).toEqual({
      fields: [
        { name: 'email', kind: 'string', isOptional: false, mark: 'unique' },
        { name: 'age', kind: 'int', isOptional: true, mark: null },
        { name: 'price', kind: 'decimal', isOptional: false, mark: 'index' },
      ],
      references: [{ name: 'author', target: 'UserAccount', isOptional: true }],
    });
  });

  test.each([
    ['no kind', 'email'],
    ['an unknown kind', 'email:text'],
    ['a kind that every object has by inheritance', 'email:constructor'],
    ['an unknown mark', 'email:string:primary'],
    ['one part too many', 'email:string:unique:index'],
    ['a name that is none', 'e-mail:string'],
    ['a name that every model has', 'id:string'],
    ['a dangerous name', '__proto__:string'],
    ['nothing', ''],
  ])('refuse %s', (_, text) => {
    expect(() => parseFields([text])).toThrow(UsageError);
  });

  test('refuse a name that is given twice', () => {
    expect(() => parseFields(['a:int', 'a:string'])).toThrow(UsageError);
  });
});
