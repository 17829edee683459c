import { describe, expect, test } from '@jest/globals';
import { Event } from '../decorators/event.decorator';
import { CreatedAt, Field, Id, Version } from '../decorators/field.decorator';
import { Index, Unique } from '../decorators/index.decorator';
import { Model } from '../decorators/model.decorator';
import { Relation } from '../decorators/relation.decorator';
import { DefinitionError, UnknownModelError } from '../errors';
import type { ModelClass } from './declarations';
import { type F, key } from './key-definition';
import { ModelRegistry } from './model-registry';
import type { Many, Ref } from './references';

/** The error that registering gives. */
function refusal(...models: ModelClass[]): DefinitionError {
  try {
    new ModelRegistry(models);
  } catch (error) {
    if (error instanceof DefinitionError) return error;
    throw error;
  }
  throw new Error('registered without an error');
}

describe('registering a model', () => {
  test('refuses a class without @Model and names it', () => {
    class Plain {
      @Id() id!: string;
    }
    expect(refusal(Plain)).toMatchObject({ code: 'ORM_DEFINITION', details: { class: 'Plain' } });
  });

  test('refuses a subclass that has no @Model of its own', () => {
    @Model('base')
    class Base {
      @Id() id!: string;
    }
    class Sub extends Base {}
    expect(refusal(Sub).details).toEqual({ class: 'Sub' });
  });

  test('refuses what is no class, as a circular import leaves it', () => {
    expect(refusal(undefined as never).message).toMatch(/circular/);
  });

  test('refuses a model without an id, and one with two', () => {
    @Model('a')
    class NoId {
      @Field('string') name!: string;
    }
    @Model('b')
    class TwoIds {
      @Id() a!: string;
      @Id() b!: string;
    }
    expect(refusal(NoId).message).toMatch(/@Id/);
    expect(refusal(TwoIds).details).toEqual({ class: 'TwoIds', properties: ['a', 'b'] });
  });

  test('refuses two models with one name', () => {
    @Model('same')
    class A {
      @Id() id!: string;
    }
    @Model('same')
    class B {
      @Id() id!: string;
    }
    expect(refusal(A, B).details).toEqual({ name: 'same', classes: ['A', 'B'] });
  });

  test('refuses a property whose type the compiler does not tell, and says what to write', () => {
    @Model('x')
    class Unclear {
      @Id() id!: string;
      @Field() name!: string | null;
    }
    const error = refusal(Unclear);
    expect(error.message).toContain("@Field('string')");
    expect(error.details).toMatchObject({ class: 'Unclear', property: 'name' });
  });

  test('takes the kind from the declared type where the compiler tells it', () => {
    @Model('x')
    class Clear {
      @Id() id!: string;
      @Field() text!: string;
      @Field() number!: number;
      @Field() big!: bigint;
      @Field() flag!: boolean;
      @Field() when!: Date;
      @Field() bytes!: Uint8Array;
    }
    const [model] = new ModelRegistry([Clear]).models;
    expect(model!.columns.map(({ shape }) => (shape.of === 'value' ? shape.kind.name : shape.of))).toEqual([
      'string',
      'double',
      'bigint',
      'boolean',
      'date',
      'bytes',
    ]);
  });

  test.each([
    ['a static that is no key', { byName: 5 }],
    ['a key of nothing', { byName: key(() => []) }],
    ['a key that is not of parts', { byName: key(() => ['name'] as never) }],
    ['a key of an unknown field', { byName: key((x: F<{ nope: string }>) => [x.nope]) }],
    ['a path into text', { byName: key((x: F<{ name: { first: string } }>) => [x.name.first]) }],
    ['text without case in a number', { byName: key((x: F<{ age: string }>) => [x.age.ci]) }],
    ['a json field as a whole', { byName: key((x: F<{ data: string }>) => [x.data]) }],
  ])('refuses %s as an index', (_, statics) => {
    class Wrong {
      @Id() id!: string;
      @Field('string') name!: string;
      @Field('int') age!: number;
      @Field('json') data!: unknown;
      static byName: unknown;
    }
    Object.assign(Wrong, statics);
    (Index() as (target: object, property: string) => void)(Wrong, 'byName');
    Model('x')(Wrong);
    const { class: name, property, index } = refusal(Wrong).details;
    expect([name, property ?? index]).toEqual(['Wrong', 'byName']);
  });

  test('refuses fields of the class form that do not exist at run time', () => {
    @Model('x')
    class X {
      @Id() id!: string;
      notAField!: string;
    }
    Index('byIt', ['notAField'])(X as never);
    expect(refusal(X).details).toMatchObject({ class: 'X', index: 'byIt', path: 'notAField' });
  });

  test('refuses @Unique on a key that is not unique', () => {
    @Model('x')
    class X {
      @Id() id!: string;
      @Field('string') name!: string;
      @Unique() static readonly byName = key((x: F<X>) => [x.name]);
    }
    expect(refusal(X).message).toContain('uniqueKey');
  });

  test('refuses a condition on an unknown field, of a wrong type, and an empty one', () => {
    const withCondition = (when: object): DefinitionError => {
      @Model('x')
      class X {
        @Id() id!: string;
        @Field('int') age!: number;
        @Index({ when } as never) static readonly byAge = key((x: F<X>) => [x.age]);
      }
      return refusal(X);
    };
    expect(withCondition({ nope: 1 }).details).toMatchObject({
      class: 'X',
      index: 'byAge',
      property: 'nope',
    });
    expect(withCondition({ age: 'old' }).details).toMatchObject({ field: 'age', got: 'string' });
    expect(withCondition({ age: undefined }).message).toMatch(/undefined/);
    expect(withCondition({}).message).toMatch(/empty/);
  });

  test('refuses defaults and enums that do not fit their kind', () => {
    @Model('x')
    class BadDefault {
      @Id() id!: string;
      @Field('int', { default: 'x' as never }) age!: number;
    }
    @Model('y')
    class BadEnum {
      @Id() id!: string;
      @Field('string', { enum: [1] as never }) size!: string;
    }
    expect(refusal(BadDefault).details).toMatchObject({
      class: 'BadDefault',
      property: 'age',
      got: 'string',
    });
    expect(refusal(BadEnum).details).toMatchObject({ class: 'BadEnum', property: 'size', got: 'number' });
  });

  test('refuses two properties with one column, two versions, and statics as fields', () => {
    @Model('x')
    class OneColumn {
      @Id() id!: string;
      @Field('string') a!: string;
      @Field('string', { column: 'a' }) b!: string;
    }
    @Model('y')
    class TwoVersions {
      @Id() id!: string;
      @Version() a!: number;
      @Version() b!: number;
    }
    class Static {
      @Id() id!: string;
      static name2: string;
    }
    (Field('string') as unknown as (target: object, property: string) => void)(Static, 'name2');
    Model('z')(Static);
    expect(refusal(OneColumn).details).toMatchObject({ properties: ['a', 'b'] });
    expect(refusal(TwoVersions).details).toMatchObject({ role: 'version' });
    expect(refusal(Static).message).toMatch(/static/);
  });

  test('follows relations only when all classes exist, in both directions', () => {
    @Model('author')
    class Author {
      @Id() id!: string;
      @Relation(() => Book, { kind: 'many', inverse: (book) => book.author }) books!: Many<Book>;
    }
    @Model('book')
    class Book {
      @Id() id!: string;
      @Field('string') title!: string;
      @Relation(() => Author) author!: Ref<Author>;
      @Relation(() => Author) others!: Ref<Author>[];
      @Index() static readonly byAuthor = key((b: F<Book>) => [b.author, b.title]);
    }
    const registry = new ModelRegistry([Author, Book]);
    const book = registry.get(Book);
    const many = registry.get(Author).relations.get('books');
    expect(many?.kind === 'many' && many.inverse().index.name).toBe('byAuthor');
    expect([...book.relations.values()].map(({ kind }) => kind)).toEqual(['one', 'list']);
    expect(book.indexes.map(({ name }) => name)).toEqual(['byAuthor']);
    expect(refusal(Book).details).toMatchObject({ class: 'Book', property: 'author', target: 'Author' });
  });

  test('gives a reference an index of its own unless it is declined', () => {
    @Model('t')
    class Target {
      @Id() id!: string;
      @Relation(() => Source, { kind: 'many', inverse: (s) => s.b }) sources!: Many<Source>;
    }
    @Model('s')
    class Source {
      @Id() id!: string;
      @Relation(() => Target) a!: Ref<Target>;
      @Relation(() => Target, { index: false }) b!: Ref<Target>;
    }
    const error = refusal(Target, Source);
    expect(error.message).toMatch(/no index/);
    expect(error.details).toMatchObject({ class: 'Target', property: 'sources', inverse: 'b' });
  });

  test('takes fields of abstract base classes, each once', () => {
    abstract class Entity {
      @Id() id!: string;
      @CreatedAt() createdAt!: Date;
      @Field('string') note!: string;
    }
    @Model('a')
    class A extends Entity {
      @Field('string', { required: true }) override note: string = '';
    }
    @Model('b')
    class B extends Entity {
      @Field('int') size!: number;
    }
    const [a, b] = new ModelRegistry([A, B]).models;
    expect(a!.columns.map(({ property, required }) => [property, required])).toEqual([
      ['createdAt', false],
      ['note', true],
    ]);
    expect(b!.columns.map(({ property }) => property)).toEqual(['createdAt', 'note', 'size']);
  });

  test('refuses an event on something that is no operation', () => {
    @Model('x')
    @Event('x.changed', { on: ['create' as never] })
    class X {
      @Id() id!: string;
    }
    expect(refusal(X).details).toEqual({ class: 'X', event: 'x.changed' });
  });

  test('says which models there are when one is asked for that is not among them', () => {
    @Model('known')
    class Known {
      @Id() id!: string;
    }
    class Other {}
    const registry = new ModelRegistry([Known]);
    expect(() => registry.get(Other)).toThrow(UnknownModelError);
    try {
      registry.get(Other);
    } catch (error) {
      expect(error).toMatchObject({
        details: { class: 'Other', known: ['Known'], reason: expect.stringMatching(/@Model/) },
      });
    }
  });
});
