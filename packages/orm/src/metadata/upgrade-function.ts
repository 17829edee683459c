/** The form of what `@Upgrade` takes. */

/** The values of a row by property, columns that are not declared any more by their stored names. */
// The values are of columns that no class declares any more.
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type UpgradeFunction = (row: Record<string, any>) => Record<string, unknown>;
