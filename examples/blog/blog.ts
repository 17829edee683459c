import type { Loaded, Tito } from '@tito/orm';
import { Post, Tag } from './models';

type TaggedPost = Loaded<Post, { tags: true }>;

/** Posts with tags: written together, found by tag and by author, read with their tags in one more round trip. */
export async function blog(db: Tito, print: (line: string) => void): Promise<void> {
  const posts = db.repository(Post);

  const tags = await createTags(db, ['Technology', 'Travel', 'Rust', 'Databases']);
  print('Created tags:');
  for (const tag of Object.values(tags)) print(`- ${tag.name}: ${tag.id}`);

  const created = await createPosts(db, [
    { title: 'Introduction to TiKV', author: 'Alice', tags: [tags['Technology']!, tags['Databases']!] },
    { title: 'Best cities to visit in Europe', author: 'Bob', tags: [tags['Travel']!] },
    {
      title: 'Using Rust with TiKV',
      author: 'Alice',
      tags: [tags['Technology']!, tags['Rust']!, tags['Databases']!],
    },
  ]);
  print('\nCreated posts:');
  created.forEach((post, i) => print(`${i + 1}. ${post.title} (by ${post.author})`));

  const first = await posts.by('byAuthor', 'Alice', 'Introduction to TiKV').include({ tags: true }).first();
  print('\nPost with tags:');
  print(`Title: ${first?.title}`);
  print('Tags:');
  for (const tag of first?.tags ?? []) print(`- ${tag.name}`);

  print('\nTechnology posts:');
  const technology = posts.by('byTag', tags['Technology']!.id).include({ tags: true });
  for await (const post of technology.reverse()) printPost(post, print);

  print("\nAlice's posts:");
  for (const post of await posts.by('byAuthor', 'Alice').include({ tags: true }).toArray())
    printPost(post, print);
}

/** All tags in one transaction, in which each call of the repository takes part by itself. */
async function createTags(db: Tito, names: readonly string[]): Promise<Record<string, Tag>> {
  return db.transaction(async () => {
    const out: Record<string, Tag> = {};
    for (const name of names) out[name] = await db.repository(Tag).insert({ name });
    return out;
  });
}

async function createPosts(
  db: Tito,
  drafts: readonly { title: string; author: string; tags: readonly Tag[] }[],
): Promise<Post[]> {
  return db.transaction(async (tx) => {
    const out: Post[] = [];
    for (const { title, author, tags } of drafts) {
      out.push(await tx.repository(Post).insert({ title, author, tags: tags.map((tag) => tag.id) }));
    }
    return out;
  });
}

function printPost(post: TaggedPost, print: (line: string) => void): void {
  print(`- ${post.title} (by ${post.author})`);
  print(`  Tags: ${post.tags.map((tag) => tag.name).join(', ')}`);
}
