/** Text that UTF-8 can hold: without surrogates that have no partner. Others would silently become another text. */
export function isWellFormed(text: string): boolean {
  return (text as string & { isWellFormed(): boolean }).isWellFormed(); // in Node since 20, in the library of TypeScript later
}
