import type { Tito } from '@tito/orm';
import { User } from './user';

/** Creates a user, finds it, updates it and deletes it. */
export async function crud(db: Tito, print: (line: string) => void): Promise<void> {
  const users = db.repository(User);

  const created = await users.insert({ name: 'John Doe', email: 'john@example.com' });
  print(`Created user: ${describe(created)}`);

  const found = await users.getOrThrow(created.id);
  print(`Found user: ${describe(found)}`);

  await users.update(created.id, { name: 'John Smith', email: 'john.smith@example.com' });
  print('User updated successfully');

  await users.delete(created.id);
  print('User deleted successfully');
}

function describe({ id, name, email }: User): string {
  return `User { id: "${id}", name: "${name}", email: "${email}" }`;
}
