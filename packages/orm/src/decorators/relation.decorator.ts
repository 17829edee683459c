import type { ModelClass } from '../metadata/declarations';
import type { F } from '../metadata/key-definition';
import type { RelationOptions } from '../metadata/model-options';
import type { Many, Ref } from '../metadata/references';
import { type PropertyForm, onProperty } from './decorator-forms';

/**
 * A relation to another model.
 *
 * `Ref<R>`: the row stores the id of one row. `Ref<R>[]`: it stores a list of ids, whose order is kept. `Many<R>` with
 * `kind: 'many'`: it stores nothing; the rows of R whose reference points here are found by an index (`inverse`), or the rows
 * that edges lead to, which are stored by themselves and can be followed from both sides (`through`).
 *
 * @param target a function, so that models may refer to each other whatever is loaded first
 *
 * @example
 * ```ts
 * @Relation(() => User) author!: Ref<User>;
 * @Relation(() => Tag) tags!: Ref<Tag>[];
 * @Relation(() => Comment, { kind: 'many', inverse: (c) => c.post }) comments!: Many<Comment>;
 * @Relation(() => Topic, { kind: 'many', through: 'post-topic', ordered: true }) topics!: Many<Topic>;
 * ```
 */
export function Relation<R>(
  target: () => ModelClass<R>,
  options?: Omit<RelationOptions, 'kind' | 'inverse' | 'through' | 'ordered'> & {
    readonly kind?: 'one' | 'list';
  },
): PropertyForm<Ref<R> | readonly Ref<R>[]>;
export function Relation<R>(
  target: () => ModelClass<R>,
  options: { readonly kind: 'many'; readonly inverse: (target: F<R>) => unknown },
): PropertyForm<Many<R>>;
export function Relation<R>(
  target: () => ModelClass<R>,
  options: {
    readonly kind: 'many';
    readonly through: string;
    readonly ordered?: boolean;
    /** In a model's relation to itself, for the side that follows the edges backwards. */
    readonly inverse?: (target: F<R>) => unknown;
  },
): PropertyForm<Many<R>>;
export function Relation(target: () => ModelClass, options: RelationOptions = {}): unknown {
  return onProperty((place) => ({ of: 'relation', ...place, target, options }));
}
