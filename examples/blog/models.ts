import { Field, Id, Index, Model, Relation, key, type F, type Ref } from '@tito/orm';

@Model('blog.tag')
export class Tag {
  @Id() id!: string;
  @Field('string') name!: string;
}

@Model('blog.post')
export class Post {
  @Id() id!: string;
  @Field('string') title!: string;
  @Field('string') author!: string;
  /** Stored as a list of ids in this order; `include({ tags: true })` puts the tags in their places. */
  @Relation(() => Tag) tags!: Ref<Tag>[];

  @Index() static readonly byAuthor = key((post: F<Post>) => [post.author, post.title]);
  @Index() static readonly byTag = key((post: F<Post>) => [post.tags.each]);
}
